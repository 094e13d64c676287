import { lazy } from 'react';
import type { Stage } from '../../app/stages.ts';
import { stepWords } from '../../text/step.ts';
import type { Screen } from '../screen.ts';

const StepScreen = lazy(() => import('./StepScreen.tsx'));

const STAGES: readonly Stage[] = ['data', 'plan', 'segment', 'test', 'decide', 'explain'];

/** Shows any step of any method; it stands in wherever no screen of a stage's own claims a step. */
export const screens: readonly Screen[] = STAGES.map((stage) => ({
  id: 'step',
  stage,
  title: stepWords.steps,
  component: StepScreen,
  order: 900,
}));
