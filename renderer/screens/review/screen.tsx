import { lazy } from 'react';
import { reviewWords } from '../../text/review.ts';
import type { Screen } from '../screen.ts';

const ReviewScreen = lazy(() => import('./ReviewScreen.tsx'));

/** The last tab of the report: whoever gets the work checks it here. */
export const screens: readonly Screen[] = [
  { id: 'review', stage: 'report', title: reviewWords.title, component: ReviewScreen, order: 500 },
];
