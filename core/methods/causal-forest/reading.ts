import { type Language, type Text, text } from '../../base/text.ts';
import { formatNumber } from '../../report/format.ts';
import type { ArmFindings, ForestFit } from './fit.ts';
import type { CausalForestSpec } from './spec.ts';

/** The finding in plain sentences: averages first, then whether rows differ, then whom it is about. */
export function readingOf(fit: ForestFit, spec: CausalForestSpec): Text {
  const parts = [...fit.findings.map((findings) => averageSentence(fit, findings, spec)), estimandOf(fit, spec)];
  return text(parts.map(({ en }) => en).join('\n\n'), parts.map(({ zh }) => zh).join('\n\n'));
}

function averageSentence(fit: ForestFit, { arm, averages, harmedShare, sorted, calibration }: ArmFindings, spec: CausalForestSpec): Text {
  const main = averages[0];
  if (main === undefined) return text(`The effect of ${arm} could not be averaged.`, `${arm} 的平均效应无法估计。`);
  const n = (value: number, language: Language): string => formatNumber(fit.isBinary ? 100 * value : value, language);
  const unit = (language: Language): string => (fit.isBinary ? (language === 'zh' ? ' 个百分点' : ' percentage points') : '');
  const level = formatNumber(100 * (1 - spec.alpha), 'en');
  const [low, high] = main.estimate.interval;
  const [bottom, top] = [sorted.groups[0], sorted.groups.at(-1)];
  const isShown = calibration?.differences === undefined ? (sorted.spread?.interval[0] ?? 0) > 0 : calibration.differences.pValue < 0.05;
  const group = (side: typeof bottom, language: Language): string =>
    n(side?.observed?.value ?? side?.predicted ?? main.estimate.value, language);
  const shown = text(
    `Rows differ: the fifth with the lowest predicted effects gains ${group(bottom, 'en')}, the fifth with the highest ${group(top, 'en')}; ${formatNumber(100 * harmedShare, 'en')} % of rows are predicted to be better off without it.`,
    `个体之间确有差异：预测增量最低的五分之一平均增量为 ${group(bottom, 'zh')}，最高的五分之一为 ${group(top, 'zh')}；预计 ${formatNumber(100 * harmedShare, 'zh')} % 的行不受处理更好。`,
  );
  const notShown = text(
    'The data do not show that rows differ in it; one offer for all, or none, may do as well as any targeting.',
    '数据未能证实个体之间的增量存在差异；统一投放或统一不投放，未必逊于任何定向策略。',
  );
  const rest = isShown ? shown : notShown;
  const contrast = contrastOf(fit, arm);
  return text(
    `${contrast.en} lies between ${n(low, 'en')} and ${n(high, 'en')}${unit('en')} (${level} % interval), most likely ${n(main.estimate.value, 'en')}. ${rest.en}`,
    `${contrast.zh}介于 ${n(low, 'zh')} 与 ${n(high, 'zh')}${unit('zh')}之间（${level} % 区间），最可能为 ${n(main.estimate.value, 'zh')}。${rest.zh}`,
  );
}

function contrastOf(fit: ForestFit, arm: string): Text {
  const among = fit.instrument === undefined ? '' : ` among rows that "${fit.instrument}" moved`;
  const zhAmong = fit.instrument === undefined ? '' : `在受“${fit.instrument}”影响的行中，`;
  if (fit.kind === 'number') {
    return text(
      `The average effect of one unit more of ${fit.treatment} on ${fit.outcome}${among}`,
      `${zhAmong}${fit.treatment} 每增加一个单位，对 ${fit.outcome} 的平均效应`,
    );
  }
  return text(
    `The average effect of ${arm} on ${fit.outcome} against ${fit.control}${among}`,
    `${zhAmong}与 ${fit.control} 相比，${arm} 对 ${fit.outcome} 的平均处理效应`,
  );
}

/** What is being estimated, and what has to be believed for it. */
function estimandOf(fit: ForestFit, spec: CausalForestSpec): Text {
  if (fit.instrument !== undefined) {
    return text(
      `This is the effect on rows whose treatment "${fit.instrument}" changed, if it touched ${fit.outcome} in no other way.`,
      `该效应针对处理状态因“${fit.instrument}”而改变的行，前提是它不通过其他途径影响 ${fit.outcome}。`,
    );
  }
  if (spec.propensity === 'estimated') {
    return text('The assignment is taken as random among rows with equal covariates.', '此处假定协变量相同的行之间分组是随机的。');
  }
  return text('The assignment is taken as random, as in a test.', '此处假定分组如实验般随机。');
}

/** What would change the conclusion. */
export function whatWouldChange(fit: ForestFit, spec: CausalForestSpec): Text {
  const hidden = spec.propensity === 'estimated' && fit.instrument === undefined;
  const first = hidden
    ? text(
        'A cause of both treatment and outcome that is not among the covariates would change the averages; the sensitivity step says how strong it would have to be.',
        '若存在未纳入协变量、却同时影响处理与结果的因素，平均效应会改变；敏感性分析步骤可说明它需要多强。',
      )
    : text(
        'Rows that got another arm than the one recorded, or an outcome measured differently by arm, would change the averages.',
        '若实际所受处理与记录不符，或各组结果的测量方式不同，平均效应会改变。',
      );
  const second = text(
    'Which rows gain most rests on the groups: if the observed effects of the fifths do not rise with the predicted ones on new data, the ranking should not be used.',
    '哪些行获益最多，取决于分组证据：若在新数据上各五分位组的实测增量不随预测增量上升，就不应使用该排序。',
  );
  return text(`${first.en}\n\n${second.en}`, `${first.zh}\n\n${second.zh}`);
}
