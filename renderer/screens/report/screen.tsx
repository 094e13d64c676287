import { lazy } from 'react';
import { reportWords } from '../../text/report.ts';
import type { Screen } from '../screen.ts';

const ReportScreen = lazy(() => import('./ReportScreen.tsx'));

export const screens: readonly Screen[] = [{ id: 'report', stage: 'report', title: reportWords.title, component: ReportScreen, order: 1 }];
