import { text } from '../../base/text.ts';
import type { Note } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import type { MckpFit } from './fit.ts';
import type { MckpSpec } from './spec.ts';

/** A gap above this is worth a word: the plan may be visibly short of the best. */
const WIDE_GAP = 0.01;

/** Warnings about the plan, as data. */
export function notesOf(fit: MckpFit, spec: MckpSpec): Note[] {
  const notes: Note[] = [];
  const say = (severity: Note['severity'], code: string, en: string, zh: string): void => {
    notes.push({ severity, code: `mckp/${code}`, message: text(en, zh) });
  };
  if (fit.doNotDisturb > 0) {
    const n = formatNumber(fit.doNotDisturb, 'en');
    say(
      'info',
      'do-not-disturb',
      `${n} customers are expected to lose from every offer and are left alone wherever no floor forces an offer.`,
      `有 ${n} 位客户对所有优惠的增量均为负；除非下限强制，否则不予触达。`,
    );
  }
  if (fit.withoutOffer > 0) {
    const n = formatNumber(fit.withoutOffer, 'en');
    say('info', 'not-eligible', `${n} customers may be given nothing.`, `有 ${n} 位客户不符合任何优惠的条件。`);
  }
  if (fit.missing > 0) {
    const n = formatNumber(fit.missing, 'en');
    say(
      'warning',
      'missing-values',
      `${n} values are missing; those options were not on offer to those customers.`,
      `有 ${n} 个价值缺失；相应客户不参与这些选项的分配。`,
    );
  }
  if (fit.plan.certificate.gapShare > WIDE_GAP) {
    const share = `${formatNumber(100 * fit.plan.certificate.gapShare, 'en')} %`;
    say(
      'warning',
      'wide-gap',
      `Up to ${share} of the value may be missed. Raise searchNodes to look longer.`,
      `方案与上界的差距为 ${share}。可增大 searchNodes 以继续搜索。`,
    );
  }
  if (fit.source === 'effects') {
    say(
      'info',
      'estimated-values',
      'The values are estimates, and the plan picks the largest of them, so its true worth is likely to be lower than the total. Test the plan against a holdout.',
      '价值是估计值，方案又会挑选其中最大的，因此真实价值很可能低于合计值。请用留出对照检验方案。',
    );
  }
  if (fit.offerColumns[0] !== spec.name) {
    const [name] = fit.offerColumns;
    say(
      'info',
      'renamed-column',
      `A column "${spec.name}" exists already, so the plan's columns start with "${name}".`,
      `已存在名为“${spec.name}”的列，因此方案列以“${name}”命名。`,
    );
  }
  return notes;
}
