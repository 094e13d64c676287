import { type Language, type Text, text } from '../../base/text.ts';
import type { Block, Estimate, Note, Report } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import { token } from '../../report/tokens.ts';
import { dotsFigure } from '../kit/policy/dots.ts';
import type { DrIvFit } from './fit.ts';
import type { RobustSet, Valued } from './ratio.ts';
import type { DrIvSpec } from './spec.ts';

/** Staiger & Stock's rule of thumb for the first stage. */
const STRONG = 10;

/** Writes the report: the sentence, how strong the instrument is, the effect, the segments. */
export function reportDrIv(fit: DrIvFit, spec: DrIvSpec): Report {
  const level = 1 - spec.alpha;
  const contrast = `${fit.treatment} = ${fit.arm}`;
  const row = (estimand: string, { value, standardError, interval, n }: Valued, group?: string): Estimate => ({
    ...{ name: fit.outcome, estimand, contrast, value, standardError, interval, level, n },
    ...(group === undefined ? {} : { group }),
  });
  const dots = [
    { label: text('all compliers', '全部依从者'), measured: fit.late, colour: token('accent') },
    ...fit.segments.map(({ name, ratio }) => ({ label: text(name, name), measured: ratio.late, colour: token('treated') })),
  ];
  const blocks: Block[] = [
    { kind: 'text', id: 'reading', title: text('Reading', '解读'), body: readingOf(fit, level) },
    firstStageBlock(fit),
    {
      kind: 'figure',
      id: 'effects',
      title: text('What does the treatment do to those who follow the encouragement?', '处理对响应推动者有何效应？'),
      subtitle: text(
        `n = ${fit.used}, ${spec.folds} folds, ${spec.repeats} × folds drawn`,
        `n = ${fit.used}，${spec.folds} 折，抽折 ${spec.repeats} 次`,
      ),
      figure: dotsFigure(dots, text(`effect on ${fit.outcome}`, `对 ${fit.outcome} 的效应`)),
      table: {
        columns: ['segment', 'effect', 'standardError', 'low', 'high', 'rows'].map((name) => ({ name })),
        rows: dots.map(({ label, measured }) => [label.en, measured.value, measured.standardError, ...measured.interval, measured.n]),
      },
    },
    {
      kind: 'estimates',
      id: 'estimates',
      title: text('Estimates', '估计'),
      rows: [
        row('LATE', fit.late),
        row('ITT', fit.main.encouragement),
        row('share of compliers', fit.main.compliers),
        ...fit.segments.map(({ name, ratio }) => row('LATE', ratio.late, name)),
      ],
    },
    {
      kind: 'text',
      id: 'what-would-change',
      title: text('What would change the conclusion', '何种情况会改变结论'),
      body: text(
        'A way from the instrument to the outcome past the treatment, people who do the opposite of what they are encouraged to, or something behind both instrument and outcome that is not among the covariates. None of these can be seen in the data alone.',
        '若工具变量绕过处理影响结果、有人反其道而行，或存在协变量之外同时影响工具变量与结果的因素，结论就会改变。这些都无法仅凭数据检验。',
      ),
    },
  ];
  return { blocks, notes: notesOf(fit, spec) };
}

function firstStageBlock({ main, chances }: DrIvFit): Block {
  const { compliers, strength, weak } = main;
  const ends = endsOf(weak);
  return {
    kind: 'scalars',
    id: 'first-stage',
    title: text('Does the encouragement move anybody?', '推动因素是否起作用？'),
    rows: [
      { name: 'share of compliers', label: text('share of compliers', '依从者占比'), value: compliers.value, unit: 'share' },
      { name: 'F', label: text('first-stage F (robust)', '第一阶段 F（稳健）'), value: strength },
      { name: 'lowest chance', label: text('lowest chance of being encouraged', '受推动概率的最小值'), value: chances[0], unit: 'share' },
      { name: 'highest chance', label: text('highest chance of being encouraged', '受推动概率的最大值'), value: chances[1], unit: 'share' },
      { name: 'weak-robust set', label: text('set that holds for weak instruments too', '弱工具变量下仍有效的区间'), value: ends },
    ],
  };
}

