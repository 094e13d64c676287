import type { DatasetView } from '../../../../core/api/types.ts';
import type { Text } from '../../../../core/base/text.ts';
import type { StepEntry } from '../../../../core/run/document.ts';
import { canvasWords } from '../../../text/canvas.ts';
import type { Methods } from './ports.ts';

export interface Proposal {
  readonly steps: readonly StepEntry[];
  /** Why steps that one would expect are not among them. */
  readonly lacking: readonly Text[];
}

/** A thread that fits the roles of a table: who takes part, what the test says, for whom it works, who gets what, and why. */
export function proposeThread(dataset: DatasetView, methods: Methods): Proposal {
  const withRole = (role: string) => dataset.columns.filter((column) => column.role === role);
  const [treatment] = withRole('treatment');
  const [outcome] = withRole('outcome');
  const hasCovariates = withRole('covariate').length > 0;
  const lacking = [
    ...(treatment === undefined ? [canvasWords.needsTreatment] : []),
    ...(outcome === undefined ? [canvasWords.needsOutcome] : []),
    ...(hasCovariates ? [] : [canvasWords.needsCovariates]),
  ];
  const step = (id: string, method: string, from: string, spec: StepEntry['spec'] = {}): StepEntry => ({ id, method, from: [from], spec });
  const steps = [step('profile', 'profile', dataset.name)];
  // Whoever has no outcome or arm says nothing about the test; the rule is meant to be narrowed by hand.
  const known = treatment ?? outcome ?? dataset.columns[0];
  if (known !== undefined) steps.push(step('segment', 'rule-segment', dataset.name, { rule: { column: known.name, is: 'present' } }));
  if (treatment !== undefined && outcome !== undefined) {
    steps.push(step('test', 'ab-test', 'segment'));
    if (hasCovariates) steps.push(step('effects', 'x-learner', 'segment'), step('plan', 'mckp', 'effects'), step('why', 'shap', 'effects'));
  }
  return { steps: steps.filter(({ method }) => methods.has(method)), lacking };
}
