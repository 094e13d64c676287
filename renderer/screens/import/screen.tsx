import { lazy } from 'react';
import { importWords } from '../../text/import.ts';
import type { Screen } from '../screen.ts';

/** The preview of a file that was chosen or dropped. */
export const screens: readonly Screen[] = [
  { id: 'import', stage: 'data', title: importWords.title, component: lazy(() => import('./ImportScreen.tsx')), order: 20, hasTab: false },
];
