import { type Text, text } from '../../base/text.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { formatCell, formatNumber } from '../../report/format.ts';
import { answerScale, NOT_CAUSAL, sampleNote, subjectWords, surrogateNotes } from '../kit/explanations/words.ts';
import { type Drawing, gridCells, profileFigure, surfaceFigure } from './figures.ts';
import type { PdpFit, Profile } from './fit.ts';
import type { PdpSpec } from './spec.ts';

/** Turns answers over grids into a report. */
export function summarizePdp(fit: PdpFit, spec: PdpSpec): Report {
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: reading(fit) },
    rangesBlock(fit),
    ...fit.profiles.map((profile, index) =>
      figureBlock(`pdp-${index + 1}`, profileTitle(profile), profileSubtitle(fit, profile), profileFigure(fit, profile, spec.centred)),
    ),
    ...fit.surfaces.map((surface, index) => {
      const [first, second] = surface.features.map(({ name }) => name);
      const title = text(`Do ${first} and ${second} work together?`, `${first} 与 ${second} 是否共同起作用？`);
      return figureBlock(`surface-${index + 1}`, title, subtitle(fit), surfaceFigure(fit, surface));
    }),
  ];
  return {
    blocks,
    notes: [
      ...surrogateNotes('pdp-ice', fit.facts),
      ...sampleNote('pdp-ice', fit.used, fit.rowCount),
      ...extrapolationNotes(fit),
      ...constantNotes(fit),
    ],
  };
}

/** Where a profile is lowest and highest, and how far apart that is. */
interface Range {
  readonly profile: Profile;
  readonly low: number;
  readonly high: number;
  readonly span: number;
}

function rangeOf(profile: Profile): Range {
  let [low, high] = [0, 0];
  profile.average.forEach((value, g) => {
    if (value < (profile.average[low] as number)) low = g;
    if (value > (profile.average[high] as number)) high = g;
  });
  return { profile, low, high, span: (profile.average[high] as number) - (profile.average[low] as number) };
}

function reading(fit: PdpFit): Text {
  const [widest] = fit.profiles.map(rangeOf).sort((left, right) => right.span - left.span);
  const subject = subjectWords(fit.facts);
  if (widest === undefined) return text(`No feature that varies here moves ${subject.en}.`, `这里没有取值有变化的特征影响${subject.zh}。`);
  const { profile, low, high } = widest;
  const cells = gridCells(profile.feature, profile.grid);
  const words = (language: 'en' | 'zh'): string[] => [
    formatNumber(profile.average[low] as number, language),
    formatCell(cells[low] ?? null, language),
    formatNumber(profile.average[high] as number, language),
    formatCell(cells[high] ?? null, language),
  ];
  const [least, leastAt, most, mostAt] = words('en');
  const [leastZh, leastAtZh, mostZh, mostAtZh] = words('zh');
  const name = profile.feature.name;
  return text(
    `With all else as it is, ${subject.en} lies on average between ${least} (${name} = ${leastAt}) and ${most} (${name} = ${mostAt}); no other feature shown spans more. ${NOT_CAUSAL.en}`,
    `在其他特征不变时，${subject.zh}的均值在 ${leastZh}（${name} = ${leastAtZh}）到 ${mostZh}（${name} = ${mostAtZh}）之间；所示特征中以它的跨度最大。${NOT_CAUSAL.zh}`,
  );
}

function rangesBlock(fit: PdpFit): Block {
  return {
    kind: 'table',
    id: 'ranges',
    title: text('How far each feature moves the mean answer', '各特征对平均预测的影响跨度'),
    table: {
      columns: [
        { name: 'feature', label: text('Feature', '特征') },
        { name: 'span', label: text('Highest − lowest', '最高与最低之差') },
        { name: 'lowest', label: text('Lowest mean', '最低均值') },
        { name: 'lowest_at', label: text('at', '对应取值') },
        { name: 'highest', label: text('Highest mean', '最高均值') },
        { name: 'highest_at', label: text('at', '对应取值') },
        { name: 'missing', label: text('Rows without a value', '缺失行数') },
      ],
      rows: fit.profiles.map(rangeOf).map(({ profile, low, high, span }) => {
        const cells = gridCells(profile.feature, profile.grid);
        return [
          profile.feature.name,
          span,
          profile.average[low] ?? null,
          cells[low] ?? null,
          profile.average[high] ?? null,
          cells[high] ?? null,
          profile.missing,
        ];
      }),
    },
  };
}

function figureBlock(id: string, title: Text, under: Text, { figure, table }: Drawing): Block {
  return { kind: 'figure', id, title, subtitle: under, figure, table };
}

function profileTitle({ feature }: Profile): Text {
  return text(`How does the answer move with ${feature.name}?`, `预测如何随 ${feature.name} 变化？`);
}

function profileSubtitle(fit: PdpFit, profile: Profile): Text {
  const base = subtitle(fit);
  const count = profile.lines.length;
  return text(
    `${base.en} · ${count} single rows behind the mean · ticks are deciles`,
    `${base.zh} · 均值背后是 ${count} 条单行曲线 · 刻度线为十分位数`,
  );
}

function subtitle(fit: PdpFit): Text {
  const scale = answerScale(fit.facts);
  return text(`n = ${formatNumber(fit.used, 'en')} · ${scale.en}`, `n = ${formatNumber(fit.used, 'zh')} · ${scale.zh}`);
}

function extrapolationNotes(fit: PdpFit): Note[] {
  const beyond = fit.profiles.filter(
    ({ grid, usual }) => usual !== null && ((grid[0] as number) < usual[0] || (grid.at(-1) as number) > usual[1]),
  );
  if (beyond.length === 0) return [];
  const names = beyond.map(({ feature }) => feature.name).join(', ');
  return [
    {
      severity: 'info',
      code: 'pdp-ice/extrapolation',
      message: text(
        `Shaded parts of ${names} lie outside the middle 90 % of the data: few rows speak there.`,
        `${names} 的阴影部分位于数据中间 90% 之外，那里的数据很少。`,
      ),
    },
  ];
}

function constantNotes({ constant }: PdpFit): Note[] {
  if (constant.length === 0) return [];
  const names = constant.join(', ');
  return [
    {
      severity: 'info',
      code: 'pdp-ice/constant',
      message: text(`${names} have a single value here and are not drawn.`, `${names} 在此只有一个取值，未绘制。`),
    },
  ];
}
