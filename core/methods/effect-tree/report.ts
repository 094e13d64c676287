import { type Language, type Text, text } from '../../base/text.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { token } from '../../report/tokens.ts';
import { drawTree } from '../kit/drawn-tree/drawn-tree.ts';
import { dotsFigure } from '../kit/policy/dots.ts';
import type { ArmTree, EffectTreeFit, Segment } from './fit.ts';
import type { EffectTreeSpec } from './spec.ts';

/** Segments that tell less than this of the differences between rows are marked. */
const FAITHFUL = 0.5;

/** Writes the report: the segments in words, what the test says about each, and how much they tell. */
export function reportEffectTree(fit: EffectTreeFit, spec: EffectTreeSpec): Report {
  const sentences = fit.trees.map((tree) => sentenceOf(tree, fit));
  return {
    blocks: [
      {
        kind: 'text',
        id: 'reading',
        title: text('Reading', '解读'),
        body: text(sentences.map(({ en }) => en).join('\n\n'), sentences.map(({ zh }) => zh).join('\n\n')),
      },
      ...fit.trees.flatMap((tree) => blocksOf(tree, fit, spec)),
      {
        kind: 'text',
        id: 'next-test',
        title: text('What to test next', '下一步测试建议'),
        body: text(
          'Test the segment with the largest observed effect against the one with the smallest, with arms assigned at random within each; what holds there is worth a rule.',
          '对观测增量最大与最小的分群分别随机分组再做一次测试；能再次成立的差异才值得写成规则。',
        ),
      },
    ],
    notes: notesOf(fit),
  };
}

function blocksOf({ arm, segments, nodes, fidelity }: ArmTree, fit: EffectTreeFit, spec: EffectTreeSpec): Block[] {
  const subtitle = text(
    `fidelity R² ${formatNumber(fidelity.value, 'en')} on rows not used to find the segments`,
    `保真度 R² ${formatNumber(fidelity.value, 'zh')}（未用于寻找分群的行）`,
  );
  const dots = segments.flatMap(({ observed }, at) =>
    observed === null
      ? []
      : [{ label: text(`${arm}: segment ${at + 1}`, `${arm}：分群 ${at + 1}`), measured: observed, colour: token('accent') }],
  );
  const table = {
    columns: [
      { name: 'segment' },
      { name: 'when', label: text('when', '条件') },
      ...['rows', 'predicted', 'observed', 'low', 'high', 'observedRows'].map((name) => ({ name })),
    ],
    rows: segments.map(({ conditions, rows, predicted, observed }, at) => [
      ...[at + 1, conditions.join(' ∧ '), rows, predicted],
      ...[observed?.value ?? null, observed?.interval[0] ?? null, observed?.interval[1] ?? null, observed?.n ?? null],
    ]),
  };
  const blocks: Block[] = [
    {
      kind: 'figure',
      id: `tree:${arm}`,
      title: text(`What tells the effects of ${arm} apart?`, `${arm} 的增量由什么区分？`),
      subtitle,
      ...drawTree({ nodes, valueName: text('effect beside the mean', '增量与均值之差') }),
    },
    { kind: 'table', id: `segments:${arm}`, title: text(`Who responds to ${arm}?`, `谁会对 ${arm} 有反应？`), table },
  ];
  if (dots.length === 0) return blocks;
  return [
    ...blocks,
    {
      kind: 'figure',
      id: `observed:${arm}`,
      title: text(`Does the test bear the segments of ${arm} out?`, `实验是否证实 ${arm} 的分群？`),
      subtitle,
      figure: dotsFigure(dots, text(`effect on ${fit.outcome}`, `对 ${fit.outcome} 的增量`)),
      table,
    },
    {
      kind: 'estimates',
      id: `estimates:${arm}`,
      title: text('Effect by segment', '各分群增量'),
      rows: segments.flatMap(({ conditions, observed }) =>
        observed === null
          ? []
          : [
              {
                ...{
                  name: fit.outcome,
                  estimand: 'difference in means',
                  contrast: `${arm} − ${fit.control}`,
                  group: conditions.join(' ∧ ') || '—',
                },
                ...{
                  value: observed.value,
                  standardError: observed.standardError,
                  interval: observed.interval,
                  level: 1 - spec.alpha,
                  n: observed.n,
                },
              },
            ],
      ),
    },
  ];
}

function sentenceOf({ arm, segments, fidelity }: ArmTree, fit: EffectTreeFit): Text {
  const sorted = [...segments].sort((left, right) => right.predicted - left.predicted);
  const [top, bottom] = [sorted[0], sorted.at(-1)];
  const share = (language: Language) => formatNumber(100 * Math.max(0, fidelity.value), language);
  if (top === undefined || bottom === undefined || top === bottom)
    return text(`For ${arm} no columns tell rows with large effects from the rest.`, `对 ${arm}，没有列能区分增量大小不同的行。`);
  return text(
    `${arm} moves ${fit.outcome} most where ${words(top, 'en')}, and least where ${words(bottom, 'en')}. The ${segments.length} segments tell ${share('en')} % of the differences between single effects.`,
    `${arm} 对 ${fit.outcome} 的增量在“${words(top, 'zh')}”处最大，在“${words(bottom, 'zh')}”处最小。这 ${segments.length} 个分群解释了个体增量差异的 ${share('zh')} %。`,
  );
}

function words({ conditions, predicted, observed }: Segment, language: Language): string {
  const n = (value: number) => formatNumber(value, language);
  const said =
    observed === null
      ? n(predicted)
      : language === 'zh'
        ? `实测 ${n(observed.interval[0])} 至 ${n(observed.interval[1])}，最可能 ${n(observed.value)}`
        : `observed ${n(observed.interval[0])} to ${n(observed.interval[1])}, most likely ${n(observed.value)}`;
  return `${conditions.join(' ∧ ')} (${said})`;
}

function notesOf(fit: EffectTreeFit): Note[] {
  return fit.trees.flatMap(({ arm, fidelity, segments }) => {
    const notes: Note[] = [];
    if (fidelity.value < FAITHFUL)
      notes.push({
        severity: 'warning',
        code: 'effect-tree/low-fidelity',
        message: text(
          `The segments of ${arm} tell only ${formatNumber(100 * Math.max(0, fidelity.value), 'en')} % of the differences between its effects: a rough picture.`,
          `${arm} 的分群只解释其增量差异的 ${formatNumber(100 * Math.max(0, fidelity.value), 'zh')} %，仅为粗略描述。`,
        ),
      });
    if (segments.every(({ observed }) => observed === null))
      notes.push({
        severity: 'info',
        code: 'effect-tree/not-observed',
        message: text(
          `Treatment or outcome are not in this table, or an arm is too thin, so segments of ${arm} carry predicted effects only.`,
          `表中没有处理或结果变量，或某组样本过少，${arm} 的分群只有预测增量。`,
        ),
      });
    return notes;
  });
}
