import { type Language, type Text, text } from '../../base/text.ts';
import { formatNumber } from '../../report/format.ts';
import type { RddFit } from './fit.ts';
import { isTrusted } from './notes.ts';
import type { RddSpec } from './spec.ts';

/** The finding in plain sentences, the interval before the point; where the design failed, that comes first. */
export function readingOf(fit: RddFit, spec: RddSpec): Text {
  const { robust, rowsMain, bandwidths } = fit.estimate;
  const [low, high] = robust.interval;
  const { outcome, running } = fit.names;
  const isOpen = low <= 0 && high >= 0;
  const said = (language: Language): readonly string[] => [low, high, robust.value].map((value) => signed(value, language));
  const [en, zh] = [said('en'), said('zh')];
  const level = `${formatNumber(100 * (1 - spec.alpha), 'en')} %`;
  const at = { en: formatNumber(spec.cutoff, 'en'), zh: formatNumber(spec.cutoff, 'zh') };
  const opening = isTrusted(fit)
    ? text('', '')
    : text(
        'The design fails its own checks (see the notes), so this difference may not be the effect of the treatment. ',
        '设计未通过自身检验（见提示），以下差异未必是处理的效应。',
      );
  const what = changeOf(fit);
  const finding = isOpen
    ? text(
        `At the cut-off ${at.en} of ${running}, the data leave the sign of the ${what.en} in ${outcome} open: between ${en[0]} and ${en[1]} (${level} robust interval), most likely ${en[2]}.`,
        `在 ${running} 的断点 ${at.zh} 处，${outcome} 的${what.zh}方向尚无定论：介于 ${zh[0]} 与 ${zh[1]} 之间（${level} 稳健区间），最可能为 ${zh[2]}。`,
      )
    : text(
        `At the cut-off ${at.en} of ${running}, the ${what.en} in ${outcome} lies between ${en[0]} and ${en[1]} (${level} robust interval), most likely ${en[2]}.`,
        `在 ${running} 的断点 ${at.zh} 处，${outcome} 的${what.zh}介于 ${zh[0]} 与 ${zh[1]} 之间（${level} 稳健区间），最可能为 ${zh[2]}。`,
      );
  const widths = (language: Language): string => [...new Set(bandwidths.main.map((width) => formatNumber(width, language)))].join(' / ');
  const basis = text(
    ` It rests on ${rowsMain[0]} rows below and ${rowsMain[1]} above, within ${widths('en')} of the cut-off.`,
    `估计使用断点两侧 ${widths('zh')} 以内的行：下侧 ${rowsMain[0]} 行，上侧 ${rowsMain[1]} 行。`,
  );
  return text(opening.en + finding.en + basis.en, opening.zh + finding.zh + basis.zh);
}

/** What is estimated, for whom. */
export function estimandOf(fit: RddFit, spec: RddSpec): Text {
  const { running, takeUp } = fit.names;
  const cutoff = formatNumber(spec.cutoff, 'en');
  if (takeUp !== null) {
    return text(
      `The local average treatment effect of "${takeUp}" for rows at ${running} = ${cutoff} whose take-up the cut-off decides. It says nothing about others, or far from the cut-off.`,
      `对 ${running} = ${cutoff} 处、且其接受与否由断点决定的行，“${takeUp}”的局部平均处理效应。不适用于其他行，也不能外推到远处。`,
    );
  }
  const what = changeOf(fit);
  return text(
    `The ${what.en} of the mean outcome, treated less untreated, for rows at ${running} = ${cutoff}. It says nothing about rows far from the cut-off.`,
    `在 ${running} = ${cutoff} 处，平均结果的${what.zh}（处理侧减未处理侧）。不能外推到远离断点的行。`,
  );
}

/** What would overturn the finding. */
export function overturning(fit: RddFit, spec: RddSpec): Text {
  const { interval } = fit.estimate.robust;
  const isPositive = fit.estimate.robust.value > 0;
  const isOpen = interval[0] <= 0 && interval[1] >= 0;
  const turned = fit.widths.filter(({ estimate }) => {
    if (estimate === null) return false;
    const includesZero = estimate.interval[0] <= 0 && estimate.interval[1] >= 0;
    return includesZero !== isOpen || (!includesZero && estimate.value > 0 !== isPositive);
  });
  const names = turned.map(({ factor }) => `${factor}×`).join(', ');
  const widths =
    turned.length === 0
      ? text('No bandwidth between half and twice the chosen one changes the verdict.', '带宽在所选值的一半到两倍之间变化，结论都不改变。')
      : text(`The verdict changes at ${names} of the chosen bandwidth.`, `当带宽为所选值的 ${names} 时结论改变。`);
  const rest = text(
    ` Proof that rows could choose their side of ${formatNumber(spec.cutoff, 'en')}, or that another rule switches at the same value, would overturn it.`,
    `若能证明有人可以选择自己落在 ${formatNumber(spec.cutoff, 'zh')} 的哪一侧，或有其他规则在同一取值处切换，结论即被推翻。`,
  );
  return text(widths.en + rest.en, widths.zh + rest.zh);
}

function changeOf({ design }: RddFit): Text {
  if (design.isFuzzy) return text('effect of take-up', '接受处理的效应');
  if (design.derivative === 0) return text('jump', '跳跃');
  return design.derivative === 1 ? text('change of slope', '斜率变化') : text('change of curvature', '曲率变化');
}

function signed(value: number, language: Language): string {
  return `${value > 0 ? '+' : ''}${formatNumber(value, language)}`;
}
