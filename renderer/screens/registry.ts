import type { StepView } from '../../core/api/types.ts';
import { hrefOf, type Route } from '../app/route.ts';
import { type Stage, stageOf } from '../app/stages.ts';
import type { Screen } from './screen.ts';

const modules = import.meta.glob<{ readonly screens: readonly Screen[] }>('./*/screen.tsx', { eager: true });

/** Every screen there is, in the order of the tabs. */
export const SCREENS: readonly Screen[] = Object.values(modules)
  .flatMap((module) => module.screens)
  .sort((left, right) => (left.order ?? 100) - (right.order ?? 100));

/** The screen for steps that no screen of their own claims. */
const GENERIC = 'step';

/** The tabs of a stage. The generic step screen is one only where the stage has steps that nobody else shows. */
export function tabsOf(stage: Stage, steps: readonly StepView[]): readonly Screen[] {
  const own = SCREENS.filter((screen) => screen.stage === stage && screen.hasTab !== false && screen.id !== GENERIC);
  const isAnyLeft = steps.some((step) => stageOf(step.kind) === stage && screenOf(step)?.id === GENERIC);
  return isAnyLeft || own.length === 0 ? [...own, ...SCREENS.filter((screen) => screen.stage === stage && screen.id === GENERIC)] : own;
}

/** The screen that shows a step: one that claims it, else the generic one of its stage. */
export function screenOf(step: StepView): Screen | undefined {
  const claimed = SCREENS.find((screen) => screen.shows?.(step) === true);
  return claimed ?? SCREENS.find((screen) => screen.stage === stageOf(step.kind) && screen.id === GENERIC);
}

/** The address at which a step is looked at. */
export function hrefOfStep(step: StepView): string {
  const screen = screenOf(step);
  return hrefOf(screen?.stage ?? stageOf(step.kind), screen?.id ?? null, { step: step.id });
}

/** The screen that an address opens. */
export function screenAt(route: Route, steps: readonly StepView[]): Screen | undefined {
  const named = SCREENS.find((screen) => screen.stage === route.stage && screen.id === route.screen);
  return named ?? tabsOf(route.stage, steps)[0];
}
