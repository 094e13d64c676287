import { lazy } from 'react';
import { dataWords } from '../../text/data.ts';
import type { Screen } from '../screen.ts';

/** Tables of the project, row by row. */
export const screens: readonly Screen[] = [
  { id: 'table', stage: 'data', title: dataWords.title, component: lazy(() => import('./DataScreen.tsx')), order: 10 },
];
