import { type Text, text } from '../../base/text.ts';
import { FAITHFUL } from '../../learners/explain/surrogate.ts';
import type { Block, FigureBlock, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { armToken, token } from '../../report/tokens.ts';
import { NOT_CAUSAL, sampleNote, subjectWords, surrogateNotes } from '../kit/explanations/words.ts';
import { type AgreementFit, TECHNIQUES } from './fit.ts';
import type { AgreementSpec } from './spec.ts';

const NAMES = {
  shap: text('SHAP', 'SHAP'),
  shuffling: text('shuffling', '置换'),
  lines: text('LIME', 'LIME'),
  'stand-in': text('stand-in trees', '替代树模型'),
} as const;

/** Below this two rankings hardly tell the same story. */
const AGREES = 0.6;

/** Writes the report: whether the techniques agree, the matrix, the ranks, and what is disputed. */
export function reportAgreement(fit: AgreementFit, spec: AgreementSpec): Report {
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
    matrixBlock(fit),
    sharesBlock(fit),
    ...disputesBlock(fit, spec),
  ];
  return {
    blocks,
    notes: [
      ...surrogateNotes('explanation-agreement', fit.facts),
      ...notesOf(fit),
      ...sampleNote('explanation-agreement', fit.used, fit.rowCount),
    ],
  };
}

function lowest(fit: AgreementFit): AgreementFit['agreements'][number] | undefined {
  return [...fit.agreements].filter(({ tau }) => tau !== null).sort((a, b) => (a.tau ?? 0) - (b.tau ?? 0))[0];
}

function readingOf(fit: AgreementFit, { top }: AgreementSpec): Text {
  const least = lowest(fit);
  const subject = subjectWords(fit.facts);
  if (least === undefined || least.tau === null)
    return text(`No technique finds a feature that moves ${subject.en}.`, `没有任何技术发现影响${subject.zh}的特征。`);
  const common = fit.features.filter((_, feature) => fit.opinions.every(({ leaders }) => leaders.includes(feature)));
  const [left, right] = [NAMES[least.left], NAMES[least.right]];
  return text(
    `${common.length === 0 ? 'No feature leads' : `${common.join(', ')} ${common.length === 1 ? 'leads' : 'lead'}`} for ${subject.en} by all four techniques (first ${top}). They differ most between ${left.en} and ${right.en}, Kendall’s τ ${formatNumber(least.tau, 'en')}. Quote as a reason only what all of them share. ${NOT_CAUSAL.en}`,
    `${common.length === 0 ? '没有特征' : common.join('、')}在四种技术中都位列前 ${top}（针对${subject.zh}）。差异最大的是${left.zh}与${right.zh}，Kendall τ 为 ${formatNumber(least.tau, 'zh')}。只有各技术一致认可的特征才宜作为理由引用。${NOT_CAUSAL.zh}`,
  );
}

function matrixBlock({ agreements, used }: AgreementFit): FigureBlock {
  const tauOf = (a: string, b: string): number | null =>
    a === b ? 1 : (agreements.find(({ left, right }) => (left === a && right === b) || (left === b && right === a))?.tau ?? null);
  const z = TECHNIQUES.map((row) => TECHNIQUES.map((column) => tauOf(row, column)));
  const names = TECHNIQUES.map((technique) => NAMES[technique]);
  return {
    kind: 'figure',
    id: 'matrix',
    title: text('Do the techniques rank the features alike?', '各技术对特征的排序一致吗？'),
    subtitle: text(`Kendall’s τ-b of the rankings; n = ${used}`, `排序的 Kendall τ-b；n = ${used}`),
    figure: {
      data: [
        {
          type: 'heatmap',
          x: names,
          y: names,
          z,
          zmin: -1,
          zmax: 1,
          colorscale: [
            [0, token('loss')],
            [0.5, token('panel')],
            [1, token('accent')],
          ],
          text: z.map((row) => row.map((tau) => (tau === null ? '–' : tau.toFixed(2)))),
          texttemplate: '%{text}',
          showscale: false,
        },
      ],
      layout: { xaxis: { automargin: true, tickangle: 0 }, yaxis: { automargin: true, autorange: 'reversed' } },
    },
    table: {
      columns: [
        { name: 'one', label: text('one', '其一'), words: NAMES },
        { name: 'other', label: text('other', '其二'), words: NAMES },
        { name: 'tau', label: text('Kendall’s τ-b', 'Kendall τ-b') },
        { name: 'shared', label: text('leading features shared', '共同的领先特征占比'), unit: 'share' },
      ],
      rows: agreements.map(({ left, right, tau, shared }) => [left, right, tau, shared]),
    },
  };
}

