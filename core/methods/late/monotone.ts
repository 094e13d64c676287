import { normalSf } from '../../numeric/distributions.ts';
import type { IvStudy } from '../kit/instruments/study.ts';
import { type Term, termOf } from '../kit/instruments/terms.ts';
import { waldRatio } from './wald.ts';

/** The first stage among the rows of one side of a column. */
export interface Side {
  readonly name: string;
  readonly value: number;
  readonly standardError: number;
  readonly n: number;
}

/** A side with fewer rows than this in either group says nothing. */
const FEWEST = 20;

/**
 * The first stage on either side of every profile column's mean. If the instrument moves nobody against its direction,
 * the first stage has the same sign everywhere; a side where it is clearly reversed speaks against that.
 *
 * @see Angrist & Imbens (1995), JASA 90, section 3
 */
export function firstStageBySide(study: IvStudy, profile: readonly Term[]): Side[] {
  return profile.flatMap((term) =>
    [false, true].flatMap((isHigh) => {
      const rows = Int32Array.from(term.values.keys()).filter((i) => (term.values[i] as number) > term.mean === isHigh);
      const flags = study.instruments[0]?.values ?? new Float64Array(0);
      const encouraged = rows.reduce((sum, i) => sum + (flags[i] as number), 0);
      if (encouraged < FEWEST || rows.length - encouraged < FEWEST) return [];
      const pick = (source: Term): Term =>
        termOf(
          source.name,
          source.column,
          Float64Array.from(rows, (i) => source.values[i] as number),
        );
      const cut = {
        ...study,
        rowCount: rows.length,
        outcome: pick(study.treatment),
        treatment: pick(study.treatment),
        instruments: study.instruments.map(pick),
        covariates: [],
      };
      const { onTreatment } = waldRatio(cut, 0.05);
      const name = `${term.name} ${isHigh ? '>' : '≤'} ${term.mean.toPrecision(3)}`;
      return [{ name, value: onTreatment.value, standardError: onTreatment.standardError, n: rows.length }];
    }),
  );
}

/** Sides where the first stage is reversed beyond chance, after Holm's first step over all sides. */
export function reversedSides(sides: readonly Side[], direction: number, alpha: number): Side[] {
  return sides.filter(
    ({ value, standardError }) => standardError > 0 && normalSf((-Math.sign(direction) * value) / standardError) < alpha / sides.length,
  );
}
