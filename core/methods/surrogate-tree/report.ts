import { type Text, text } from '../../base/text.ts';
import { FAITHFUL } from '../../learners/explain/surrogate.ts';
import type { Block, FigureBlock, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { token } from '../../report/tokens.ts';
import { drawTree } from '../kit/drawn-tree/drawn-tree.ts';
import { answerScale, NOT_CAUSAL, sampleNote, subjectWords } from '../kit/explanations/words.ts';
import type { SurrogateTreeFit } from './fit.ts';

/** Writes the report: the fidelity first, the tree, fidelity by depth, and the leaves as rules. */
export function reportSurrogateTree(fit: SurrogateTreeFit): Report {
  const r2 = fidelityWords(fit);
  const tree = drawTree({
    nodes: fit.nodes,
    valueName: text(`${answerScale(fit.facts).en} beside the mean`, `${answerScale(fit.facts).zh}与均值之差`),
  });
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit) },
    {
      kind: 'figure',
      id: 'tree',
      title: isFaithful(fit)
        ? text('Which few questions repeat the answers?', '哪几个问题就能还原预测？')
        : text('LOW FIDELITY: which few questions repeat part of the answers?', '拟合度低：哪几个问题能部分还原预测？'),
      subtitle: text(`fidelity R² ${r2.en} on ${fit.heldOut} held-out rows`, `在 ${fit.heldOut} 个留出行上的拟合度 R² ${r2.zh}`),
      ...tree,
    },
    curveBlock(fit),
    {
      kind: 'table',
      id: 'rules',
      title: text('The leaves as rules', '各叶子对应的规则'),
      table: {
        columns: [
          { name: 'when', label: text('when', '条件'), words: { '*': text('all rows', '全部行') } },
          { name: 'answer', label: answerScale(fit.facts) },
          { name: 'share', label: text('share of rows', '行占比'), unit: 'share' },
        ],
        rows: fit.leaves.map(({ conditions, value, share }) => [conditions.join(' ∧ ') || '*', value, share]),
      },
    },
    {
      kind: 'scalars',
      id: 'facts',
      title: text('How far it can be trusted', '可信程度'),
      rows: [
        { name: 'fidelity_r2', label: text('Fidelity: R² on held-out rows', '拟合度：留出行上的 R²'), value: finite(fit.own.r2.value) },
        { name: 'fidelity_low', label: text('Lower end of its 95 % interval', '其 95% 区间下限'), value: finite(fit.own.r2.interval[0]) },
        { name: 'fidelity_high', label: text('Upper end of its 95 % interval', '其 95% 区间上限'), value: finite(fit.own.r2.interval[1]) },
        { name: 'same_side', label: text('Same side of one half', '与 0.5 的同侧比例'), value: fit.agreement },
        { name: 'leaves', label: text('Leaves', '叶子数'), value: fit.own.leaves },
        { name: 'held_out', label: text('Held-out rows', '留出行数'), value: fit.heldOut },
      ],
    },
  ];
  return { blocks, notes: [...faithNotes(fit), ...sampleNote('surrogate-tree', fit.used, fit.rowCount)] };
}

function isFaithful({ own }: SurrogateTreeFit): boolean {
  return own.r2.value >= FAITHFUL;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function fidelityWords({ own }: SurrogateTreeFit): Text {
  const words = (language: 'en' | 'zh'): string => (finite(own.r2.value) === null ? '–' : formatNumber(own.r2.value, language));
  return text(words('en'), words('zh'));
}

function readingOf(fit: SurrogateTreeFit): Text {
  const [subject, r2] = [subjectWords(fit.facts), fidelityWords(fit)];
  const [top] = [...fit.leaves].sort((a, b) => b.value - a.value);
  const rule = top === undefined || top.conditions.length === 0 ? undefined : top.conditions.join(' ∧ ');
  const said = text(
    `One tree with ${fit.own.leaves} leaves repeats ${subject.en} with R² ${r2.en} on held-out rows.`,
    `一棵有 ${fit.own.leaves} 片叶子的树在留出行上以 R² ${r2.zh} 还原${subject.zh}。`,
  );
  if (top === undefined || rule === undefined) return text(`${said.en} ${NOT_CAUSAL.en}`, `${said.zh}${NOT_CAUSAL.zh}`);
  return text(
    `${said.en} It is highest, ${formatNumber(top.value, 'en')}, where ${rule}. ${NOT_CAUSAL.en}`,
    `${said.zh}当 ${rule} 时最高，为 ${formatNumber(top.value, 'zh')}。${NOT_CAUSAL.zh}`,
  );
}

function curveBlock({ curve, own, heldOut }: SurrogateTreeFit): FigureBlock {
  const edge = (side: 0 | 1) => curve.map(({ r2 }) => Math.abs((r2.interval[side] as number) - r2.value));
  return {
    kind: 'figure',
    id: 'fidelity',
    title: text('How much more would a deeper tree repeat?', '更深的树能多还原多少？'),
    subtitle: text(
      `R² on ${heldOut} held-out rows with 95 % intervals; red: below ${FAITHFUL}`,
      `在 ${heldOut} 个留出行上的 R² 及 95% 区间；红色：低于 ${FAITHFUL}`,
    ),
    figure: {
      data: [
        {
          type: 'scatter',
          mode: 'lines+markers',
          x: curve.map(({ depth }) => depth),
          y: curve.map(({ r2 }) => finite(r2.value)),
          error_y: { type: 'data', symmetric: false, array: edge(1), arrayminus: edge(0), color: token('ink-3'), thickness: 1 },
          line: { color: token('ink-3'), width: 1 },
          marker: {
            size: curve.map(({ depth }) => (depth === own.depth ? 14 : 8)),
            color: curve.map(({ r2 }) => token(r2.value >= FAITHFUL ? 'accent' : 'stop')),
          },
        },
      ],
      layout: {
        xaxis: { title: { text: text('depth', '深度') }, dtick: 1, zeroline: false, gridcolor: token('line') },
        yaxis: {
          title: { text: text('fidelity R²', '拟合度 R²') },
          rangemode: 'tozero',
          zerolinecolor: token('ink-2'),
          gridcolor: token('line'),
        },
        showlegend: false,
      },
    },
    table: {
      columns: [
        { name: 'depth', label: text('depth', '深度') },
        { name: 'leaves', label: text('leaves', '叶子数') },
        { name: 'r2' },
        { name: 'low' },
        { name: 'high' },
      ],
      rows: curve.map(({ depth, leaves, r2 }) => [depth, leaves, finite(r2.value), finite(r2.interval[0]), finite(r2.interval[1])]),
    },
  };
}

function faithNotes(fit: SurrogateTreeFit): Note[] {
  if (isFaithful(fit)) return [];
  const r2 = fidelityWords(fit);
  return [
    {
      severity: 'warning',
      code: 'surrogate-tree/low-fidelity',
      message: text(
        `LOW FIDELITY: the tree repeats only part of the answers (held-out R² ${r2.en}, below ${FAITHFUL}). Do not quote its rules as the model’s; a greater depth, shap or lice may say more.`,
        `拟合度低：该树只还原了部分预测（留出 R² ${r2.zh}，低于 ${FAITHFUL}）。请勿把其规则当作模型的规则引用；可加大深度，或改用 shap、lice。`,
      ),
    },
  ];
}
