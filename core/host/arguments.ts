import { parseArgs } from 'node:util';
import { refuse } from '../base/problem.ts';

/** A command line taken apart. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly data: readonly string[];
  readonly set: readonly string[];
  readonly json: boolean;
  readonly threads: number | undefined;
  readonly seed: number | undefined;
  readonly out: string | undefined;
  readonly model: string | undefined;
  readonly spec: string | undefined;
  readonly project: string | undefined;
  readonly name: string | undefined;
  readonly to: string | undefined;
  readonly port: number | undefined;
  /** Whether the browser is left alone. */
  readonly noOpen: boolean;
}

type Flag = Exclude<keyof Arguments, 'positionals'>;

/** Which flags each command knows; anything else is a typo worth naming. */
const FLAGS: Readonly<Record<string, readonly Flag[]>> = {
  run: ['data', 'out', 'threads', 'json'],
  fit: ['data', 'model', 'set', 'spec', 'seed', 'threads', 'out', 'json'],
  methods: ['json'],
  import: ['project', 'name', 'json'],
  replay: ['threads', 'json'],
  verify: ['json'],
  export: ['to', 'json'],
  demo: ['out', 'threads', 'json'],
  start: ['noOpen', 'port', 'data', 'threads'],
};

/** The commands, for messages. */
export const COMMANDS: readonly string[] = Object.keys(FLAGS);

/**
 * Reads the arguments of one command.
 *
 * @throws usage/wrong-arguments naming the flag and the flags that exist
 */
export function readArguments(command: string, argv: readonly string[]): Arguments {
  const known = FLAGS[command] ?? [];
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        data: { type: 'string', multiple: true },
        set: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        threads: { type: 'string' },
        seed: { type: 'string' },
        out: { type: 'string' },
        model: { type: 'string' },
        spec: { type: 'string' },
        project: { type: 'string' },
        name: { type: 'string' },
        to: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
      },
    });
    const stray = Object.keys(values).find((flag) => !known.map(writtenFlag).includes(flag));
    if (stray !== undefined) throw new Error(`Unknown option '--${stray}'`);
    return {
      positionals,
      data: values.data ?? [],
      set: values.set ?? [],
      json: values.json ?? false,
      threads: wholeNumber('threads', values.threads, 1, 1024),
      seed: wholeNumber('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
      out: values.out,
      model: values.model,
      spec: values.spec,
      project: values.project,
      name: values.name,
      to: values.to,
      port: wholeNumber('port', values.port, 1, 65_535),
      noOpen: values['no-open'] ?? false,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message.split('. ')[0] : String(error);
    return refuse(
      'usage/wrong-arguments',
      `causeway ${command}: ${why}.`,
      `causeway ${command} knows ${known.map((flag) => `--${writtenFlag(flag)}`).join(', ')}; see causeway --help.`,
    );
  }
}

/** A flag as it is typed. */
function writtenFlag(flag: Flag): string {
  return flag === 'noOpen' ? 'no-open' : flag;
}

/** The one thing a command works on. @throws usage/wrong-arguments */
export function onlyPositional(command: string, what: string, args: Arguments): string {
  const [first, ...rest] = args.positionals;
  if (first !== undefined && rest.length === 0) return first;
  return refuse(
    'usage/wrong-arguments',
    `causeway ${command} takes one ${what}; ${args.positionals.length} were given.`,
    `Write causeway ${command} <${what}>; see causeway --help.`,
  );
}

/** A flag that a command cannot do without. @throws usage/wrong-arguments */
export function needed(command: string, flag: Flag, value: string | undefined): string {
  if (value !== undefined && value !== '') return value;
  return refuse('usage/wrong-arguments', `causeway ${command} needs --${flag}.`, 'See causeway --help.', { option: flag });
}

function wholeNumber(flag: string, written: string | undefined, least: number, most: number): number | undefined {
  if (written === undefined) return undefined;
  const value = Number(written);
  if (Number.isInteger(value) && value >= least && value <= most && written.trim() !== '') return value;
  throw new Error(`--${flag} must be a whole number from ${least} to ${most}, not '${written}'`);
}
