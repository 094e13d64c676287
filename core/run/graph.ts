import { refuse } from '../base/problem.ts';
import type { ExperimentDocument, StepEntry } from './document.ts';

/**
 * The steps in an order in which every step comes after what it reads from; ties keep the document's order.
 *
 * @throws document/duplicate-step, document/unknown-input, document/cycle, naming the step
 */
export function orderSteps(document: ExperimentDocument): readonly StepEntry[] {
  const byId = new Map<string, StepEntry>();
  for (const step of document.steps) {
    if (byId.has(step.id) || Object.hasOwn(document.data, step.id)) {
      refuse('document/duplicate-step', `"${step.id}" is used twice.`, 'Give every dataset and step its own name.', { step: step.id });
    }
    byId.set(step.id, step);
  }
  for (const step of document.steps) checkInputs(step, document, byId);
  return sorted(document.steps, byId);
}

function checkInputs(step: StepEntry, document: ExperimentDocument, byId: ReadonlyMap<string, StepEntry>): void {
  for (const name of step.from) {
    if (byId.has(name) || Object.hasOwn(document.data, name)) continue;
    const known = [...Object.keys(document.data), ...byId.keys()].filter((other) => other !== step.id);
    refuse(
      'document/unknown-input',
      `Step "${step.id}" reads from "${name}", which does not exist.`,
      `It may read from: ${known.join(', ')}.`,
      { step: step.id, option: 'from' },
    );
  }
}

function sorted(steps: readonly StepEntry[], byId: ReadonlyMap<string, StepEntry>): StepEntry[] {
  const ordered: StepEntry[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const visit = (step: StepEntry, trail: readonly string[]): void => {
    if (state.get(step.id) === 'done') return;
    if (state.get(step.id) === 'open') {
      const circle = [...trail.slice(trail.indexOf(step.id)), step.id].join(' → ');
      refuse('document/cycle', `The steps run in a circle: ${circle}.`, 'Let one of them read from an earlier step.', { step: step.id });
    }
    state.set(step.id, 'open');
    for (const name of step.from) {
      const source = byId.get(name);
      if (source !== undefined) visit(source, [...trail, step.id]);
    }
    state.set(step.id, 'done');
    ordered.push(step);
  };
  for (const step of steps) visit(step, []);
  return ordered;
}
