import { lazy } from 'react';
import { canvasWords } from '../../text/canvas.ts';
import type { Screen } from '../screen.ts';

export const screens: readonly Screen[] = [
  { id: 'canvas', stage: 'plan', title: canvasWords.canvas, component: lazy(() => import('./CanvasScreen.tsx')), order: 10 },
];
