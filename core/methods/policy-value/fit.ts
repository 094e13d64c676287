import { refuse } from '../../base/problem.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { inputOf } from '../inputs.ts';
import { type Telltale, telltalesOf } from '../kit/meta-learners/leakage.ts';
import { type MetaStudy, readMetaStudy } from '../kit/meta-learners/study.ts';
import { scoreArms } from '../kit/policy/arm-values.ts';
import { readCosts } from '../kit/policy/costs.ts';
import { differenceOf } from '../kit/policy/measured.ts';
import { type Rule, readRule } from './rule.ts';
import type { PolicyValueSpec } from './spec.ts';
import { type Evidence, netScores, type PolicyWorth, worthOf } from './values.ts';

/** What was found about a rule, and about the simple rules that it has to beat. */
export interface PolicyValueFit {
  readonly outcome: string;
  readonly arms: readonly string[];
  readonly rule: Rule['source'];
  readonly ruleName: string;
  readonly rowCount: number;
  readonly used: number;
  readonly hasCosts: boolean;
  /** The rule first, then one arm for everybody, control first. */
  readonly policies: readonly PolicyWorth[];
  /** The smallest share that an arm given by the rule had among the rows it is given to. */
  readonly rarest: number;
  readonly clipped: number;
  readonly telltales: readonly Telltale[];
  readonly isByLot: boolean;
  /** Whether the effects that made the rule had seen the rows that judge it. */
  readonly isInSample: boolean;
}

/** Everything that can be checked before the run. */
export function readPolicyStudy(
  spec: PolicyValueSpec,
  inputs: Inputs,
): { readonly study: MetaStudy; readonly rule: Rule; readonly costs: Float64Array } {
  const frame = inputOf(inputs, 'frame');
  const study = readMetaStudy(frame, spec);
  const costs = readCosts(frame, study.arms, spec.costs);
  return { study, costs, rule: readRule(spec, inputs, { frame, arms: study.arms, costs }) };
}

/** Scores the rows under every arm and averages what the rule picks. */
export async function fitPolicyValue(spec: PolicyValueSpec, inputs: Inputs, context: FitContext): Promise<PolicyValueFit> {
  const { study, costs, rule } = readPolicyStudy(spec, inputs);
  const values = await scoreArms(study, spec, context);
  const rows = usedRows(study.codes, rule.choice);
  const armCount = study.arms.names.length;
  const evidence: Evidence = {
    ...{ values, costs, rows, armCount, outcome: study.values, codes: study.codes },
    ...{ valuePerUnit: spec.valuePerUnit, alpha: spec.alpha },
  };
  const everyone = study.arms.names.map((name, arm) => ({ name, choice: new Int32Array(study.codes.length).fill(arm) }));
  const own = netScores(rule.choice, evidence);
  const less = everyone.map(({ name, choice }) => ({ than: name, difference: differenceOf(own, netScores(choice, evidence), spec.alpha) }));
  let rarest = 1;
  for (const row of rows) rarest = Math.min(rarest, values.shares[row * armCount + (rule.choice[row] as number)] as number);
  const effects = inputs.sources.find(({ values: given }) => given.effects !== undefined)?.values.effects;
  return {
    outcome: study.outcome,
    arms: study.arms.names,
    rule: rule.source,
    ruleName: rule.name,
    rowCount: study.codes.length,
    used: rows.length,
    hasCosts: Object.keys(spec.costs ?? {}).length > 0,
    policies: [{ ...worthOf('rule', rule.choice, evidence), less }, ...everyone.map(({ name, choice }) => worthOf(name, choice, evidence))],
    rarest,
    clipped: values.clipped,
    telltales: telltalesOf(study),
    isByLot: spec.propensity === 'shares',
    isInSample: rule.source === 'effects' && effects?.isCrossFitted === false,
  };
}

function usedRows(codes: Int32Array, choice: Int32Array): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < codes.length; row++) if ((codes[row] as number) >= 0 && (choice[row] as number) >= 0) rows.push(row);
  if (rows.length < 2)
    refuse(
      'data/too-few-rows',
      'The rule says something about fewer than two rows that have an arm and an outcome.',
      'Fill the rule’s column.',
      {
        option: 'rule',
      },
    );
  return Int32Array.from(rows);
}
