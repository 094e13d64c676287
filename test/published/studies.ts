import { type Frame, makeFrame, numberColumn, numbersOf, withColumns } from '../../core/frame/frame.ts';

import { answerRun } from '../../core/jobs/perform.ts';
import type { Estimate, Report } from '../../core/report/blocks.ts';
import { tidyCsv } from '../support/csv.ts';
import { SHARED } from '../support/reference.ts';
import { contextHere } from '../support/work.ts';

/** A public dataset beside the checkout. */
export function study(name: string): Frame {
  return tidyCsv(`${SHARED}/data/${name}`);
}

/** Runs a method on a table, as a step would. */
export async function run(method: string, frame: Frame, spec: object): Promise<Report> {
  const context = contextHere(7);
  const answer = await answerRun({ method, spec, inputs: { sources: [{ name: 'data', values: { frame } }] }, seed: [7, 7, 7, 7] }, context);
  if ('problem' in answer) throw new Error(`${method}: ${answer.problem.message}`);
  return answer.report;
}

/** The effect that a report is about: the first row of its effects, else of its first estimates. */
export function estimate(report: Report): Estimate {
  const lists = report.blocks.flatMap((block) => (block.kind === 'estimates' ? [block] : []));
  const [found] = (lists.find(({ id }) => id === 'effects' || id === 'effect') ?? lists[0])?.rows ?? [];
  if (found === undefined) throw new Error('No estimate.');
  return found;
}

/** The same table with columns worked out row by row from numbers. */
export function derive(frame: Frame, columns: Readonly<Record<string, (cell: (name: string) => number) => number>>): Frame {
  const cache = new Map<string, Float64Array>();
  const values = (name: string): Float64Array => {
    const known = cache.get(name) ?? numbersOf(frame, name);
    cache.set(name, known);
    return known;
  };
  return withColumns(
    frame,
    Object.entries(columns).map(([name, make]) => [
      name,
      numberColumn(Float64Array.from({ length: frame.rowCount }, (_, row) => make((column) => values(column)[row] as number))),
    ]),
  );
}

/** Some columns of one table with the rows of another below. */
export function stack(tables: readonly Frame[], names: readonly string[]): Frame {
  return makeFrame(names.map((name) => [name, numberColumn(tables.flatMap((table) => [...numbersOf(table, name)]))] as const));
}
