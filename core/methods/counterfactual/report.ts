import { type Text, text, verbatim } from '../../base/text.ts';
import type { Counterfactual, CounterfactualResult } from '../../learners/explain/counterfactual.ts';
import type { Block, Report, TableColumn, TableData } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { subjectWords, surrogateNotes } from '../kit/explanations/words.ts';
import { dumbbellFigure } from './figure.ts';
import type { CounterfactualFit } from './fit.ts';
import { searchNotes } from './notes.ts';
import type { CounterfactualSpec } from './spec.ts';
import { cellValue, changesWords, featureOf, MODEL_ONLY, sideWords } from './words.ts';

/** Writes the report: the smallest example in words, all examples, a picture of them, and the nearest real rows. */
export function reportCounterfactual(fit: CounterfactualFit, spec: CounterfactualSpec): Report {
  const { result } = fit;
  return {
    blocks: [
      { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit) },
      ...(result === null ? [] : [...exampleBlocks(fit, result), searchBlock(fit, result), ...realBlocks(fit)]),
    ],
    notes: [...surrogateNotes('counterfactual', fit.facts), ...searchNotes(fit, spec)],
  };
}

function readingOf(fit: CounterfactualFit): Text {
  const { result } = fit;
  const [subject, side] = [searchedWords(fit), sideWords(fit)];
  const opening = text(
    `For ${fit.rowName}, ${subject.en} is ${formatNumber(fit.answer, 'en')}`,
    `${fit.rowName}：${subject.zh}为 ${formatNumber(fit.answer, 'zh')}`,
  );
  if (result === null) return text(`${opening.en}, which is already ${side.en}.`, `${opening.zh}，已经${side.zh}。`);
  const [smallest] = result.examples;
  if (smallest !== undefined) {
    const changes = changesWords(fit, smallest);
    const [en, zh] = [formatNumber(smallest.answer, 'en'), formatNumber(smallest.answer, 'zh')];
    return text(
      `${opening.en}. It would be ${en}, ${side.en}, if ${changes.en}. ${MODEL_ONLY.en}`,
      `${opening.zh}。若 ${changes.zh}，则为 ${zh}，${side.zh}。${MODEL_ONLY.zh}`,
    );
  }
  const none = text(
    `${opening.en}. No allowed change was found that brings it ${side.en}.`,
    `${opening.zh}。未找到使其${side.zh} 的允许改动。`,
  );
  const { closest } = result;
  if (closest === null || closest.changes.length === 0)
    return text(`${none.en} No version tried comes nearer.`, `${none.zh}所尝试的版本都没有更接近目标。`);
  const changes = changesWords(fit, closest);
  return text(
    `${none.en} The nearest is ${formatNumber(closest.answer, 'en')}, if ${changes.en}. ${MODEL_ONLY.en}`,
    `${none.zh}最接近的是：若 ${changes.zh}，则为 ${formatNumber(closest.answer, 'zh')}。${MODEL_ONLY.zh}`,
  );
}

/** What was searched; a stand-in's answers may differ a little from the effects themselves. */
function searchedWords({ facts }: CounterfactualFit): Text {
  const subject = subjectWords(facts);
  return facts.fidelity === undefined ? subject : text(`${subject.en}, as its stand-in repeats it,`, `${subject.zh}（按替代模型）`);
}

/** The examples as a table and as a picture; without any, the version that comes nearest. */
function exampleBlocks(fit: CounterfactualFit, { examples, closest }: CounterfactualResult): Block[] {
  const isFound = examples.length > 0;
  const shown = isFound
    ? examples
    : [closest].filter((each) => each !== null && each.changes.length > 0).map((each) => each as Counterfactual);
  if (shown.length === 0) return [];
  const side = sideWords(fit);
  const table: Block = isFound
    ? {
        kind: 'table',
        id: 'examples',
        title: text(`Which small changes bring the answer ${side.en}?`, `哪些小改动能使预测${side.zh}？`),
        table: examplesTable(fit, shown),
      }
    : {
        kind: 'table',
        id: 'closest',
        title: text('Which version comes nearest, without reaching it?', '哪个版本最接近但未达到目标？'),
        table: examplesTable(fit, shown),
      };
  return [
    table,
    {
      kind: 'figure',
      id: 'changes',
      title: text('How far does each column move?', '每一列移动多远？'),
      subtitle: text(`${fit.rowName}; squares: categories, which have no rank`, `${fit.rowName}；方块：没有次序的类别`),
      ...dumbbellFigure(fit, shown),
    },
  ];
}

