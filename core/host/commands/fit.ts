import { basename } from 'node:path';
import { refuse } from '../../base/problem.ts';
import { verbatim } from '../../base/text.ts';
import { methodNamed, parseSpec } from '../../jobs/perform.ts';
import type { DataEntry, ExperimentDocument } from '../../run/document.ts';
import { type Arguments, needed, onlyPositional } from '../arguments.ts';
import { stepText, terminalLanguage } from '../print-report.ts';
import { readSettings } from '../set-options.ts';
import { stepJson } from '../write-run.ts';
import { readText, runFile } from './run.ts';

/** The seed of a fit that names none. */
const DEFAULT_SEED = 1;

/** causeway fit: one method on one file, as a document of a single step. */
export async function fitCommand(args: Arguments): Promise<number> {
  const method = methodNamed(onlyPositional('fit', 'method-id', args));
  const [file, ...others] = args.data;
  if (others.length > 0)
    refuse('usage/wrong-arguments', 'causeway fit takes one --data FILE.', 'Use causeway run with a document for several files.', {
      option: 'data',
    });
  if (args.model === undefined) needed('fit', 'data', file);
  const spec = { ...readSpecFile(args.spec), ...readSettings(args.set, method) };
  parseSpec(method, spec);
  const document: ExperimentDocument = {
    causeway: 1,
    name: verbatim(`${method.id} · ${basename(file ?? args.model ?? '')}`),
    seed: args.seed ?? DEFAULT_SEED,
    data: {
      ...(file === undefined ? {} : { data: entry(file, 'table') }),
      ...(args.model === undefined ? {} : { model: entry(args.model, 'model') }),
    },
    steps: [
      {
        id: method.id,
        method: method.id,
        from: [...(file === undefined ? [] : ['data']), ...(args.model === undefined ? [] : ['model'])],
        spec,
      },
    ],
  };
  const { finished, reportPath } = await runFile({
    document,
    folder: process.cwd(),
    replaced: new Map(),
    out: args.out,
    threads: args.threads,
  });
  const [outcome] = finished.outcomes;
  if (outcome === undefined) return 1;
  const dataHash = finished.report.datasets.map((dataset) => dataset.hash).join(' ');
  process.stdout.write(
    args.json ? `${JSON.stringify(stepJson(outcome, document.seed, dataHash))}\n` : stepText(outcome, terminalLanguage()),
  );
  if (reportPath !== undefined && !args.json) process.stdout.write(`Report: ${reportPath}\n`);
  return 0;
}

function entry(file: string, as: DataEntry['as']): DataEntry {
  return { file, as, roles: {}, import: {} };
}

function readSpecFile(file: string | undefined): Record<string, unknown> {
  if (file === undefined) return {};
  try {
    const spec: unknown = JSON.parse(readText(file, 'options file'));
    if (typeof spec === 'object' && spec !== null && !Array.isArray(spec)) return { ...spec };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return refuse('document/broken', `${file} is not a JSON object of options.`, 'Write the options as {"option": value, …}.', { file });
}
