import { type Text, text } from '../../base/text.ts';
import type { Block, Estimate, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { boundsFigure } from './figures.ts';
import type { HonestDidFit } from './fit.ts';
import type { HonestDidSpec } from './spec.ts';

/** A finding that breaks before trends differ as much as they did before the start is not robust. */
const AS_BEFORE = 1;

/** Writes the report: the sentence, intervals against both bounds, where they break, what pass and fail mean. */
export function reportHonestDid(fit: HonestDidFit, spec: HonestDidSpec): Report {
  const level = 1 - spec.alpha;
  const row = (name: string, low: number, high: number): Estimate => ({
    name,
    estimand: 'ATT',
    value: fit.estimate,
    interval: [low, high],
    level,
  });
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
    {
      kind: 'figure',
      id: 'magnitudes',
      title: text('How far may trends part before the finding goes?', '趋势偏离多大，结论才会消失？'),
      subtitle: text('M̄: largest step after the start over the largest step before it', 'M̄：处理后单期最大偏离与处理前单期最大偏离之比'),
      ...boundsFigure(fit, fit.magnitudes, text('relative magnitude M̄', '相对幅度 M̄')),
    },
    {
      kind: 'figure',
      id: 'smoothness',
      title: text('And if the trend before goes on, bending a little?', '若原有趋势延续并略有弯曲呢？'),
      subtitle: text('M: largest change of slope from one period to the next', 'M：相邻两期斜率的最大变化'),
      ...boundsFigure(fit, fit.smoothness, text('change of slope M', '斜率变化 M')),
    },
    {
      kind: 'estimates',
      id: 'intervals',
      title: text('Intervals', '区间'),
      rows: [
        { ...row('parallel trends', fit.original.low, fit.original.high), standardError: fit.standardError },
        ...fit.magnitudes.map(({ bound, low, high }) => row(`relative magnitude ${formatNumber(bound, 'en')}`, low, high)),
        ...fit.smoothness.map(({ bound, low, high }) => row(`change of slope ${formatNumber(bound, 'en')}`, low, high)),
      ],
    },
    {
      kind: 'scalars',
      id: 'breakdown',
      title: text('Where the finding breaks', '结论失效点'),
      rows: [
        { name: 'breakdown M̄', label: text('breakdown M̄', '失效 M̄'), value: fit.breakdownMagnitude ?? 'above 20' },
        { name: 'breakdown M', label: text('breakdown M', '失效 M'), value: fit.breakdownSmoothness ?? 'above 20 × the change before' },
        { name: 'change of slope before', label: text('largest change of slope before the start', '处理前最大斜率变化'), value: fit.unit },
        { name: 'periods before', label: text('periods before', '处理前期数'), value: fit.before },
      ],
    },
    {
      kind: 'text',
      id: 'verdict',
      title: text('What pass and fail mean', '通过与否意味着什么'),
      body: text(
        'Pass means: trends would have to part more after the start than they ever did before it for the finding to go. Fail means: a deviation as large as those seen before would already explain it; the data alone do not carry the finding. Neither says what trends really did.',
        '通过：处理后的趋势偏离须超过此前任何一期，结论才会消失。未通过：与此前相当的偏离就足以解释该结论，仅凭数据不足以支撑。两者都不能说明趋势实际如何。',
      ),
    },
    {
      kind: 'text',
      id: 'what-would-change',
      title: text('What would change the conclusion', '什么会改变结论'),
      body: text(
        'Knowing that something larger than anything before happened in one group at the same time: then no bound from the past holds. More periods before the start make the bounds sharper.',
        '若已知同期某一组发生了比以往更大的事件，则以往的界限不再适用；处理前时期越多，界限越精确。',
      ),
    },
  ];
  return { blocks, notes: notesOf(fit) };
}

function notesOf(fit: HonestDidFit): Note[] {
  const notes: Note[] = [];
  const say = (severity: Note['severity'], code: string, message: Text): void => {
    notes.push({ severity, code: `honest-did/${code}`, message });
  };
  const broken = fit.breakdownMagnitude;
  if (broken === 0)
    say(
      'warning',
      'open-already',
      text(
        'The interval holds zero under parallel trends already; there is no finding to break.',
        '在平行趋势下区间已包含零，没有可供检验的结论。',
      ),
    );
  else if (broken !== null && broken < AS_BEFORE)
    say(
      'stop',
      'not-robust',
      text(
        `The finding goes once trends part ${formatNumber(broken, 'en')} times as much as they did before the start.`,
        `趋势偏离达到处理前的 ${formatNumber(broken, 'zh')} 倍时，结论即消失。`,
      ),
    );
  if (fit.before === 1)
    say(
      'warning',
      'one-period-before',
      text('Only one step before the start is known; what trends can do is guessed from it.', '处理前仅有一期变化可供参照。'),
    );
  return notes;
}

function readingOf(fit: HonestDidFit, spec: HonestDidSpec): Text {
  const percent = formatNumber(100 * (1 - spec.alpha), 'en');
  const say = (value: number) => [formatNumber(value, 'en'), formatNumber(value, 'zh')] as const;
  const [[lowEn, lowZh], [highEn, highZh], [valueEn, valueZh]] = [say(fit.original.low), say(fit.original.high), say(fit.estimate)];
  const broken = fit.breakdownMagnitude;
  const [endEn, endZh] =
    broken === 0
      ? ['It holds zero already.', '区间已包含零。']
      : broken === null
        ? ['It keeps its sign even if they part 20 times as much as before the start.', '即便趋势偏离达到处理前的 20 倍，方向仍不变。']
        : [
            `It keeps its sign as long as trends part less than ${formatNumber(broken, 'en')} times as much as they did before the start.`,
            `只要趋势偏离不超过处理前的 ${formatNumber(broken, 'zh')} 倍，方向就不变。`,
          ];
  return text(
    `Under parallel trends the effect is ${lowEn} to ${highEn} (${percent} % interval), most likely ${valueEn}. ${endEn}`,
    `在平行趋势下，效应为 ${lowZh} 至 ${highZh}（${percent} % 区间），最可能为 ${valueZh}。${endZh}`,
  );
}