function examplesTable(fit: CounterfactualFit, shown: readonly Counterfactual[]): TableData {
  return {
    columns: [
      { name: 'example', label: text('example', '样例') },
      { name: 'column', label: text('column', '列') },
      { name: 'from', label: text('from', '原值') },
      { name: 'to', label: text('to', '新值') },
      { name: 'distance', label: text('distance (MAD)', '距离（MAD）') },
      { name: 'answer', label: text('answer', '预测') },
    ],
    rows: shown.flatMap(({ changes, answer }, at) =>
      changes.map(({ feature, from, to, distance }) => {
        const described = featureOf(fit, feature);
        return [at + 1, described.name, cellValue(described, from), cellValue(described, to), distance, answer];
      }),
    ),
  };
}

function searchBlock(fit: CounterfactualFit, { used, examples, movable }: CounterfactualResult): Block {
  return {
    kind: 'scalars',
    id: 'search',
    title: text('What was searched?', '搜索了什么？'),
    rows: [
      { name: 'answer', label: text('answer now', '当前预测'), value: fit.answer },
      { name: 'target', label: text('target', '目标值'), value: fit.target },
      { name: 'examples', label: text('examples shown', '样例数'), value: examples.length },
      { name: 'columns', label: text('columns that could change', '可改变的列数'), value: movable.length },
      { name: 'evaluations', label: text('answers asked of the model', '模型作答次数'), value: used },
    ],
  };
}

/** The nearest rows across: which they are, and the columns in which one of them differs from the explained row. */
function realBlocks(fit: CounterfactualFit): Block[] {
  const { allowedRow, nearestRow } = fit;
  if (nearestRow === null) return [];
  const isSame = allowedRow?.row === nearestRow.row;
  const rows = allowedRow === null || isSame ? [nearestRow] : [allowedRow, nearestRow];
  const kinds = isSame ? ['both'] : allowedRow === null ? ['all'] : ['allowed', 'all'];
  const differing = fit.features.flatMap((feature, at) =>
    rows.some(({ cells }) => !Object.is(cells[at], fit.cells[at])) ? [{ feature, at }] : [],
  );
  return [
    {
      kind: 'table',
      id: 'real-rows',
      title: text('Which real row across the target is nearest?', '目标另一侧最近的真实行是哪一行？'),
      table: {
        columns: [
          { name: 'row', label: text('row', '行') },
          { name: 'among', label: text('nearest among', '范围'), words: AMONG },
          { name: 'answer', label: text('answer', '预测') },
          { name: 'gower_distance', label: text('Gower distance', 'Gower 距离') },
        ],
        rows: rows.map(({ name, answer, distance }, at) => [name, kinds[at] ?? '', answer, distance]),
      },
    },
    {
      kind: 'table',
      id: 'real-cells',
      title: text('Where does it differ from this row?', '它与该行有哪些不同？'),
      table: {
        columns: [
          { name: 'column', label: text('column', '列') },
          { name: 'this_row', label: verbatim(fit.rowName) },
          ...rows.map(({ name }, at) => ({ name: `real_${at + 1}`, label: verbatim(name) })),
        ],
        rows: differing.map(({ feature, at }) => [
          feature.name,
          ...[fit, ...rows].map(({ cells }) => cellValue(feature, cells[at] ?? Number.NaN)),
        ]),
      },
    },
  ];
}

const AMONG: NonNullable<TableColumn['words']> = {
  both: text('all rows, also within the rules', '全部行，且符合规则'),
  allowed: text('rows within the rules', '符合规则的行'),
  all: text('all rows', '全部行'),
};
