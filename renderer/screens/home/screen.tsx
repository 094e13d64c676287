import { appWords } from '../../text/app.ts';
import type { Screen } from '../screen.ts';
import { Home } from './Home.tsx';

/** The first screen is part of the first bundle: it is what a start is measured by. */
export const screens: readonly Screen[] = [{ id: 'home', stage: 'home', title: appWords.home, component: Home }];
