import { refuse } from '../../base/problem.ts';
import type { Feature } from '../model.ts';
import type { FeatureBins } from '../trees/bin-feature.task.ts';
import type { GamEdit } from './spec.ts';
import { cellCount, type Gam, type GamTerm } from './terms.ts';

/**
 * Checks what edits name.
 *
 * @throws option/invalid for an unknown feature or category, an interval on categories, or ends in the wrong order
 */
export function checkEdits(features: readonly Feature[], edits: readonly GamEdit[]): void {
  for (const [at, { feature: name, from, to, category }] of edits.entries()) {
    const fail = (why: string, fix: string): never =>
      refuse('option/invalid', `Edit ${at + 1}: ${why}`, fix, { option: 'edits', column: name });
    const feature = features.find((each) => each.name === name);
    const known = features.slice(0, 12).map((each) => each.name);
    if (feature === undefined) {
      fail(`the model does not read a column "${name}".`, `It reads ${known.join(', ')}${features.length > 12 ? ' and others' : ''}.`);
    } else if (feature.kind === 'category') {
      const { categories = [] } = feature;
      if (category === undefined || from !== undefined || to !== undefined)
        fail(`"${name}" holds categories, which have no ends.`, 'Name the category to change.');
      else if (!categories.includes(category))
        fail(`"${name}" has no category "${category}".`, `Some of its categories: ${categories.slice(0, 12).join(', ')}.`);
    } else {
      if (category !== undefined) fail(`"${name}" holds numbers, not categories.`, 'Say from and to instead.');
      if ((from ?? Number.NEGATIVE_INFINITY) > (to ?? Number.POSITIVE_INFINITY))
        fail(`from ${from} lies above to ${to}.`, 'Exchange the two.');
    }
  }
}

/** A model with edited shapes; later edits overwrite earlier ones. Surfaces stay as they are. */
export function editGam(gam: Gam, edits: readonly GamEdit[]): Gam {
  const terms = [...gam.terms];
  for (const edit of edits) {
    const at = gam.features.findIndex(({ name }) => name === edit.feature);
    terms[at] = editTerm(terms[at] as GamTerm, gam.features[at] as Feature, edit);
  }
  return { ...gam, terms };
}

function editTerm(term: GamTerm, { categories = [] }: Feature, { from, to, category, value }: GamEdit): GamTerm {
  if (category !== undefined) {
    const code = categories.indexOf(category);
    const own = withOwnCell(term, code);
    const rule = own.axes[0] as FeatureBins;
    return overwritten(own, rule.kind === 'category' ? rule.codeOfBin.indexOf(code) + 1 : 0, 0, value);
  }
  // A cell ends with its bound: `from` begins one where the number just below it ends.
  const cut = withBound(from === undefined ? term : withBound(term, nextBelow(from)), to);
  const { bounds = new Float64Array(0), binCount } = cut.axes[0] as FeatureBins & { bounds?: Float64Array };
  const first = from === undefined ? 1 : bounds.indexOf(nextBelow(from)) + 2;
  const last = to === undefined ? binCount : bounds.indexOf(to) + 1;
  return overwritten(cut, first, last, value);
}

/** Cells first … last hold a new value, the same in every bag; without `last` only the first. */
function overwritten(term: GamTerm, first: number, last: number, value: number): GamTerm {
  const [values, spread] = [term.values.slice(), term.spread.slice()];
  const end = Math.max(first, last);
  values.fill(value, first, end + 1);
  spread.fill(0, first, end + 1);
  return { ...term, values, spread };
}

/** Parts the cell that a number lies within there; its weight is halved, as nothing is known of where in it the rows lie. */
function withBound(term: GamTerm, bound: number | undefined): GamTerm {
  const [rule] = term.axes;
  if (bound === undefined || rule === undefined || rule.kind !== 'number') return term;
  const at = rule.bounds.findIndex((other) => other >= bound);
  if (rule.bounds[at] === bound) return term;
  const place = at < 0 ? rule.bounds.length : at;
  const bounds = Float64Array.from([...rule.bounds.subarray(0, place), bound, ...rule.bounds.subarray(place)]);
  const cell = place + 1;
  // A feature that was missing everywhere has no cell to part: its first one adds nothing.
  const twice = (values: Float64Array, share: number): Float64Array => {
    const here = rule.binCount === 0 ? 0 : (values[cell] as number) * share;
    return Float64Array.from([...values.subarray(0, cell), here, here, ...values.subarray(cell + 1)]);
  };
  return {
    ...term,
    axes: [{ kind: 'number', bounds, binCount: bounds.length + 1 }],
    values: twice(term.values, 1),
    spread: twice(term.spread, 1),
    weight: twice(term.weight, 0.5),
  };
}

/** Gives a category a cell of its own, before the rare one, with the rare one's value. */
function withOwnCell(term: GamTerm, code: number): GamTerm {
  const [rule] = term.axes;
  if (rule === undefined || rule.kind !== 'category' || rule.codeOfBin.includes(code)) return term;
  const cell = rule.codeOfBin.length + 1;
  const inherited = rule.rareBin > 0 ? rule.rareBin : 0;
  const widened = (values: Float64Array, here: number): Float64Array =>
    Float64Array.from([...values.subarray(0, cell), here, ...values.subarray(cell, cellCount(rule))]);
  return {
    ...term,
    axes: [
      {
        kind: 'category',
        binCount: rule.binCount + 1,
        codeOfBin: Int32Array.from([...rule.codeOfBin, code]),
        rareBin: rule.rareBin > 0 ? rule.rareBin + 1 : 0,
      },
    ],
    values: widened(term.values, term.values[inherited] as number),
    spread: widened(term.spread, term.spread[inherited] as number),
    weight: widened(term.weight, 0),
  };
}

/** The largest number below another. */
function nextBelow(value: number): number {
  if (!Number.isFinite(value)) return value;
  if (value === 0) return -Number.MIN_VALUE;
  const bits = new BigInt64Array(new Float64Array([value]).buffer);
  bits[0] = (bits[0] as bigint) + (value > 0 ? -1n : 1n);
  return new Float64Array(bits.buffer)[0] as number;
}
