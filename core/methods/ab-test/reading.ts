import { type Language, type Text, text } from '../../base/text.ts';
import { formatNumber, formatPValue } from '../../report/format.ts';
import type { Contrast, MetricFit } from './estimate.ts';
import type { AbTestFit } from './fit.ts';
import { MISMATCH_LEVEL } from './notes.ts';
import type { AbTestSpec } from './spec.ts';

/** The finding in plain sentences: the first metric in words, the whole scorecard as a count. */
export function readingOf(fit: AbTestFit, spec: AbTestSpec): Text {
  const [first] = fit.metrics;
  if (first === undefined) return text('Nothing was measured.', '没有可测的指标。');
  const level = `${formatNumber(100 * (1 - spec.alpha), 'en')} %`;
  const sentences = first.contrasts.map((contrast) => sentenceOf(contrast, first, fit.arms, level));
  const opening = fit.sampleRatio.pValue < MISMATCH_LEVEL ? [BROKEN_SPLIT] : [];
  const all = [...opening, ...sentences, ...(fit.metrics.length * first.contrasts.length > 1 ? [countOf(fit, spec)] : [])];
  return text(all.map((sentence) => sentence.en).join('\n\n'), all.map((sentence) => sentence.zh).join('\n\n'));
}

const BROKEN_SPLIT = text(
  'The arm sizes do not fit the plan, so the comparisons below may not be fair.',
  '各组样本量与计划不符，以下比较未必公平。',
);

function sentenceOf(contrast: Contrast, metric: MetricFit, arms: readonly string[], level: string): Text {
  const [arm, control, name] = [arms[contrast.arm] ?? '', arms[0] ?? '', metric.name];
  const [from, to] = [metric.arms[0]?.value ?? 0, metric.arms[contrast.arm]?.value ?? 0];
  const before = {
    en: `${amount(from, metric, 'en')} → ${amount(to, metric, 'en')}`,
    zh: `${amount(from, metric, 'zh')} → ${amount(to, metric, 'zh')}`,
  };
  if (contrast.interval === null || contrast.pValue === null) {
    return text(
      `${name} does not vary enough to compare ${arm} with ${control} (${before.en}).`,
      `${name} 变化不足，无法比较 ${arm} 与 ${control}（${before.zh}）。`,
    );
  }
  const [low, high] = contrast.interval;
  const p = formatPValue(contrast.adjusted ?? contrast.pValue);
  const pOf = p.startsWith('<') ? `p ${p}` : `p = ${p}`;
  const said = (language: Language): [string, string, string] => [
    signed(low, metric, language),
    withUnit(signed(high, metric, language), metric, language),
    withUnit(signed(contrast.value, metric, language), metric, language),
  ];
  const [en, zh] = [said('en'), said('zh')];
  if (low <= 0 && high >= 0) {
    return text(
      `For ${arm} the data leave the sign open: between ${en[0]} and ${en[1]} in ${name} against ${control} (${level} interval), most likely ${en[2]} (${before.en}; adjusted ${pOf}).`,
      `${arm} 的方向尚无定论：与 ${control} 相比，${name} 的变化介于 ${zh[0]} 与 ${zh[1]} 之间（${level} 区间），最可能为 ${zh[2]}（${before.zh}；校正后 ${pOf}）。`,
    );
  }
  const [verb, zhVerb] = contrast.value > 0 ? ['raised', '提高'] : ['lowered', '降低'];
  return text(
    `${arm} ${verb} ${name}: between ${en[0]} and ${en[1]} against ${control} (${level} interval), most likely ${en[2]} (${before.en}; adjusted ${pOf}).`,
    `${arm} ${zhVerb}了 ${name}：与 ${control} 相比介于 ${zh[0]} 与 ${zh[1]} 之间（${level} 区间），最可能为 ${zh[2]}（${before.zh}；校正后 ${pOf}）。`,
  );
}

function countOf(fit: AbTestFit, spec: AbTestSpec): Text {
  const all = fit.metrics.flatMap((metric) => metric.contrasts);
  const clear = all.filter((contrast) => contrast.adjusted !== null && contrast.adjusted < spec.alpha).length;
  const how = { holm: text('Holm', 'Holm'), bh: text('Benjamini–Hochberg', 'Benjamini–Hochberg'), none: text('no', '未') }[spec.adjust];
  return text(
    `Over all ${all.length} comparisons, ${clear} have a p-value below ${spec.alpha} after ${how.en} adjustment.`,
    `全部 ${all.length} 项比较中，经 ${how.zh} 校正后有 ${clear} 项的 p 值低于 ${spec.alpha}。`,
  );
}

function amount(value: number, metric: MetricFit, language: Language): string {
  return metric.kind === 'share' ? `${formatNumber(100 * value, language)} %` : formatNumber(value, language);
}

/** A difference with its sign; shares in percentage points. */
function signed(value: number, metric: MetricFit, language: Language): string {
  const shown = metric.kind === 'share' ? 100 * value : value;
  return `${shown > 0 ? '+' : ''}${formatNumber(shown, language)}`;
}

function withUnit(words: string, metric: MetricFit, language: Language): string {
  if (metric.kind !== 'share') return words;
  return `${words} ${language === 'zh' ? '个百分点' : 'percentage points'}`;
}
