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

/** A text column with more levels than this share of the rows names the rows rather than describes them. */
const ID_LIKE_SHARE = 0.5;

/** Columns to use where nobody named any: those without a role of their own that do not merely name the rows. */
export function likelyCovariates(frame: Frame): string[] {
  return [...frame.columns].flatMap(([name, column]) => {
    const isIdLike = column.kind === 'category' && column.dictionary.length > Math.max(2, ID_LIKE_SHARE * frame.rowCount);
    return frame.roles.has(name) || isIdLike ? [] : [name];
  });
}
