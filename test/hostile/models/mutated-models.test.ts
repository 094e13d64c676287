import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CausewayError } from '../../../core/base/problem.ts';
import { type Rng, rngFromSeed } from '../../../core/base/rng.ts';
import { readModelText } from '../../../core/learners/exchange/read-model.ts';
import { predictRaw } from '../../../core/learners/predict.ts';

const NAMES = ['lgbm_many_categories.txt', 'lgbm_bin_cat_nan.txt', 'lgbm_bin_cat_nan.model.json', 'xgb_poisson_categories.model.json'];
const MUTATIONS = 2000;

const originals = NAMES.map((name) => readFileSync(new URL(`../../../core/learners/exchange/golden/${name}`, import.meta.url), 'utf8'));

const NASTY = [
  '-1',
  '0',
  '1',
  '2147483647',
  '-2147483648',
  '4294967296',
  '1e999',
  'nan',
  'NaN',
  'null',
  '""',
  '[]',
  '{}',
  '1.5',
  '-0',
  'true',
  '',
];

/** Changes a number, a byte, a stretch or a line: the damage of editors, transfers and attackers. */
function mutate(text: string, rng: Rng): string {
  const at = rng.below(text.length);
  const pick = (): string => NASTY[rng.below(NASTY.length)] ?? '';
  switch (rng.below(6)) {
    case 0:
      return text.slice(0, at) + String.fromCharCode(rng.below(128)) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + text.slice(at + rng.below(200));
    case 2:
      return text.slice(0, at) + text.slice(at, at + rng.below(300)) + text.slice(at);
    case 3:
      return text.slice(0, at);
    default: {
      const number = /-?\d+(\.\d+)?([eE][-+]?\d+)?/g;
      number.lastIndex = at;
      const found = number.exec(text);
      return found === null ? text : text.slice(0, found.index) + pick() + text.slice(found.index + found[0].length);
    }
  }
}

describe('mutated model files', () => {
  it(`are read or refused with a Problem, ${MUTATIONS} times, and what is read predicts finite numbers`, () => {
    let refused = 0;
    for (let k = 0; k < MUTATIONS; k++) {
      const rng = rngFromSeed(k);
      let text = originals[k % originals.length] ?? '';
      for (let times = 1 + rng.below(3); times > 0; times--) text = mutate(text, rng);
      try {
        const model = readModelText(text);
        const columns = model.features.map((_, f) => Float64Array.of(0, 1e300, -1e300, Number.NaN, f));
        const answers = predictRaw(model, { rowCount: 5, features: model.features, columns });
        expect(answers.every(Number.isFinite), `mutation ${k} answers ${answers.join(', ')}`).toBe(true);
      } catch (error) {
        if (!(error instanceof CausewayError)) throw new Error(`mutation ${k} crashed the reader`, { cause: error });
        expect(error.problem.code).toMatch(/^model\/(malformed|unsupported|too-large)$/);
        refused++;
      }
    }
    // Most damage must be noticed; some (a leaf's value, a name) cannot be.
    expect(refused).toBeGreaterThan(MUTATIONS / 4);
  });
});
