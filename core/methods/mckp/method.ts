import type { Column } from '../../frame/column.ts';
import { makeFrame, withColumns } from '../../frame/frame.ts';
import { defineMethod } from '../contract.ts';
import { findInput, inputOf, problemsOf } from '../inputs.ts';
import { checkRules } from './feasibility.ts';
import { fitMckp, type MckpFit } from './fit.ts';
import { readOffers } from './read-offers.ts';
import { reportMckp } from './report.ts';
import { type MckpSpec, mckpSpec } from './spec.ts';
import { mckpText } from './text.ts';

export default defineMethod<MckpSpec, MckpFit>({
  id: 'mckp',
  revision: 2,
  kind: 'decide',
  citation:
    'Sinha & Zoltners (1979), Operations Research 27(3), 503–515; Zemel (1984), Information Processing Letters 18(3), 123–128; Marsten, Hogan & Blankenship (1975), Operations Research 23(3), 389–405; Kellerer, Pferschy & Pisinger (2004), Knapsack Problems, ch. 11; Zhang et al. (2020), WWW, arXiv:2002.00352',
  spec: mckpSpec,
  text: mckpText,
  takes: ['frame'],
  accepts: ['effects'],
  gives: ['plan'],
  validate: (spec, inputs) => problemsOf(() => checkRules(readOffers(spec, inputs).table, spec)),
  fit: fitMckp,
  summarize: reportMckp,
  apply: (fit, _spec, inputs) => {
    const { plan } = fit;
    const [offer, value, cost] = fit.offerColumns;
    const added: [string, Column][] = [
      [offer, { kind: 'category', codes: plan.choice, dictionary: plan.options }],
      [value, { kind: 'number', values: plan.value }],
      [cost, { kind: 'number', values: plan.cost }],
    ];
    if (fit.customers === undefined) return withColumns(framePlannedFor(fit, inputs), added);
    const { name, column } = fit.customers;
    return makeFrame([[name, column], ...added], { roles: [[name, 'id']] });
  },
  plan: (fit) => fit.plan,
  memory: (_spec, inputs) => {
    const effects = findInput(inputs, 'effects');
    const rows = effects?.rowCount ?? findInput(inputs, 'frame')?.rowCount ?? 0;
    // Values and costs, the three numbers of a ladder step, and a few numbers per row for the plan and its repair.
    return rows * (40 * (effects?.arms.length ?? 4) + 48);
  },
});

function framePlannedFor(fit: MckpFit, inputs: Parameters<typeof inputOf>[0]): ReturnType<typeof inputOf<'frame'>> {
  const aligned = inputs.sources.find(({ values }) => values.frame?.rowCount === fit.plan.rowCount)?.values.frame;
  return aligned ?? inputOf(inputs, 'frame');
}
