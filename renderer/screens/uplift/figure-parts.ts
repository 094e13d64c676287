import type { Text } from '../../../core/base/text.ts';
import { armToken, type Token, token } from '../../../core/report/tokens.ts';

/** An axis of effects: its zero line is always there. */
export function effectAxis(title: Text): object {
  return { title: { text: title }, zeroline: true, zerolinecolor: token('ink-2'), zerolinewidth: 1.5, nticks: 5 };
}

/** The bare name of an arm's colour. */
export function colourOf(place: number): Token {
  return armToken(place + 1).slice('token:'.length) as Token;
}
