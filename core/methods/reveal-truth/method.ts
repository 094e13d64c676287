import { z } from 'zod';
import { refuse } from '../../base/problem.ts';
import type { Effects } from '../../frame/effects.ts';
import { columnNamed, type Frame, listNames, numbersOf } from '../../frame/frame.ts';
import { defineMethod, type Inputs } from '../contract.ts';
import { effectsWithFrame, findInput, problemsOf } from '../inputs.ts';
import { compareArm, type TruthFit, valueOfPlan } from './math.ts';
import { summarizeTruth } from './report.ts';
import { truthText } from './text.ts';

const truthSpec = z.object({
  truth: z
    .record(z.string(), z.string().min(1))
    .refine((columns) => Object.keys(columns).length > 0, 'name at least one arm and the column of its true effect'),
  groups: z.int().min(2).max(50).default(10),
});

export type TruthSpec = z.infer<typeof truthSpec>;

export default defineMethod<TruthSpec, TruthFit>({
  id: 'reveal-truth',
  revision: 2,
  kind: 'evaluate',
  citation: 'PEHE: Hill (2011), Journal of Computational and Graphical Statistics 20(1), section 4.',
  spec: truthSpec,
  text: truthText,
  takes: ['frame', 'effects'],
  accepts: ['plan'],
  gives: [],
  validate: (spec, inputs) => problemsOf(() => readTruth(spec, inputs)),
  fit(spec, inputs) {
    const { effects, frame, columns } = readTruth(spec, inputs);
    const plan = findInput(inputs, 'plan');
    // In the order of the effects: a record of options has no order that survives being stored.
    const arms = effects.arms.flatMap((arm) => {
      const truth = columns.get(arm);
      return truth === undefined ? [] : [compareArm(effects, arm, truth, spec.groups)];
    });
    const isPlanHere = plan !== undefined && plan.rowCount === frame.rowCount;
    return {
      outcome: effects.outcome,
      rowCount: frame.rowCount,
      arms,
      ...(isPlanHere ? { plan: valueOfPlan(plan, effects, columns) } : {}),
    };
  },
  summarize: summarizeTruth,
});

interface Truth {
  readonly effects: Effects;
  readonly frame: Frame;
  /** True effect of each named arm, n long. */
  readonly columns: ReadonlyMap<string, Float64Array>;
}

function readTruth(spec: TruthSpec, inputs: Inputs): Truth {
  const { effects, frame } = effectsWithFrame(inputs);
  if (frame.rowCount === 0) refuse('data/empty', 'The table has no rows.', 'Widen the segment.');
  const columns = new Map<string, Float64Array>();
  for (const [arm, name] of Object.entries(spec.truth)) {
    if (!effects.arms.includes(arm)) {
      refuse('data/arm-missing', `The effects have no arm "${arm}".`, `Their arms: ${effects.arms.join(', ')}.`, { option: 'truth' });
    }
    columnNamed(frame, name);
    const values = numbersOf(frame, name);
    if (values.some(Number.isNaN))
      refuse(
        'data/missing-values',
        `Column "${name}" has missing values; a planted truth is known for every row.`,
        `Choose another column: ${listNames(frame)}.`,
        { column: name },
      );
    columns.set(arm, values);
  }
  return { effects, frame, columns };
}
