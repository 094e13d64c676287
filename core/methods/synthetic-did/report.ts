import { type Text, text } from '../../base/text.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { gapFigure, pathFigure } from '../kit/panels/figures.ts';
import type { SyntheticDidFit } from './fit.ts';
import type { SyntheticDidSpec } from './spec.ts';

/** A slope this many standard errors from 0 is a drift; errors hang together over time, so 2 would be too few. */
const CLEAR = 3;

/** Writes the report: the sentence, the course of both, the gap before the start, the estimate, who and when it leans on. */
export function reportSyntheticDid(fit: SyntheticDidFit, spec: SyntheticDidSpec): Report {
  const axis = fit.study;
  const names = fit.study.treatedNames.join(', ');
  const gap = fit.treated.map((value, at) => value - (fit.counterfactual[at] as number));
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
    {
      kind: 'figure',
      id: 'paths',
      title: text('Do both run alongside before the start?', '处理前两者是否并行？'),
      subtitle: text('untreated units weighed, and moved to the level of the treated', '未处理单位加权后平移至处理单位的水平'),
      ...pathFigure(axis, { treated: fit.treated, counterfactual: fit.counterfactual }),
    },
    {
      kind: 'figure',
      id: 'gap',
      title: text('Where does the gap open?', '差距从何时拉开？'),
      ...gapFigure(axis, gap, []),
    },
    {
      kind: 'estimates',
      id: 'effects',
      title: text('Mean effect after the start', '处理后的平均效应'),
      rows: [
        {
          name: NAMES[spec.estimator],
          estimand: 'ATT of the treated units',
          value: fit.effect,
          standardError: fit.standardError,
          interval: fit.interval,
          level: 1 - spec.alpha,
          ...(fit.pValue === null ? {} : { pValue: fit.pValue }),
          n: fit.study.donors + fit.study.treatedNames.length,
        },
      ],
    },
    {
      kind: 'scalars',
      id: 'settings',
      title: text('How it was weighed', '加权方式'),
      rows: [
        { name: 'ridge of unit weights', label: text('ridge of unit weights (ζ)', '单位权重的正则项 (ζ)'), value: fit.zeta },
        { name: 'standard error by', label: text('standard error by', '标准误方法'), value: fit.study.errors },
        { name: 'replications', label: text('replications', '重复次数'), value: fit.replications },
        { name: 'drift carried on', label: text('drift before the start, carried on', '处理前漂移的外推值'), value: fit.drift.bias },
      ],
    },
    weightsBlock('units', text('Which units count?', '哪些单位计入？'), fit.study.donorNames, fit.weights.units),
    weightsBlock('periods', text('Which periods before the start count?', '处理前哪些时期计入？'), fit.study.timeLabels, fit.weights.times),
    {
      kind: 'text',
      id: 'estimand',
      title: text('What is estimated', '估计的是什么'),
      body: text(
        `How much more ${names} changed after the start than the weighed untreated units did: the effect on the treated, if both would have changed alike.`,
        `处理开始后，${names} 的变化比加权后的未处理单位多多少：若两者本会同样变化，即为处理组效应。`,
      ),
    },
    {
      kind: 'text',
      id: 'what-would-change',
      title: text('What would change the conclusion', '什么会改变结论'),
      body: text(
        'Another event in the treated units at the same time, effects that reach untreated units, a gap that was opening already, or one untreated unit that carries the result.',
        '处理单位同期的其他事件、效应波及未处理单位、差距原本就在扩大，或结果只靠个别未处理单位支撑。',
      ),
    },
  ];
  return { blocks, notes: notesOf(fit) };
}

const NAMES = { sdid: 'synthetic difference in differences', sc: 'synthetic control', did: 'difference in differences' } as const;

function weightsBlock(id: string, title: Text, names: readonly string[], weights: Float64Array): Block {
  const rows = Array.from(weights, (weight, at) => [names[at] ?? '', weight] as const);
  return {
    kind: 'table',
    id,
    title,
    table: {
      columns: [{ name: id === 'units' ? 'unit' : 'period' }, { name: 'weight', unit: 'share' }],
      rows: id === 'units' ? rows.filter(([, weight]) => weight > 0).sort(([, left], [, right]) => right - left) : rows,
    },
  };
}

function notesOf(fit: SyntheticDidFit): Note[] {
  const notes: Note[] = [];
  const say = (severity: Note['severity'], code: string, message: Text): void => {
    notes.push({ severity, code: `synthetic-did/${code}`, message });
  };
  const { drift, standardError, study, weights } = fit;
  if (Math.abs(drift.score) > CLEAR && Math.abs(drift.bias) > standardError)
    say(
      'stop',
      'drift',
      text(
        `The gap was moving before the start already; carried on, that alone would be ${formatNumber(drift.bias, 'en')}.`,
        `差距在处理前就在变化；仅其延续就会造成 ${formatNumber(drift.bias, 'zh')}。`,
      ),
    );
  const largest = weights.units.reduce((most, value) => Math.max(most, value), 0);
  if (largest > 0.5)
    say('warning', 'one-donor', text('One untreated unit has more than half of the weight.', '某个未处理单位占了一半以上的权重。'));
  if (study.errors === 'placebo' && study.donors < 20)
    say(
      'warning',
      'few-donors',
      text(`Only ${study.donors} untreated units; the standard error is rough.`, `仅有 ${study.donors} 个未处理单位，标准误较粗略。`),
    );
  if (study.errors === 'placebo')
    say(
      'info',
      'equal-noise',
      text('The standard error assumes that treated units are as noisy as untreated ones.', '该标准误假定处理单位与未处理单位的噪声相同。'),
    );
  if (study.errors === 'bootstrap' && study.treatedNames.length < 10)
    say(
      'warning',
      'few-treated',
      text('With fewer than 10 treated units the bootstrap is unreliable.', '处理单位不足 10 个时，自助法不可靠。'),
    );
  if (study.unitsLeftOut > 0)
    say(
      'warning',
      'units-left-out',
      text(`${study.unitsLeftOut} units with gaps are left out.`, `剔除了 ${study.unitsLeftOut} 个有缺口的单位。`),
    );
  return notes;
}

function readingOf(fit: SyntheticDidFit, spec: SyntheticDidSpec): Text {
  const names = fit.study.treatedNames.length > 5 ? `${fit.study.treatedNames.length} treated units` : fit.study.treatedNames.join(', ');
  const zhNames = fit.study.treatedNames.length > 5 ? `${fit.study.treatedNames.length} 个处理单位` : fit.study.treatedNames.join('、');
  const percent = formatNumber(100 * (1 - spec.alpha), 'en');
  const [low, high] = fit.interval;
  const open = low <= 0 && high >= 0;
  return text(
    `If ${names} would have changed like the weighed untreated units, the treatment changed ${fit.study.outcome} by ${formatNumber(low, 'en')} to ${formatNumber(high, 'en')} (${percent} % interval), most likely ${formatNumber(fit.effect, 'en')}.${open ? ' The interval holds zero, so the sign is open.' : ''}`,
    `若 ${zhNames} 本会与加权后的未处理单位同样变化，则处理使 ${fit.study.outcome} 改变 ${formatNumber(low, 'zh')} 至 ${formatNumber(high, 'zh')}（${percent} % 区间），最可能为 ${formatNumber(fit.effect, 'zh')}。${open ? '区间包含零，方向尚无定论。' : ''}`,
  );
}
