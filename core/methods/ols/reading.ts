import { type Text, text } from '../../base/text.ts';
import { formatNumber, formatPValue } from '../../report/format.ts';
import type { Coefficient } from '../kit/regression/coefficients.ts';
import type { OlsFit } from './fit.ts';
import type { OlsSpec } from './spec.ts';

/** The finding in plain sentences, interval before the point. */
export function readingOf(fit: OlsFit, spec: OlsSpec): Text {
  if (fit.treatment !== null && fit.effects.length === 0)
    return text(
      `The rows say nothing about "${fit.treatment.column}": it does not vary once the other columns are held constant.`,
      `数据无法说明“${fit.treatment.column}”：控制其他列后它没有变化。`,
    );
  if (fit.effects.length === 0) return describe(fit);
  const sentences = fit.effects.map((effect) => sentenceOf(effect, fit, spec));
  return text(sentences.map(({ en }) => en).join(' '), sentences.map(({ zh }) => zh).join(''));
}

function describe(fit: OlsFit): Text {
  const share = fit.explained === null ? 0 : 100 * fit.explained;
  return text(
    `The columns account for ${formatNumber(share, 'en')} % of the variance of ${fit.outcome} over ${formatNumber(fit.count, 'en')} rows; no treatment is named, so the coefficients describe and compare, no more.`,
    `在 ${formatNumber(fit.count, 'zh')} 行中，各列解释了 ${fit.outcome} 方差的 ${formatNumber(share, 'zh')} %；未指定处理变量，系数仅作描述与比较。`,
  );
}

function sentenceOf(effect: Coefficient, fit: OlsFit, spec: OlsSpec): Text {
  const level = formatNumber(100 * (1 - spec.alpha), 'en');
  const p = effect.pValue === null ? '' : formatPValue(effect.pValue);
  const pOf = p === '' ? '' : p.startsWith('<') ? `; p ${p}` : `; p = ${p}`;
  const own = fit.treatment?.control ?? null;
  const what = own === null ? { en: `One unit more of ${effect.column}`, zh: `${effect.column} 每增加一个单位` } : armOf(effect, own);
  const verb = spec.randomised ? { en: 'changes', zh: '使' } : { en: 'is associated with a difference in', zh: '关联于' };
  const range = {
    en: `${formatNumber(effect.low, 'en')} to ${formatNumber(effect.high, 'en')}`,
    zh: `${formatNumber(effect.low, 'zh')} 至 ${formatNumber(effect.high, 'zh')}`,
  };
  const best = [formatNumber(effect.value, 'en'), formatNumber(effect.value, 'zh')];
  const open = effect.low <= 0 && effect.high >= 0;
  const tail = open ? { en: ' The interval holds zero, so the sign is open.', zh: '区间包含零，方向尚无定论。' } : { en: '', zh: '' };
  const by = spec.randomised ? ' by' : ' of';
  return text(
    `${what.en} ${verb.en} the average ${fit.outcome}${by} ${range.en} (${level} % interval), most likely ${best[0]}, at equal values of the other columns${pOf}.${tail.en}`,
    `其他列取值相同时，${what.zh}${verb.zh} ${fit.outcome} 的平均值相差 ${range.zh}（${level} % 区间），最可能为 ${best[1]}${pOf.replace('; ', '；')}。${tail.zh}`,
  );
}

function armOf(effect: Coefficient, control: string): Text {
  return text(`${effect.column} = ${effect.level} instead of ${control}`, `${effect.column} 取 ${effect.level} 而非 ${control}`);
}

/** The estimand, and what would overturn the reading. */
export function wouldChange(fit: OlsFit, spec: OlsSpec): Text {
  const base = fit.treatment === null ? fit.coefficients.slice(0, 0) : fit.effects;
  const tightest = base.map(({ value, standardError }) => Math.abs(value) / standardError).filter(Number.isFinite);
  const distance = tightest.length === 0 ? '' : formatNumber(Math.min(...tightest), 'en');
  const far = {
    en: distance === '' ? '' : ` The estimate nearest to zero is ${distance} standard errors away from it.`,
    zh: distance === '' ? '' : `最接近零的估计与零相距 ${distance} 个标准误。`,
  };
  return spec.randomised
    ? text(
        `An assignment that was not random, rows that were dropped because of the outcome, or covariates measured after the treatment.${far.en}`,
        `分配并非随机、因结果而剔除行，或协变量在处理之后才测得。${far.zh}`,
      )
    : text(
        `A column that is not in the table and goes along with both the treatment and the outcome; a bend that a straight line misses; covariates that the treatment itself changes.${far.en}`,
        `表中没有、却与处理和结果都相关的因素；直线未能刻画的弯曲；受处理影响的协变量。${far.zh}`,
      );
}

/** What the coefficient stands for. */
export function estimandOf(fit: OlsFit, spec: OlsSpec): Text {
  const kind = spec.randomised
    ? text('the average effect of the treatment', '处理的平均效应')
    : text('the difference in the average outcome that goes along with the treatment', '随处理出现的平均结果差异');
  const how = spec.interactions
    ? text('averaged over the covariates of all rows', '在全部行的协变量上取平均')
    : text('at equal values of the other columns, under one slope for all rows', '在其他列取值相同时，且各行斜率一致');
  return fit.treatment === null
    ? text('Differences in the average outcome between rows that differ in one column.', '仅在某一列上不同的行之间平均结果的差异。')
    : text(`Estimated is ${kind.en}, ${how.en}.`, `估计的是${kind.zh}，${how.zh}。`);
}
