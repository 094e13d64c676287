import { type Text, text } from '../../base/text.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { gapFigure, pathFigure } from '../kit/panels/figures.ts';
import type { SyntheticControlFit } from './fit.ts';

/**
 * An error before the start above a quarter of the spread of all outcomes leaves more than 1/16 of the variance
 * unexplained: the mix does not follow the unit.
 */
const POOR_FIT = 0.25;

/** Writes the report: the sentence, the fit before the start, the gap among placebos, the estimate, the weights. */
export function reportSyntheticControl(fit: SyntheticControlFit): Report {
  const axis = fit.study;
  const counterfactual = fit.treatedOutcome.map((value, at) => value - (fit.own.gap[at] as number));
  const drawn = fit.placebos.filter(({ isPoor }) => !isPoor);
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit) },
    {
      kind: 'figure',
      id: 'paths',
      title: text('Does the mix follow the treated before the start?', '处理前，组合是否跟随处理单位？'),
      subtitle: text(
        `error before the start ${formatNumber(fit.own.preRmspe, 'en')}, after it ${formatNumber(fit.own.postRmspe, 'en')}`,
        `处理前误差 ${formatNumber(fit.own.preRmspe, 'zh')}，处理后 ${formatNumber(fit.own.postRmspe, 'zh')}`,
      ),
      ...pathFigure(axis, { treated: fit.treatedOutcome, counterfactual }),
    },
    ...(fit.predictors.length === 0 ? [] : [balanceBlock(fit)]),
    {
      kind: 'figure',
      id: 'gaps',
      title: text('Is the gap larger than where nothing happened?', '差距是否大于无处理的单位？'),
      subtitle: text(
        `${drawn.length} of ${fit.placebos.length} untreated units`,
        `${fit.placebos.length} 个未处理单位中的 ${drawn.length} 个`,
      ),
      ...gapFigure(axis, fit.own.gap, drawn),
    },
    estimatesBlock(fit),
    weightsBlock(fit),
    placeboBlock(fit),
    ...(fit.withoutOne.length === 0 ? [] : [withoutBlock(fit)]),
    {
      kind: 'text',
      id: 'estimand',
      title: text('What is estimated', '估计的是什么'),
      body: text(
        `The mean difference between ${fit.study.treatedNames.join(', ')} and its synthetic control after the start: the effect on the treated, if the mix stands for what would have happened.`,
        `处理开始后 ${fit.study.treatedNames.join('、')} 与其合成控制之差的平均：若该组合代表无处理的情形，即为处理组效应。`,
      ),
    },
    {
      kind: 'text',
      id: 'what-would-change',
      title: text('What would change the conclusion', '什么会改变结论'),
      body: text(
        'A donor that was touched by the treatment or had a shock of its own, another event in the treated unit at the same time, or one donor that carries the result alone.',
        '某个供体受到处理波及或自身遭遇冲击、处理单位同期发生其他事件，或结果只靠单个供体支撑。',
      ),
    },
  ];
  return { blocks, notes: notesOf(fit) };
}

function estimatesBlock(fit: SyntheticControlFit): Block {
  const n = fit.study.times.length - fit.study.start;
  const { interval, earlier } = fit;
  return {
    kind: 'estimates',
    id: 'effects',
    title: text('Mean gap after the start', '处理后的平均差距'),
    rows: [
      {
        name: 'synthetic control',
        estimand: 'ATT of the treated units',
        value: fit.own.effect,
        ...(interval === null ? {} : { interval, level: fit.level }),
        pValue: fit.pValue,
        n,
      },
      ...(earlier === null ? [] : [{ name: 'placebo at an earlier start', estimand: 'should be near 0', value: earlier.effect }]),
    ],
  };
}

function balanceBlock({ predictors }: SyntheticControlFit): Block {
  return {
    kind: 'table',
    id: 'predictors',
    title: text('Are the predictors alike?', '预测变量是否相近？'),
    table: {
      columns: ['predictor', 'treated', 'synthetic', 'mean of donors', 'importance'].map((name) => ({ name })),
      rows: predictors.map(({ name, treated, synthetic, donorMean, importance }) => [name, treated, synthetic, donorMean, importance]),
    },
  };
}

function weightsBlock({ donors }: SyntheticControlFit): Block {
  return {
    kind: 'table',
    id: 'weights',
    title: text('Who makes up the synthetic control?', '合成控制由谁组成？'),
    table: {
      columns: [{ name: 'donor' }, { name: 'weight', unit: 'share' }],
      rows: [...donors]
        .sort((left, right) => right.weight - left.weight)
        .filter(({ weight }, at) => weight > 0 || at < 5)
        .map(({ name, weight }) => [name, weight]),
    },
  };
}

