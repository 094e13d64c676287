import { lazy } from 'react';
import { upliftWords } from '../../text/uplift.ts';
import type { Screen } from '../screen.ts';

/** Who gains from which arm, and whether the ranking can be trusted. */
export const screens: readonly Screen[] = [
  {
    id: 'uplift',
    stage: 'decide',
    title: upliftWords.title,
    component: lazy(() => import('./UpliftScreen.tsx')),
    order: 150,
    shows: ({ kind, method }) => kind === 'effect' || method === 'uplift-evaluation',
  },
];
