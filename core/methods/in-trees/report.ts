import { type Text, text } from '../../base/text.ts';
import { FAITHFUL } from '../../learners/explain/surrogate.ts';
import type { Block, Note, Report, Scalar } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { NOT_CAUSAL, sampleNote, subjectWords, surrogateNotes } from '../kit/explanations/words.ts';
import { CLOSE, type Score } from './compare.ts';
import type { InTreesFit, ShownRule } from './fit.ts';
import { errorFigure, joined, listTable, predictionWords, rulesTable } from './tables.ts';

/** Writes the report: how well the list does in words, the list, the rules, and all rules as points. */
export function reportInTrees(fit: InTreesFit): Report {
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit) },
    {
      kind: 'table',
      id: 'list',
      title: isFaithful(fit)
        ? text('The list that stands for the model', '代表模型的规则列表')
        : text('LOW FIDELITY: the list that stands for part of the model', '拟合度低：只代表部分模型的规则列表'),
      table: listTable(fit),
    },
    { kind: 'table', id: 'rules', title: text('The chosen rules, each by itself', '选出的规则（各自单独度量）'), table: rulesTable(fit) },
    {
      kind: 'figure',
      id: 'errors',
      title: text('How often does each rule hold, and how often is it wrong?', '各规则适用多少行，又错多少？'),
      subtitle: text(
        `${fit.rules.length} rules on ${fit.measuredRows} rows, ${fit.selected.length} of them chosen`,
        `${fit.measuredRows} 行上的 ${fit.rules.length} 条规则，其中选出 ${fit.selected.length} 条`,
      ),
      ...errorFigure(fit),
    },
    { kind: 'scalars', id: 'quality', title: text('How far the list can be trusted', '规则列表的可信程度'), rows: qualityScalars(fit) },
    { kind: 'scalars', id: 'counts', title: text('From paths to rules', '从路径到规则'), rows: countScalars(fit) },
  ];
  const notes = [...surrogateNotes('in-trees', fit.facts), ...faithNotes(fit), ...readingNotes(fit)];
  return { blocks, notes: [...notes, ...sampleNote('in-trees', fit.used, fit.rowCount)] };
}

function isFaithful({ comparison }: InTreesFit): boolean {
  return comparison.withModel !== null && comparison.withModel.value >= FAITHFUL;
}

/** "96.2 %" of decisions, or "R² 0.912". */
function scoreWords({ task }: InTreesFit, score: Score | null): Text {
  if (score === null) return text('–', '–');
  if (task === 'binary') return text(percent(score.value), percent(score.value));
  return text(`R² ${formatNumber(score.value, 'en')}`, `R² ${formatNumber(score.value, 'zh')}`);
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}

function readingOf(fit: InTreesFit): Text {
  const { comparison, outcome } = fit;
  const [own, list, model] = [comparison.withModel, comparison.list, comparison.model].map((score) => scoreWords(fit, score)) as [
    Text,
    Text,
    Text,
  ];
  const lines = fit.list.length - 1;
  const subject = subjectWords(fit.facts);
  const made = text(
    `${fit.pathsRead} paths of ${fit.treesRead} trees come down to ${fit.selected.length} rules, and ${lines} of them with a default to a list. On ${fit.heldOutRows} held-out rows it repeats ${subject.en} with ${own.en}${fit.task === 'binary' ? ' of decisions alike' : ''}.`,
    `${fit.treesRead} 棵树的 ${fit.pathsRead} 条路径归结为 ${fit.selected.length} 条规则，其中 ${lines} 条加上默认规则组成列表。在 ${fit.heldOutRows} 个留出行上，列表${fit.task === 'binary' ? `与${subject.zh}的判定有 ${own.zh} 相同` : `以 ${own.zh} 还原${subject.zh}`}。`,
  );
  const beside =
    outcome === undefined
      ? text('', '')
      : text(
          ` It predicts ${outcome} with ${list.en}, the model with ${model.en}: ${gapWords(fit).en}.`,
          `它预测 ${outcome} 的${fit.task === 'binary' ? '正确率' : '拟合度'}为 ${list.zh}，模型为 ${model.zh}：${gapWords(fit).zh}。`,
        );
  const first = firstWords(fit);
  return text(`${made.en}${beside.en}${first.en} ${NOT_CAUSAL.en}`, `${made.zh}${beside.zh}${first.zh}${NOT_CAUSAL.zh}`);
}

function firstWords(fit: InTreesFit): Text {
  const [first] = fit.list;
  if (first === undefined || first.words.length === 0)
    return text(' No rule does better than the same answer for all rows.', '没有规则优于对所有行给出同一答案。');
  const said = predictionWords(fit, first.prediction);
  const plain = typeof said === 'number' ? text(formatNumber(said, 'en'), formatNumber(said, 'zh')) : said;
  const words = fit.outcome === undefined ? plain : text(`${fit.outcome} = ${plain.en}`, `${fit.outcome} = ${plain.zh}`);
  return text(` It begins: IF ${joined(first)}, THEN ${words.en}.`, `列表首条：若 ${joined(first)}，则${words.zh}。`);
}

/** "within 3 points" */
function gapWords({ comparison: { gap } }: InTreesFit): Text {
  if (gap === null) return text('not comparable', '无法比较');
  return gap <= CLOSE
    ? text('no worse by more than 3 points', '相差不超过 3 个百分点')
    : text(`worse by ${points(gap)} points`, `低 ${points(gap)} 个百分点`);
}