function placeboBlock(fit: SyntheticControlFit): Block {
  const own = { unit: fit.study.treatedNames.join(', '), ...fit.own, ratio: fit.ratio, isPoor: false };
  const rows = [own, ...fit.placebos].sort((left, right) => (right.ratio ?? Infinity) - (left.ratio ?? Infinity));
  return {
    kind: 'table',
    id: 'placebos',
    title: text('Error after over error before the start, by unit', '各单位处理后与处理前误差之比'),
    table: {
      columns: ['unit', 'error before', 'error after', 'ratio', 'mean gap', 'set aside'].map((name) => ({ name })),
      rows: rows.map(({ unit, preRmspe, postRmspe, ratio, effect, isPoor }) => [unit, preRmspe, postRmspe, ratio, effect, isPoor]),
    },
  };
}

function withoutBlock({ withoutOne }: SyntheticControlFit): Block {
  return {
    kind: 'table',
    id: 'without-one',
    title: text('Does one donor carry the result?', '结果是否只靠某个供体？'),
    table: {
      columns: ['without donor', 'mean gap', 'error before'].map((name) => ({ name })),
      rows: withoutOne.map(({ donor, effect, preRmspe }) => [donor, effect, preRmspe]),
    },
  };
}

function notesOf(fit: SyntheticControlFit): Note[] {
  const notes: Note[] = [];
  const say = (severity: Note['severity'], code: string, message: Text): void => {
    notes.push({ severity, code: `synthetic-control/${code}`, message });
  };
  const error = formatNumber(100 * fit.relativeError, 'en');
  if (fit.relativeError > POOR_FIT)
    say(
      'stop',
      'poor-fit',
      text(
        `The mix does not follow the treated before the start: its error is ${error} % of the spread of the outcomes.`,
        `组合在处理前未能跟随处理单位：误差为结果离散程度的 ${error} %。`,
      ),
    );
  else if (fit.own.preRmspe > Math.abs(fit.own.effect) / 2)
    say('warning', 'fit-against-effect', text('The error before the start is more than half of the effect.', '处理前误差超过效应的一半。'));
  if (fit.placebos.length < 19)
    say(
      'info',
      'few-donors',
      text(
        `With ${fit.placebos.length} donors p cannot fall below ${formatNumber(1 / (fit.placebos.length + 1), 'en')}.`,
        `仅 ${fit.placebos.length} 个供体，p 值不可能低于 ${formatNumber(1 / (fit.placebos.length + 1), 'zh')}。`,
      ),
    );
  if (fit.earlier !== null && Math.abs(fit.earlier.effect) > Math.abs(fit.own.effect) / 2)
    say(
      'warning',
      'placebo-in-time',
      text(
        'At a pretended earlier start the gap is more than half as large as after the real one.',
        '在假想的更早开始时间上，差距已超过真实处理后的一半。',
      ),
    );
  if (fit.withoutOne.some(({ effect }) => Math.sign(effect) !== Math.sign(fit.own.effect)))
    say('warning', 'one-donor', text('Without one of the donors the sign turns.', '去掉其中一个供体，方向就会反转。'));
  if (fit.study.unitsLeftOut > 0)
    say(
      'warning',
      'units-left-out',
      text(`${fit.study.unitsLeftOut} units with gaps are left out.`, `剔除了 ${fit.study.unitsLeftOut} 个有缺口的单位。`),
    );
  return notes;
}

function readingOf(fit: SyntheticControlFit): Text {
  const { outcome, treatedNames } = fit.study;
  const { interval, own, rank, placebos } = fit;
  const level = formatNumber(100 * fit.level, 'en');
  const say = (language: 'en' | 'zh') => ({
    low: interval === null ? '' : formatNumber(interval[0], language),
    high: interval === null ? '' : formatNumber(interval[1], language),
    value: formatNumber(own.effect, language),
  });
  const [en, zh] = [say('en'), say('zh')];
  const units = placebos.length + 1;
  const isPoor = fit.relativeError > POOR_FIT;
  return text(
    `${isPoor ? 'The fit before the start is too poor to trust what follows. ' : ''}After the start ${treatedNames.join(', ')} differed from its synthetic control in ${outcome} by ${interval === null ? '' : `${en.low} to ${en.high} (${level} % interval from placebo gaps), on average `}${en.value}. Its error ratio ranks ${rank} of ${units} (p = ${formatNumber(fit.pValue, 'en')}).`,
    `${isPoor ? '处理前拟合太差，以下结果不可信。' : ''}处理开始后，${treatedNames.join('、')} 的 ${outcome} 与其合成控制相差${interval === null ? '' : ` ${zh.low} 至 ${zh.high}（由安慰剂差距得出的 ${level} % 区间），平均`} ${zh.value}。其误差比在 ${units} 个单位中排第 ${rank}（p = ${formatNumber(fit.pValue, 'zh')}）。`,
  );
}
