import { type Language, type Text, text } from '../../base/text.ts';
import type { Block, Estimate, Note, Report, Scalar } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { detectableCurve, powerCurve } from './figures.ts';
import type { PowerFit } from './fit.ts';
import type { PowerSpec } from './spec.ts';

/** Writes the report: the sentence, the plan per arm, the curves, what it rests on. */
export function reportPower(fit: PowerFit, spec: PowerSpec): Report {
  const rows = fit.arms.map(({ name, weight, customers, power, detectable }) => [name, weight, customers, power, detectable]);
  const simulation: Block[] =
    fit.simulated === null
      ? []
      : [
          {
            kind: 'estimates',
            id: 'simulation',
            title: text('What simulated experiments found', '模拟实验的发现率'),
            rows: simulatedRows(fit),
          },
        ];
  return {
    blocks: [
      { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, spec) },
      {
        kind: 'table',
        id: 'plan',
        title: text('Customers per arm', '各组客户数'),
        table: {
          columns: [
            { name: 'arm', label: text('arm', '组') },
            { name: 'weight', label: text('weight', '权重') },
            { name: 'customers', label: text('customers', '客户数') },
            { name: 'power', label: text('power', '功效'), unit: 'share' },
            { name: 'detectable', label: text('detectable effect', '最小可检测效应') },
          ],
          rows,
        },
      },
      ...simulation,
      {
        kind: 'figure',
        id: 'power-curve',
        title: text('How does power grow with size?', '功效如何随样本量增长？'),
        subtitle: subtitleOf(fit),
        ...powerCurve(fit, spec),
      },
      {
        kind: 'figure',
        id: 'detectable-curve',
        title: text('What is the smallest effect that each size sees?', '各样本量能看到的最小效应是多少？'),
        subtitle: subtitleOf(fit),
        ...detectableCurve(fit),
      },
      { kind: 'scalars', id: 'basis', title: text('What the plan rests on', '计划的依据'), rows: basisOf(fit) },
      {
        kind: 'text',
        id: 'what-would-change',
        title: text('What would change the plan', '什么会改变计划'),
        body: text(
          'Half the effect needs about four times the customers. A pre-period covariate that explains half of the variance saves half of them. A noisier period than the file shows, or customers who hang together, need more.',
          '效应减半，所需客户约为四倍；能解释一半方差的实验前协变量可省去一半客户；若实验期波动大于数据所示，或客户彼此相关，则需要更多。',
        ),
      },
    ],
    notes: notesOf(fit),
  };
}

function subtitleOf({ baseline, alphaPerComparison }: PowerFit): Text {
  const alpha = formatNumber(alphaPerComparison, 'en');
  return text(`${baseline.name}: alpha ${alpha} per comparison`, `${baseline.name}：每次比较 alpha 为 ${alpha}`);
}

function readingOf(fit: PowerFit, spec: PowerSpec): Text {
  const said = (language: Language) => {
    const arms = fit.arms.map(({ customers }) => formatNumber(customers, language));
    const isEqual = new Set(arms).size === 1;
    const zh = language === 'zh';
    return {
      arms: isEqual ? (arms[0] ?? '') : arms.join(' + '),
      perArm: isEqual ? (zh ? '每组' : ' per arm') : zh ? '对照组在前，共' : ' (the control first)',
      total: formatNumber(fit.total, language),
      power: percent(spec.power, language),
      found: percent(Math.min(...fit.arms.flatMap(({ power }) => power ?? [])), language),
      effect: effectWords(fit, language),
    };
  };
  const [en, zh] = [said('en'), said('zh')];
  const checked = checkWords(fit);
  const first = {
    size: text(
      `To see ${en.effect} with ${en.power} power you need ${en.arms} customers${en.perArm}, ${en.total} in all.`,
      `要以 ${zh.power} 的功效看到${zh.effect}，${zh.perArm}需要 ${zh.arms} 名客户，合计 ${zh.total} 名。`,
    ),
    effect: text(
      `With ${en.arms} customers${en.perArm} (${en.total} in all) the smallest change that is seen with ${en.power} power is ${en.effect}.`,
      `以${zh.perArm} ${zh.arms} 名客户（合计 ${zh.total} 名），${zh.power} 功效下能看到的最小变化是${zh.effect}。`,
    ),
    power: text(
      `With ${en.arms} customers${en.perArm} (${en.total} in all) the chance to see ${en.effect} is ${en.found}.`,
      `以${zh.perArm} ${zh.arms} 名客户（合计 ${zh.total} 名），看到${zh.effect}的概率为 ${zh.found}。`,
    ),
  }[spec.solveFor];
  return text(`${first.en}${checked.en}`, `${first.zh}${checked.zh}`);
}

/** "a lift of +5 % (0.25, from 5 to 5.25)" */
function effectWords({ baseline, effect }: PowerFit, language: Language): string {
  const isShare = baseline.kind === 'share';
  const amount = (value: number): string => (isShare ? percent(value, language) : formatNumber(value, language));
  const points = isShare
    ? `${formatNumber(100 * effect, language)} ${language === 'zh' ? '个百分点' : 'percentage points'}`
    : formatNumber(effect, language);
  const path =
    language === 'zh'
      ? `从 ${amount(baseline.value)} 到 ${amount(baseline.value + effect)}`
      : `from ${amount(baseline.value)} to ${amount(baseline.value + effect)}`;
  if (baseline.value === 0) return language === 'zh' ? ` ${baseline.name} 变化 ${points}` : `a change of ${points} in ${baseline.name}`;
  const relative = effect / Math.abs(baseline.value);
  const lift = `${relative > 0 ? '+' : ''}${percent(relative, language)}`;
  return language === 'zh'
    ? ` ${baseline.name} ${lift} 的提升（${points}，${path}）`
    : `a lift of ${lift} in ${baseline.name} (${points}, ${path})`;
}

