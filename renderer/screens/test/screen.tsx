import { lazy } from 'react';
import { testWords } from '../../text/test.ts';
import type { Screen } from '../screen.ts';

/** The scorecard of A/B tests. */
export const screens: readonly Screen[] = [
  {
    id: 'scorecard',
    stage: 'test',
    title: testWords.title,
    component: lazy(() => import('./TestScreen.tsx')),
    order: 10,
    shows: (step) => step.method === 'ab-test',
  },
];
