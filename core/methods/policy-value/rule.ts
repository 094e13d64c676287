import { refuse } from '../../base/problem.ts';
import type { Arms } from '../../frame/arms.ts';
import type { Effects } from '../../frame/effects.ts';
import { columnNamed, type Frame } from '../../frame/frame.ts';
import type { Plan } from '../../frame/plan.ts';
import type { Inputs } from '../contract.ts';
import { findInput } from '../inputs.ts';
import type { PolicyValueSpec } from './spec.ts';

/** Who would get which arm: n codes into the arms; −1 where the rule says nothing. */
export interface Rule {
  readonly source: 'column' | 'plan' | 'effects';
  readonly name: string;
  readonly choice: Int32Array;
}

/**
 * Reads the rule: the named column, else the plan that comes in, else the arm whose effect gains most net of cost.
 *
 * @param costs n × K row-major
 * @throws method/missing-input, data/arm-missing, data/unknown-column
 */
export function readRule(
  spec: PolicyValueSpec,
  inputs: Inputs,
  where: { readonly frame: Frame; readonly arms: Arms; readonly costs: Float64Array },
): Rule {
  const { frame, arms } = where;
  if (spec.rule !== undefined) return { source: 'column', name: spec.rule, choice: fromColumn(frame, arms, spec.rule) };
  const plan = findInput(inputs, 'plan');
  if (plan !== undefined) return { source: 'plan', name: 'plan', choice: fromPlan(plan, frame, arms) };
  const effects = findInput(inputs, 'effects');
  if (effects !== undefined) return { source: 'effects', name: 'effects', choice: fromEffects(effects, where, spec) };
  return refuse(
    'method/missing-input',
    'Nothing says who would get which arm.',
    'Set rule to a column of arms, or connect a plan or effects.',
    {
      option: 'rule',
    },
  );
}

function fromColumn(frame: Frame, arms: Arms, name: string): Int32Array {
  const column = columnNamed(frame, name);
  if (column.kind !== 'category')
    refuse(
      'data/wrong-kind',
      `"${name}" holds numbers; a rule holds names of arms.`,
      `Choose a text column with these arms: ${arms.names.join(', ')}.`,
      {
        column: name,
        option: 'rule',
      },
    );
  const { codes, dictionary } = column as Extract<typeof column, { kind: 'category' }>;
  return codes.map((code) => (code < 0 ? -1 : armNamed(arms, dictionary[code] ?? '', name)));
}

function fromPlan(plan: Plan, frame: Frame, arms: Arms): Int32Array {
  requireAligned('plan', plan.rowCount, frame.rowCount);
  // Option 0 of a plan is "do nothing", whatever it is called.
  const codes = plan.options.map((option, at) => (at === 0 ? 0 : arms.names.indexOf(option)));
  return plan.choice.map((choice) => {
    const code = codes[choice] as number;
    return code >= 0 ? code : armNamed(arms, plan.options[choice] ?? '', 'plan');
  });
}

function fromEffects(
  effects: Effects,
  { frame, arms, costs }: { readonly frame: Frame; readonly arms: Arms; readonly costs: Float64Array },
  spec: PolicyValueSpec,
): Int32Array {
  requireAligned('effects', effects.rowCount, frame.rowCount);
  const codes = effects.arms.map((arm) => armNamed(arms, arm, 'effects'));
  const [width, own] = [arms.names.length, effects.arms.length];
  return Int32Array.from({ length: frame.rowCount }, (_, row) => {
    let best = 0;
    let most = spec.threshold;
    codes.forEach((code, at) => {
      const extraCost = (costs[row * width + code] as number) - (costs[row * width] as number);
      const gain = spec.valuePerUnit * (effects.value[row * own + at] as number) - extraCost;
      if (gain > most) [best, most] = [code, gain];
    });
    return best;
  });
}

function armNamed(arms: Arms, name: string, source: string): number {
  const code = arms.names.indexOf(name);
  if (code >= 0) return code;
  return refuse(
    'data/arm-missing',
    `The rule (${source}) gives "${name}", but nobody in "${arms.column}" was in that arm, so nothing is known about it.`,
    `Rename it, or leave it out. Arms here: ${arms.names.join(', ')}.`,
    { column: arms.column, option: 'rule' },
  );
}

function requireAligned(what: string, own: number, rows: number): void {
  if (own === rows) return;
  refuse('method/missing-input', `The ${what} has ${own} rows, the table has ${rows}.`, `Connect the table that the ${what} was made for.`);
}
