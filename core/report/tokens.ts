/** Colours that figures may name ("token:treated"). The reader's theme says what each looks like. */
export const TOKENS = {
  light: {
    paper: '#FBFAF7',
    panel: '#FFFFFF',
    line: '#E4E1DA',
    ink: '#1E2126',
    'ink-2': '#5A606B',
    'ink-3': '#8B919C',
    accent: '#1F5FBF',
    treated: '#1F5FBF',
    control: '#8B919C',
    gain: '#0E8A7D',
    loss: '#C4512D',
    warn: '#A66A00',
    stop: '#B3261E',
    // Further arms, in the order of Okabe & Ito's palette for colour-blind readers.
    'arm-1': '#1F5FBF',
    'arm-2': '#E69F00',
    'arm-3': '#009E73',
    'arm-4': '#CC79A7',
    'arm-5': '#56B4E9',
    'arm-6': '#D55E00',
  },
  dark: {
    paper: '#15171A',
    panel: '#1C1F23',
    line: '#2E3238',
    ink: '#E9E7E2',
    'ink-2': '#A9AFB9',
    'ink-3': '#737A86',
    accent: '#7FB0FF',
    treated: '#7FB0FF',
    control: '#8B919C',
    gain: '#4CC9B8',
    loss: '#F08A63',
    warn: '#E9B44C',
    stop: '#F2776E',
    'arm-1': '#7FB0FF',
    'arm-2': '#F0B840',
    'arm-3': '#3CC79A',
    'arm-4': '#E39AC4',
    'arm-5': '#8CCFF5',
    'arm-6': '#F0884A',
  },
} as const;

export type Token = keyof (typeof TOKENS)['light'];

/** Names a colour in a figure. */
export function token(name: Token): string {
  return `token:${name}`;
}

/** Names a colour with an opacity between 0 and 1, e.g. for an interval band. */
export function faded(name: Token, opacity: number): string {
  return `token:${name}/${opacity}`;
}

/** The colour of the k-th arm; 0 is the control. */
export function armToken(arm: number): string {
  if (arm === 0) return token('control');
  return `token:arm-${((arm - 1) % 6) + 1}`;
}
