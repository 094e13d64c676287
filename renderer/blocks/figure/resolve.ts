import type { Language, Text } from '../../../core/base/text.ts';
import type { Token } from '../../../core/report/tokens.ts';
import { type Colours, withOpacity } from '../../app/theme/themes.ts';

/** The only markup that our figures use. Every other "<" came with the data, and is shown as one. */
const FOREIGN_TAG = /<(?!br\s*\/?>|\/?extra>)/g;

/**
 * A figure as Plotly draws it: tokens become the theme's colours, texts the reader's language, and names from
 * the data stay names, for Plotly would take their tags for markup.
 */
export function resolveFigure<T>(value: T, colours: Colours, language: Language): T {
  return resolve(value, colours, language) as T;
}

function resolve(value: unknown, colours: Colours, language: Language): unknown {
  if (typeof value === 'string') return value.startsWith('token:') ? colourOf(value, colours) : value.replaceAll(FOREIGN_TAG, '&lt;');
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((entry) => resolve(entry, colours, language));
  if (isText(value)) return resolve(value[language], colours, language);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, resolve(entry, colours, language)]));
}

/** "token:gain/0.3" as the theme's colour with that opacity. */
export function colourOf(name: string, colours: Colours): string {
  const [token = 'ink', opacity] = name.slice('token:'.length).split('/');
  const hex = Object.hasOwn(colours, token) ? colours[token as Token] : colours.ink;
  return opacity === undefined ? hex : withOpacity(hex, opacity);
}

function isText(value: object): value is Text {
  const { en, zh } = value as Partial<Text>;
  return typeof en === 'string' && typeof zh === 'string' && Object.keys(value).length === 2;
}
