import type { Settings } from '../../../core/api/types.ts';
import { TOKENS, type Token } from '../../../core/report/tokens.ts';

export type Colours = Readonly<Record<Token, string>>;

/** What the page looks like: one table of colours, from which variables, controls and charts all take theirs. */
export interface Theme {
  readonly name: 'light' | 'dark' | 'contrast';
  readonly isDark: boolean;
  readonly colours: Colours;
  /** For charts: the lines that make a page clear in high contrast would cross out the data of a chart. */
  readonly chartColours: Colours;
  /** Says that all is well; stays as it is when gain and loss are swapped. */
  readonly fine: string;
}

/** Nothing but full ink on plain ground, and lines that can be seen without looking for them. */
const CONTRAST: Readonly<Record<'light' | 'dark', Partial<Colours>>> = {
  light: {
    paper: '#FFFFFF',
    panel: '#FFFFFF',
    line: '#4A4F57',
    ink: '#000000',
    'ink-2': '#24282E',
    'ink-3': '#4A4F57',
    accent: '#0A3A8C',
    treated: '#0A3A8C',
    control: '#4A4F57',
    gain: '#00594F',
    loss: '#8F2F12',
    warn: '#6B4400',
    stop: '#8C130C',
    'arm-1': '#0A3A8C',
  },
  dark: {
    paper: '#000000',
    panel: '#000000',
    line: '#B9BEC6',
    ink: '#FFFFFF',
    'ink-2': '#E9E7E2',
    'ink-3': '#C6CAD1',
    accent: '#A9CBFF',
    treated: '#A9CBFF',
    control: '#C6CAD1',
    gain: '#73E6D6',
    loss: '#FFB08F',
    warn: '#FFD27A',
    stop: '#FF9C93',
    'arm-1': '#A9CBFF',
  },
};

/** The theme that a person chose, or the system did. */
export function themeOf(choice: Settings['theme'], isSystemDark: boolean, isGainRed: boolean): Theme {
  const isDark = choice === 'dark' || (choice !== 'light' && isSystemDark);
  const ground = isDark ? 'dark' : 'light';
  const colours: Colours = choice === 'contrast' ? { ...TOKENS[ground], ...CONTRAST[ground] } : TOKENS[ground];
  const { gain, loss } = colours;
  const worn = isGainRed ? { ...colours, gain: loss, loss: gain } : colours;
  return {
    name: choice === 'contrast' ? 'contrast' : ground,
    isDark,
    fine: gain,
    colours: worn,
    chartColours: { ...worn, line: TOKENS[ground].line },
  };
}

/** Puts the colours where style sheets find them. */
export function wearTheme(theme: Theme): void {
  const root = document.documentElement;
  root.dataset['theme'] = theme.name;
  root.style.colorScheme = theme.isDark ? 'dark' : 'light';
  root.style.setProperty('--fine', theme.fine);
  for (const [name, colour] of Object.entries(theme.colours)) root.style.setProperty(`--${name}`, colour);
}

/** A colour with an opacity, for bands and washes. */
export function withOpacity(hex: string, opacity: string | number): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return `rgba(${red},${green},${blue},${opacity})`;
}
