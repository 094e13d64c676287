import { lazy } from 'react';
import { decideWords } from '../../text/decide.ts';
import type { Screen } from '../screen.ts';

const DecideScreen = lazy(() => import('./DecideScreen.tsx'));

/** Shows allocations: the budget on its curve, and who gets what. */
export const screens: readonly Screen[] = [
  {
    id: 'allocation',
    stage: 'decide',
    title: decideWords.title,
    component: DecideScreen,
    order: 200,
    shows: ({ method }) => method === 'mckp',
  },
];
