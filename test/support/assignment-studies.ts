import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { Frame } from '../../core/frame/frame.ts';
import type { Inputs } from '../../core/methods/contract.ts';
import { tidyCsv } from './csv.ts';
import { readSharedJson, sharedFile } from './reference.ts';

/** A study with the numbers that other systems give on it; `results` is undefined where the files are absent. */
export interface GoldenStudy {
  readonly frame: Frame;
  readonly results: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly options: { readonly treatment: string; readonly outcome: string; readonly covariates: readonly string[] };
}

const here = (name: string): string => fileURLToPath(new URL(`../../core/methods/kit/propensity/golden/${name}`, import.meta.url));

/** A simulated confounded study with a known effect; the numbers are of numpy 2.4.6 and statsmodels 0.15.0. */
export function confounded(): GoldenStudy {
  return {
    frame: tidyCsv(here('obs_confounded.csv')),
    results: JSON.parse(readFileSync(here('obs_confounded.json'), 'utf8')).results,
    options: { treatment: 'd', outcome: 'y', covariates: ['x0', 'x1', 'x2', 'x3', 'x4', 'x5', 'plan'] },
  };
}

/** The public job-training study that MatchIt ships; undefined where it is not beside this checkout. */
export function lalonde(numbers: 'ps_lalonde' | 'psm_lalonde'): GoldenStudy | undefined {
  const path = sharedFile('reference/data/lalonde.csv');
  if (path === undefined || sharedFile(`reference/${numbers}.json`) === undefined) return undefined;
  return {
    frame: tidyCsv(path),
    results: (readSharedJson(`reference/${numbers}.json`) as Pick<GoldenStudy, 'results'>).results,
    options: {
      treatment: 'treat',
      outcome: 're78',
      covariates: ['age', 'educ', 'race', 'married', 'nodegree', 're74', 're75'],
    },
  };
}

/** One table as the only input of a step. */
export function inputsOf(frame: Frame): Inputs {
  return { sources: [{ name: 'table', values: { frame } }] };
}

/** Compares relative to the size of the truth. */
export function expectClose(found: number | null | undefined, truth: number | undefined, relative = 1e-6): void {
  expect(truth).toBeTypeOf('number');
  expect(Math.abs((found ?? Number.NaN) - (truth ?? Number.NaN)), `${found} against ${truth}`).toBeLessThanOrEqual(
    relative * Math.abs(truth ?? Number.NaN),
  );
}
