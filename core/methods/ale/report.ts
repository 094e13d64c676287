import { type Text, text, verbatim } from '../../base/text.ts';
import { normalUpperQuantile } from '../../numeric/distributions.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { faded, token } from '../../report/tokens.ts';
import { answerScale, NOT_CAUSAL, sampleNote, subjectWords, surrogateNotes } from '../kit/explanations/words.ts';
import type { AleFit } from './fit.ts';
import type { AleSpec } from './spec.ts';

type Curve = AleFit['curves'][number];

/** Writes the report: the widest curve in words, then a picture for each feature. */
export function reportAle(fit: AleFit, spec: AleSpec): Report {
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit) },
    ...fit.curves.map((curve, at) => curveBlock(fit, curve, at, spec)),
  ];
  return { blocks, notes: [...surrogateNotes('ale', fit.facts), ...sampleNote('ale', fit.used, fit.rowCount), ...leftOutNotes(fit)] };
}

function spanOf({ course: { effects } }: Curve): number {
  return effects.reduce((most, value) => Math.max(most, value)) - effects.reduce((least, value) => Math.min(least, value));
}

function readingOf(fit: AleFit): Text {
  const [widest] = [...fit.curves].sort((left, right) => spanOf(right) - spanOf(left));
  const subject = subjectWords(fit.facts);
  if (widest === undefined)
    return text(`No ordered feature that varies here moves ${subject.en}.`, `这里没有取值有变化的有序特征影响${subject.zh}。`);
  const { name } = widest.feature;
  const span = spanOf(widest);
  return text(
    `Along ${name}, ${subject.en} moves by ${formatNumber(span, 'en')} between its lowest and highest place, comparing only rows that are alike; no other feature shown moves it more. ${NOT_CAUSAL.en}`,
    `沿 ${name}，仅比较相近的行时，${subject.zh}在最低与最高处之间相差 ${formatNumber(span, 'zh')}；所示特征中以它为最大。${NOT_CAUSAL.zh}`,
  );
}

function curveBlock(fit: AleFit, { feature, course }: Curve, at: number, { alpha }: AleSpec): Block {
  const reach = normalUpperQuantile(alpha / 2);
  const x = Array.from(course.edges, (edge) => (feature.kind === 'date' ? new Date(edge).toISOString().slice(0, 10) : edge));
  const y = Array.from(course.effects);
  const edge = (side: -1 | 1) => y.map((value, k) => value + side * reach * (course.standardErrors[k] as number));
  const [low, high] = [edge(-1), edge(1)];
  const band = { type: 'scatter', mode: 'lines', x, line: { width: 0 }, hoverinfo: 'skip', showlegend: false };
  const percent = formatNumber(100 * (1 - alpha), 'en');
  return {
    kind: 'figure',
    id: `ale-${at + 1}`,
    title: text(
      `How does the answer change along ${feature.name}, among rows that are alike?`,
      `在相近的行之间，预测沿 ${feature.name} 如何变化？`,
    ),
    subtitle: text(
      `accumulated local effects, ${course.counts.length} bins, n = ${fit.used - course.missing}; band: ${percent} % of the way from the left end`,
      `累积局部效应，${course.counts.length} 箱，n = ${fit.used - course.missing}；带：自左端起的 ${percent} % 区间`,
    ),
    figure: {
      data: [
        { ...band, y: low },
        { ...band, y: high, fill: 'tonexty', fillcolor: faded('accent', 0.15) },
        {
          type: 'scatter',
          mode: 'lines+markers',
          name: text('accumulated effect', '累积效应'),
          x,
          y,
          line: { color: token('accent'), width: 2, dash: 'dash' },
          marker: { color: token('accent'), size: 4 },
        },
      ],
      layout: {
        xaxis: { title: { text: verbatim(feature.name) }, zeroline: false, nticks: 5, gridcolor: token('line') },
        yaxis: { title: { text: answerScale(fit.facts) }, zeroline: true, zerolinecolor: token('ink-2'), gridcolor: token('line') },
        showlegend: false,
      },
    },
    table: {
      columns: [{ name: feature.name }, { name: 'effect' }, { name: 'low' }, { name: 'high' }, { name: 'rows' }],
      rows: y.map((value, k) => [x[k] ?? null, value, low[k] ?? null, high[k] ?? null, k === 0 ? 0 : (course.counts[k - 1] as number)]),
    },
  };
}

function leftOutNotes({ leftOut }: AleFit): Note[] {
  if (leftOut.length === 0) return [];
  const names = leftOut.join(', ');
  return [
    {
      severity: 'info',
      code: 'ale/left-out',
      message: text(
        `Without an order or with one value, and so without a curve: ${names}. pdp-ice shows categories.`,
        `没有顺序或只有一个取值，因此无曲线：${names}。类别请用 pdp-ice。`,
      ),
    },
  ];
}
