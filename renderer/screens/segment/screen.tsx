import { lazy } from 'react';
import { segmentWords } from '../../text/segment.ts';
import type { Screen } from '../screen.ts';

/** Segments by rule. */
export const screens: readonly Screen[] = [
  {
    id: 'rules',
    stage: 'segment',
    title: segmentWords.title,
    component: lazy(() => import('./SegmentScreen.tsx')),
    order: 10,
    shows: (step) => step.method === 'rule-segment',
  },
];