function checkWords({ simulated }: PowerFit): Text {
  if (simulated === null) return text('', '');
  const weakest = simulated.power.reduce((low, each) => (each.share < low.share ? each : low));
  const said = (language: Language) => weakest.interval.map((end) => percent(end, language));
  const [en, zh] = [said('en'), said('zh')];
  return text(
    ` Experiments simulated from your own rows saw it in ${en[0]} to ${en[1]} of cases (95 % interval from ${simulated.runs} runs), most likely ${percent(weakest.share, 'en')}.`,
    `用您自己的数据模拟 ${simulated.runs} 次实验，看到该效应的比例介于 ${zh[0]} 与 ${zh[1]} 之间（95 % 区间），最可能为 ${percent(weakest.share, 'zh')}。`,
  );
}

function percent(value: number, language: Language): string {
  return `${formatNumber(Math.round(value * 10_000) / 100, language)} %`;
}

function simulatedRows({ simulated, arms }: PowerFit): Estimate[] {
  if (simulated === null) return [];
  const rows = (name: string, from: typeof simulated.power): Estimate[] =>
    from.map(({ share, interval }, arm) => ({
      name,
      estimand: 'share of experiments with a finding',
      group: arms[arm + 1]?.name ?? '',
      value: share,
      interval,
      level: 0.95,
      n: simulated.runs,
    }));
  return [...rows('power', simulated.power), ...rows('false alarms', simulated.falseAlarms)];
}

function basisOf({ baseline, effect, alphaPerComparison, total }: PowerFit): Scalar[] {
  const { clusters } = baseline;
  return [
    { name: 'baseline', label: text(`baseline (${baseline.kind})`, '基线'), value: baseline.value },
    { name: 'deviation', label: text('standard deviation of one customer', '单个客户的标准差'), value: baseline.deviation },
    { name: 'effect', label: text('effect', '效应'), value: effect },
    {
      name: 'explained',
      label: text('variance explained by pre-period covariates', '实验前协变量解释的方差'),
      value: baseline.explained,
      unit: 'share',
    },
    { name: 'alpha', label: text('error rate per comparison', '每次比较的错误率'), value: alphaPerComparison, unit: 'share' },
    { name: 'total', label: text('customers in all', '客户总数'), value: total },
    ...(baseline.skewness === null ? [] : [{ name: 'skewness', label: text('skewness', '偏度'), value: baseline.skewness }]),
    ...(clusters === null
      ? []
      : [
          { name: 'icc', label: text('intraclass correlation', '组内相关系数'), value: clusters.icc, unit: 'share' },
          { name: 'clusterSize', label: text('customers in a cluster', '每个聚类的客户数'), value: clusters.size },
          { name: 'designEffect', label: text('design effect', '设计效应'), value: clusters.designEffect },
        ]),
  ];
}

/** Two-sided 95 % intervals of many arms are read at once; only an alarm rate this much above the promise is named. */
const ALARM_MARGIN = 1.2;

function notesOf(fit: PowerFit): Note[] {
  const { baseline, simulated } = fit;
  const notes: Note[] = [];
  const add = (severity: Note['severity'], what: string, message: Text): void => {
    notes.push({ severity, code: `power/${what}`, message });
  };
  if (fit.isDefaultLift)
    add(
      'info',
      'default-lift',
      text('Neither effect nor lift was set, so the plan is for a lift of 5 %.', '未设置 effect 或 lift，计划按 5 % 的提升制定。'),
    );
  if (baseline.missing > 0)
    add(
      'warning',
      'missing-values',
      text(
        `${baseline.missing} rows lack a value that the baseline needs and were left out.`,
        `有 ${baseline.missing} 行缺少基线所需的值，已剔除。`,
      ),
    );
  if (simulated !== null && simulated.runs < simulated.asked)
    add(
      'info',
      'fewer-simulations',
      text(
        `The plan is large, so ${simulated.runs} instead of ${simulated.asked} experiments were simulated.`,
        `计划规模较大，仅模拟 ${simulated.runs} 次实验（原定 ${simulated.asked} 次）。`,
      ),
    );
  if (baseline.clusters !== null && baseline.clusters.count !== null && baseline.clusters.count < 30)
    add(
      'warning',
      'few-clusters',
      text(
        `The correlation within clusters was measured on ${baseline.clusters.count} clusters only; plan with some reserve.`,
        `组内相关仅由 ${baseline.clusters.count} 个聚类估得，请留出余量。`,
      ),
    );
  const alarm = simulated?.falseAlarms.find(({ interval }) => interval[0] > ALARM_MARGIN * fit.alphaPerComparison);
  if (alarm !== undefined && fit.arms.length === 2)
    add(
      'warning',
      'false-alarms',
      text(
        `Without any effect ${percent(alarm.share, 'en')} of simulated experiments still found one; the outcome is too skewed for the test at this size.`,
        `没有效应时仍有 ${percent(alarm.share, 'zh')} 的模拟实验报告了发现；在此样本量下结果分布过偏，检验不可靠。`,
      ),
    );
  return notes;
}
