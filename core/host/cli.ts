import { CausewayError, type Problem, problemOf, refuse } from '../base/problem.ts';
import { type Arguments, COMMANDS, readArguments } from './arguments.ts';
import { demoCommand } from './commands/demo.ts';
import { exportCommand } from './commands/export.ts';
import { fitCommand } from './commands/fit.ts';
import { importCommand } from './commands/import.ts';
import { methodsCommand } from './commands/methods.ts';
import { replayCommand } from './commands/replay.ts';
import { runCommand } from './commands/run.ts';
import { startCommand } from './commands/start.ts';
import { verifyCommand } from './commands/verify.ts';
import { USAGE } from './usage.ts';

/** A command answers its exit code: 0 when all is well, 1 when it found something to say no to. */
type Command = (args: Arguments) => Promise<number>;

const RUN: Readonly<Record<string, Command>> = {
  run: runCommand,
  fit: fitCommand,
  methods: methodsCommand,
  import: importCommand,
  replay: replayCommand,
  verify: verifyCommand,
  export: exportCommand,
  demo: demoCommand,
  start: startCommand,
};

/** Runs one command line and answers the exit code. Problems go to stderr, as a sentence or, under --json, as JSON. */
export async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || ['--help', '-h', 'help'].includes(name) || rest.includes('--help')) {
    process.stdout.write(USAGE);
    return name === undefined ? 2 : 0;
  }
  try {
    const command = RUN[name];
    if (command === undefined || !Object.hasOwn(RUN, name)) {
      return refuse('usage/unknown-command', `There is no command "${name}".`, `Commands: ${COMMANDS.join(', ')}; see causeway --help.`);
    }
    return await command(readArguments(name, rest));
  } catch (error) {
    const problem = problemOf(error);
    printProblem(problem, rest.includes('--json'));
    if (problem.kind === 'bug' && !(error instanceof CausewayError)) printTrace(error);
    return exitCodeOf(problem);
  }
}

/** Input that can be corrected is wrong usage (2); everything else is a run that failed (1). */
function exitCodeOf(problem: Problem): number {
  return problem.kind === 'input' || problem.code === 'resource/permission' ? 2 : 1;
}

function printProblem(problem: Problem, asJson: boolean): void {
  if (asJson) {
    process.stderr.write(`${JSON.stringify(problem)}\n`);
    return;
  }
  const place = Object.entries(problem.where ?? {}).map(([what, where]) => `${what} ${where}`);
  process.stderr.write(
    `${problem.message}${place.length > 0 ? `\n  Where: ${place.join(', ')}` : ''}${problem.fix === undefined ? '' : `\n  Fix: ${problem.fix}`}\n`,
  );
}

/** Only a bug of ours shows where it happened, and only to those who ask for it. */
function printTrace(error: unknown): void {
  if (process.env['CAUSEWAY_TRACE'] !== undefined && error instanceof Error) process.stderr.write(`${error.stack}\n`);
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
