import { lazy } from 'react';
import { explainWords } from '../../text/explain.ts';
import type { Screen } from '../screen.ts';
import { OWN_METHODS } from './subjects.ts';

const WholeScreen = lazy(() => import('./WholeScreen.tsx'));
const CustomerScreen = lazy(() => import('./CustomerScreen.tsx'));

/** Shows what moves the answers of a model, or effects: as a whole, and for one customer. */
export const screens: readonly Screen[] = [
  {
    id: 'whole',
    stage: 'explain',
    title: explainWords.whole,
    component: WholeScreen,
    order: 100,
    shows: ({ kind, method }) => kind === 'explain' && OWN_METHODS.some((own) => own === method),
  },
  { id: 'customer', stage: 'explain', title: explainWords.customer, component: CustomerScreen, order: 110 },
];
