import { refuse } from '../../../base/problem.ts';
import { columnNamed, type Frame, listNames } from '../../../frame/frame.ts';

/**
 * Checks that columns can be learnt from: there are some, they exist, and none gives the answer away.
 *
 * @throws option/invalid, data/unknown-column
 */
export function checkCovariates(frame: Frame, names: readonly string[], reserved: ReadonlyMap<string, string>): readonly string[] {
  const distinct = [...new Set(names)];
  if (distinct.length === 0) {
    refuse(
      'option/invalid',
      'No columns to predict from: none has the role covariate, and covariates is not set.',
      `Set covariates to some of ${listNames(frame)}.`,
      {
        option: 'covariates',
      },
    );
  }
  for (const name of distinct) {
    columnNamed(frame, name);
    const use = reserved.get(name);
    if (use !== undefined) {
      refuse('option/invalid', `"${name}" is the ${use}, so it cannot be a covariate as well.`, 'Take it out of covariates.', {
        column: name,
        option: 'covariates',
      });
    }
  }
  return distinct;
}
