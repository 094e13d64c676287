import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { layoutOf, measure } from './measures.ts';
import { rankArm, stopsOf } from './ranking.ts';
import type { Definition } from './spec.ts';
import type { ArmStudy } from './study.ts';

type Numbers = Readonly<Record<string, number>>;

interface Golden {
  readonly sklift: Readonly<Record<string, Numbers & { readonly uplift: readonly number[]; readonly n_treatment: readonly number[] }>>;
  readonly causalml: Readonly<Record<string, Numbers>>;
  readonly causalml_stable: Readonly<Record<string, Numbers>>;
}

const golden = JSON.parse(readFileSync(new URL('./golden/golden.json', import.meta.url), 'utf8')) as Golden;
const [header = [], ...lines] = readFileSync(new URL('./golden/scores.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const column = (name: string): Float64Array => Float64Array.from(lines, (line) => Number(line[header.indexOf(name)]));

function studyWith(score: string, outcome: string): ArmStudy {
  const treated = Uint8Array.from(column('w'));
  const treatedCount = treated.reduce((sum, flag) => sum + flag, 0);
  return { arm: '1', score: column(score), outcome: column(outcome), treated, treatedCount, controlCount: treated.length - treatedCount };
}

function measuresOf(score: string, definition: Definition, strategy: 'overall' | 'by-group' = 'overall', outcome = 'y') {
  const { ranked } = rankArm(studyWith(score, outcome), definition, outcome === 'y');
  const stops = stopsOf(ranked, [0.1, 0.3], 10, strategy);
  const values = measure(ranked, stops);
  const layout = layoutOf(stops);
  return { ranked, stops, values, layout, at: (index: number): number => values[index] as number };
}

describe.each(['score', 'score_tied'])('scikit-uplift 0.5.1 on %s', (score) => {
  const expected = golden.sklift[score];

  it('gives the same Qini, AUUC and areas', () => {
    const { at, layout } = measuresOf(score, 'sklift');
    expect(at(layout.qini)).toBeCloseTo(expected?.['qini'] ?? Number.NaN, 12);
    expect(at(layout.auuc)).toBeCloseTo(expected?.['auuc'] ?? Number.NaN, 12);
    expect(at(layout.qiniRaw)).toBeCloseTo(expected?.['qini_area'] ?? Number.NaN, 7);
    expect(at(layout.auucRaw)).toBeCloseTo(expected?.['auuc_area'] ?? Number.NaN, 7);
  });

  it('gives the same uplift@k, overall and by group', () => {
    const { at, layout } = measuresOf(score, 'sklift');
    expect(at(layout.cuts)).toBeCloseTo(expected?.['at_10'] ?? Number.NaN, 12);
    expect(at(layout.cuts + 1)).toBeCloseTo(expected?.['at_30'] ?? Number.NaN, 12);
    const byGroup = measuresOf(score, 'sklift', 'by-group');
    expect(byGroup.at(byGroup.layout.cuts + 1)).toBeCloseTo(expected?.['at_30_by_group'] ?? Number.NaN, 12);
  });

  it('gives the same uplift by decile', () => {
    const { at, layout } = measuresOf(score, 'sklift');
    expected?.uplift.forEach((uplift, bin) => {
      expect(at(layout.bins + bin)).toBeCloseTo(uplift, 12);
    });
  });
});

describe('causalml 0.17.0', () => {
  const expectAll = (values: ReturnType<typeof measuresOf>, expected: Numbers | undefined): void => {
    const { at, layout } = values;
    expect(at(layout.auuc)).toBeCloseTo(expected?.['auuc'] ?? Number.NaN, 12);
    expect(at(layout.qini)).toBeCloseTo(expected?.['qini'] ?? Number.NaN, 12);
    expect(at(layout.auucRaw) / (expected?.['auuc_raw'] ?? Number.NaN)).toBeCloseTo(1, 10);
    expect(at(layout.qiniRaw) / (expected?.['qini_raw'] ?? Number.NaN)).toBeCloseTo(1, 10);
  };

  it('gives the same numbers without ties', () => {
    expectAll(measuresOf('score', 'causalml'), golden.causalml['score']);
  });

  it('gives the numbers of its formula under a stable sort with ties, and for amounts', () => {
    expectAll(measuresOf('score_tied', 'causalml'), golden.causalml_stable['score_tied']);
    expectAll(measuresOf('score', 'causalml', 'overall', 'revenue'), golden.causalml_stable['score_revenue']);
  });
});