/** In symbols that need no language. */
function endsOf(weak: RobustSet): string {
  if (weak.kind === 'everything') return '(−∞, ∞)';
  const [low, high] = [formatNumber(weak.low, 'en'), formatNumber(weak.high, 'en')];
  return weak.kind === 'interval' ? `[${low}, ${high}]` : `(−∞, ${low}] ∪ [${high}, ∞)`;
}

function readingOf(fit: DrIvFit, level: number): Text {
  const n = (value: number, language: Language) => formatNumber(value, language);
  const percent = `${formatNumber(100 * level, 'en')} %`;
  const [low, high] = fit.late.interval;
  const { compliers } = fit.main;
  return text(
    `For those who follow the encouragement ${fit.instrument} = ${fit.encouraged}, ${fit.treatment} = ${fit.arm} changes ${fit.outcome} by ${n(low, 'en')} to ${n(high, 'en')} on average (${percent} interval), most likely ${n(fit.late.value, 'en')}. They are ${n(100 * compliers.value, 'en')} % of the rows (${n(100 * compliers.interval[0], 'en')} to ${n(100 * compliers.interval[1], 'en')} %). All compliers count alike, and the answer holds where either the outcome and take-up models or the chances of being encouraged are right. It supposes that the encouragement is as good as random given the covariates and touches the outcome through the treatment only.`,
    `对响应推动（${fit.instrument} = ${fit.encouraged}）的人，${fit.treatment} = ${fit.arm} 使 ${fit.outcome} 平均变化 ${n(low, 'zh')} 至 ${n(high, 'zh')}（${percent} 区间），最可能为 ${n(fit.late.value, 'zh')}。他们占 ${n(100 * compliers.value, 'zh')} %（${n(100 * compliers.interval[0], 'zh')} 至 ${n(100 * compliers.interval[1], 'zh')} %）。所有依从者权重相同；结果与接受处理的模型、受推动的概率，两者之一正确即可。前提是：给定协变量后推动近似随机，且只经由处理影响结果。`,
  );
}

function notesOf(fit: DrIvFit, spec: DrIvSpec): Note[] {
  const notes: Note[] = [];
  const add = (severity: Note['severity'], what: string, message: Text) => notes.push({ severity, code: `dr-iv/${what}`, message });
  const { compliers, strength } = fit.main;
  if (compliers.interval[0] <= 0)
    add(
      'stop',
      'no-first-stage',
      text(
        'The data do not show that the encouragement moves anybody into the treatment; the ratio means nothing. Read the set that holds for weak instruments.',
        '数据未能表明推动因素促使任何人接受处理，该比值没有意义。请看弱工具变量下仍有效的区间。',
      ),
    );
  else if (strength < STRONG)
    add(
      'warning',
      'weak-instrument',
      text(
        `The first stage is weak (F ${formatNumber(strength, 'en')} < 10): read the set that holds for weak instruments, not the interval.`,
        `第一阶段较弱（F ${formatNumber(strength, 'zh')} < 10）：请看弱工具变量下仍有效的区间。`,
      ),
    );
  if (fit.clipped > 0)
    add(
      'warning',
      'poor-overlap',
      text(
        `For ${fit.clipped} rows it was almost certain whether they would be encouraged (beyond 1 %); their scores are extrapolated.`,
        `有 ${fit.clipped} 行几乎必然或不可能受到推动（超出 1 %），其得分依赖外推。`,
      ),
    );
  if (spec.folds === 1 && spec.learner.learner !== 'linear' && spec.learner.learner !== 'logistic')
    add(
      'warning',
      'in-sample',
      text(
        'With one fold, trees have seen the rows they score; the interval is too narrow. Use 2 folds or more.',
        '折数为 1 时，树模型见过其评分的行，区间偏窄。请使用 2 折以上。',
      ),
    );
  if (fit.used < fit.rowCount)
    add(
      'info',
      'rows-left-out',
      text(
        `${fit.rowCount - fit.used} rows lack instrument, treatment or outcome, or are of other arms, and are left out.`,
        `有 ${fit.rowCount - fit.used} 行缺少工具变量、处理或结果，或属于其他组，未计入。`,
      ),
    );
  return notes;
}