const MOST_SHOWN = 12;

function sharesBlock({ opinions, features, used }: AgreementFit): FigureBlock {
  const mean = features.map((_, feature) => opinions.reduce((sum, { shares }) => sum + (shares[feature] as number), 0));
  const shown = [...features.keys()].sort((a, b) => (mean[b] as number) - (mean[a] as number)).slice(0, MOST_SHOWN);
  return {
    kind: 'figure',
    id: 'shares',
    title: text('How large does each technique find each feature?', '各技术认为每个特征有多重要？'),
    subtitle: text(`shares of each technique’s own total; n = ${used}`, `占各技术自身总量的比例；n = ${used}`),
    figure: {
      data: opinions.map(({ technique, shares }, at) => ({
        type: 'scatter',
        mode: 'markers',
        name: NAMES[technique],
        y: shown.map((feature) => features[feature]),
        x: shown.map((feature) => shares[feature]),
        marker: { size: 9, color: armToken(at + 1), symbol: ['circle', 'square', 'diamond', 'cross'][at] },
      })),
      layout: {
        xaxis: { rangemode: 'tozero', zerolinecolor: token('ink-2'), gridcolor: token('line'), title: { text: text('share', '占比') } },
        yaxis: { type: 'category', automargin: true, autorange: 'reversed', gridcolor: token('line') },
        legend: { orientation: 'h', y: -0.3 },
      },
    },
    table: {
      columns: [
        { name: 'feature', label: text('feature', '特征') },
        ...opinions.flatMap(({ technique }) => [
          { name: `${technique}_share`, label: text(`${NAMES[technique].en}: share`, `${NAMES[technique].zh}：占比`) },
          { name: `${technique}_rank`, label: text(`${NAMES[technique].en}: rank`, `${NAMES[technique].zh}：名次`) },
        ]),
      ],
      rows: features.map((name, feature) => [
        name,
        ...opinions.flatMap(({ shares, ranks }) => [shares[feature] as number, ranks[feature] as number]),
      ]),
    },
  };
}

function disputesBlock({ disputes, features }: AgreementFit, { top }: AgreementSpec): Block[] {
  if (disputes.length === 0) return [];
  return [
    {
      kind: 'table',
      id: 'disputes',
      title: text(`Which features lead for some and not for others (first ${top})?`, `哪些特征只在部分技术中位列前 ${top}？`),
      table: {
        columns: [
          { name: 'feature', label: text('feature', '特征') },
          { name: 'highest', label: text('highest with', '名次最高'), words: NAMES },
          { name: 'lowest', label: text('lowest with', '名次最低'), words: NAMES },
          { name: 'apart', label: text('places apart', '相差名次') },
        ],
        rows: disputes.map(({ feature, highest, lowest: last, apart }) => [features[feature] ?? '', highest, last, apart]),
      },
    },
  ];
}

function notesOf(fit: AgreementFit): Note[] {
  const least = lowest(fit);
  const notes: Note[] = [];
  if (least?.tau !== undefined && least.tau !== null && least.tau < AGREES)
    notes.push({
      severity: 'warning',
      code: 'explanation-agreement/disagree',
      message: text(
        `The techniques disagree (least Kendall’s τ ${formatNumber(least.tau, 'en')}, below ${AGREES}): a reason that only one of them gives should not be quoted.`,
        `各技术并不一致（最小 Kendall τ 为 ${formatNumber(least.tau, 'zh')}，低于 ${AGREES}）：仅由一种技术给出的理由不宜引用。`,
      ),
    });
  if (fit.fidelity === null || fit.fidelity < FAITHFUL)
    notes.push({
      severity: 'warning',
      code: 'explanation-agreement/unfaithful-stand-in',
      message: text(
        `The stand-in trees repeat the answers only in part (held-out R² ${fit.fidelity === null ? '–' : formatNumber(fit.fidelity, 'en')}): weigh their opinion accordingly.`,
        `替代树模型只部分还原了预测（留出 R² ${fit.fidelity === null ? '–' : formatNumber(fit.fidelity, 'zh')}）：请酌情看待其意见。`,
      ),
    });
  return notes;
}