function points(gap: number): string {
  return (100 * gap).toFixed(1);
}

function qualityScalars({ comparison, task, outcome }: InTreesFit): Scalar[] {
  const { withModel, list, model, gap } = comparison;
  const measure = task === 'binary' ? text('share of decisions alike', '判定相同的比例') : text('R²', 'R²');
  const rows: Scalar[] = [
    {
      name: 'agreement_with_model',
      label: text(`With the model: ${measure.en}`, `与模型：${measure.zh}`),
      value: withModel?.value ?? null,
    },
    { name: 'agreement_low', label: text('Lower end of its 95 % interval', '其 95% 区间下限'), value: withModel?.interval[0] ?? null },
    { name: 'agreement_high', label: text('Upper end of its 95 % interval', '其 95% 区间上限'), value: withModel?.interval[1] ?? null },
  ];
  if (outcome !== undefined)
    rows.push(
      {
        name: 'list_on_outcome',
        label: text(`The list on ${outcome}: ${measure.en}`, `列表对 ${outcome}：${measure.zh}`),
        value: list?.value ?? null,
      },
      {
        name: 'model_on_outcome',
        label: text(`The model on ${outcome}: ${measure.en}`, `模型对 ${outcome}：${measure.zh}`),
        value: model?.value ?? null,
      },
    );
  return [
    ...rows,
    { name: 'gap_points', label: text('Points worse than the model', '比模型低的百分点'), value: gap === null ? null : 100 * gap },
    {
      name: 'within_3_points',
      label: text('Within 3 points of the model', '与模型相差不超过 3 个百分点'),
      value: gap === null ? null : gap <= CLOSE,
    },
  ];
}

function countScalars(fit: InTreesFit): Scalar[] {
  const longest = fit.selected.reduce((most, at) => Math.max(most, (fit.rules[at] as ShownRule).words.length), 0);
  return [
    { name: 'trees_read', label: text('Trees read', '读取的树'), value: fit.treesRead },
    { name: 'trees', label: text('Trees of the model', '模型中的树'), value: fit.treeCount },
    { name: 'paths', label: text('Paths', '路径'), value: fit.pathsRead },
    { name: 'conditions_before', label: text('Conditions of different paths', '不同路径的条件数'), value: fit.conditionsBefore },
    { name: 'conditions_after', label: text('Conditions after pruning', '剪枝后的条件数'), value: fit.conditionsAfter },
    { name: 'rules', label: text('Different rules', '不同的规则'), value: fit.rules.length },
    { name: 'chosen', label: text('Chosen rules', '选出的规则'), value: fit.selected.length },
    { name: 'longest', label: text('Conditions of the longest chosen rule', '选出规则的最大条件数'), value: longest },
    { name: 'listed', label: text('Rules of the list', '列表中的规则'), value: fit.list.length - 1 },
    { name: 'measured_rows', label: text('Rows that rules are measured on', '度量规则的行数'), value: fit.measuredRows },
    { name: 'held_out_rows', label: text('Held-out rows', '留出行数'), value: fit.heldOutRows },
  ];
}

function faithNotes(fit: InTreesFit): Note[] {
  const notes: Note[] = [];
  const own = scoreWords(fit, fit.comparison.withModel);
  if (!isFaithful(fit))
    notes.push({
      severity: 'warning',
      code: 'in-trees/low-fidelity',
      message: text(
        `LOW FIDELITY: on held-out rows the list repeats what it stands for only in part (${own.en}, below ${FAITHFUL}). Allow more rules or depth.`,
        `拟合度低：在留出行上，列表只还原了部分预测（${own.zh}，低于 ${FAITHFUL}）。可增加规则数或深度。`,
      ),
    });
  const { gap } = fit.comparison;
  if (gap !== null && gap > CLOSE)
    notes.push({
      severity: 'warning',
      code: 'in-trees/apart',
      message:
        fit.outcome === undefined
          ? text(
              `The list is ${gapWords(fit).en} than the model on held-out rows: use it to read the model, not in its place.`,
              `在留出行上列表比模型${gapWords(fit).zh}：可用来理解模型，不宜代替模型。`,
            )
          : text(
              `The list is ${gapWords(fit).en} than the model on held-out rows: use it to read the model, not in its place. If the model was trained on these rows, they flatter it.`,
              `在留出行上列表比模型${gapWords(fit).zh}：可用来理解模型，不宜代替模型。若模型曾用这些行训练，则其表现被高估。`,
            ),
    });
  return notes;
}

function readingNotes(fit: InTreesFit): Note[] {
  const subject = subjectWords(fit.facts);
  const notes: Note[] = [
    {
      severity: 'info',
      code: 'in-trees/target',
      message:
        fit.outcome === undefined
          ? text(`Rules are measured against ${subject.en} itself.`, `规则以${subject.zh}自身为度量对象。`)
          : text(`Rules are measured against the column ${fit.outcome}.`, `规则以列 ${fit.outcome} 为度量对象。`),
    },
  ];
  if (fit.treesRead < fit.treeCount || fit.isCut)
    notes.push({
      severity: 'info',
      code: 'in-trees/not-all-read',
      message: text(
        `Rules come from the first ${fit.pathsRead} paths; the model has ${fit.treeCount} trees.`,
        `规则来自前 ${fit.pathsRead} 条路径；模型共有 ${fit.treeCount} 棵树。`,
      ),
    });
  return notes;
}
