import { countBelow, sortedFinite } from '../../numeric/quantiles.ts';
import type { Hands } from '../learner.ts';
import type { FeatureTable, Model } from '../model.ts';
import { predict } from '../predict.ts';
import { holdsFor, type Predicate } from './anchors-predicates.ts';

/** Whose decision is explained: on which side of the threshold the model's answer for a row lies. */
export interface AnchorQuestion {
  readonly model: Model;
  readonly table: FeatureTable;
  readonly row: number;
  /** On the outcome's scale; an answer at or above it is a yes. */
  readonly threshold: number;
}

/** One rule (positions of its predicates) to be tried on so many rows. */
export interface Trial {
  readonly anchor: readonly number[];
  readonly draws: number;
}

/** Draws rows for which rules hold and asks the model about them, within a budget of answers. */
export interface AnchorSampler {
  left(): number;
  /** How many drawn rows get the explained row's decision, one count a trial; they must not ask for more than is left. */
  agreeing(trials: readonly Trial[]): Int32Array;
}

/** Rows that the model answers in one go. */
const BLOCK_ROWS = 4096;

/** What the cells of one feature are drawn from where a drawn row does not have the asked value of itself. */
interface Fix {
  readonly feature: number;
  readonly asked: readonly Predicate[];
  /** Finite cells of the table, ascending, and the stretch of them that is as asked. */
  readonly pool: Float64Array;
  readonly from: number;
  readonly to: number;
}

/**
 * The perturbations that a rule is judged by: a row of the table, drawn at random; features that the rule asks about and
 * that are not as asked get the cell of another row that is.
 *
 * @see Ribeiro, Singh & Guestrin (2018), AAAI 32, section 3 (tabular data)
 */
export function anchorSampler(
  question: AnchorQuestion,
  predicates: readonly Predicate[],
  budget: number,
  { rng, signal }: Pick<Hands, 'rng' | 'signal'>,
): AnchorSampler {
  const { model, table, row, threshold } = question;
  const decision = (predict(model, table, Int32Array.of(row))[0] as number) >= threshold;
  const pools = new Map<number, Float64Array>();
  let left = budget;

  const fixesOf = (anchor: readonly number[]): Fix[] => {
    const asked = Map.groupBy(
      anchor.map((at) => predicates[at] as Predicate),
      ({ feature }) => feature,
    );
    return [...asked].map(([feature, parts]) => {
      const own = (table.columns[feature] as Float64Array)[row] as number;
      if (parts.some(({ kind }) => kind === 'equals' || kind === 'missing')) return fixedAt(feature, parts, own);
      const pool = pools.get(feature) ?? sortedFinite(table.columns[feature] as Float64Array);
      pools.set(feature, pool);
      const [from, to] = stretchOf(parts, pool);
      return from < to ? { feature, asked: parts, pool, from, to } : fixedAt(feature, parts, own);
    });
  };

  const fill = (columns: readonly Float64Array[], start: number, { anchor, draws }: Trial): void => {
    for (let at = start; at < start + draws; at++) {
      const drawn = rng.below(table.rowCount);
      for (let f = 0; f < columns.length; f++) (columns[f] as Float64Array)[at] = (table.columns[f] as Float64Array)[drawn] as number;
    }
    for (const { feature, asked, pool, from, to } of fixesOf(anchor)) {
      const column = columns[feature] as Float64Array;
      for (let at = start; at < start + draws; at++) {
        if (holdAll(asked, column[at] as number)) continue;
        column[at] = pool[from + rng.below(to - from)] as number;
      }
    }
  };

  const answerBlock = (block: readonly Placed[], rowCount: number, agree: Int32Array): void => {
    signal.throwIfAborted();
    const columns = table.columns.map(() => new Float64Array(rowCount));
    for (const { trial, start } of block) fill(columns, start, trial);
    const answers = predict(model, { rowCount, features: table.features, columns });
    left -= rowCount;
    for (const { index, trial, start } of block) {
      let same = 0;
      for (let at = start; at < start + trial.draws; at++) if ((answers[at] as number) >= threshold === decision) same++;
      agree[index] = (agree[index] as number) + same;
    }
  };

  return {
    left: () => left,
    agreeing: (trials) => {
      const agree = new Int32Array(trials.length);
      for (const block of blocksOf(trials)) answerBlock(block.placed, block.rowCount, agree);
      return agree;
    },
  };
}

interface Placed {
  readonly index: number;
  readonly trial: Trial;
  readonly start: number;
}

/** Trials side by side in blocks of bounded size; one that is longer than a block is split. */
function blocksOf(trials: readonly Trial[]): { placed: Placed[]; rowCount: number }[] {
  let block: { placed: Placed[]; rowCount: number } = { placed: [], rowCount: 0 };
  const blocks = [block];
  for (const [index, { anchor, draws }] of trials.entries()) {
    for (let open = draws; open > 0; ) {
      if (block.rowCount === BLOCK_ROWS) {
        block = { placed: [], rowCount: 0 };
        blocks.push(block);
      }
      const taken = Math.min(open, BLOCK_ROWS - block.rowCount);
      block.placed.push({ index, trial: { anchor, draws: taken }, start: block.rowCount });
      block.rowCount += taken;
      open -= taken;
    }
  }
  return blocks.filter(({ rowCount }) => rowCount > 0);
}

function fixedAt(feature: number, asked: readonly Predicate[], own: number): Fix {
  return { feature, asked, pool: Float64Array.of(own), from: 0, to: 1 };
}

function holdAll(asked: readonly Predicate[], value: number): boolean {
  for (let i = 0; i < asked.length; i++) if (!holdsFor(asked[i] as Predicate, value)) return false;
  return true;
}

function stretchOf(parts: readonly Predicate[], pool: Float64Array): readonly [number, number] {
  let [from, to] = [0, pool.length];
  for (const part of parts) {
    if (part.kind === 'above') from = Math.max(from, countBelow(pool, part.limit, true));
    if (part.kind === 'upTo') to = Math.min(to, countBelow(pool, part.limit, true));
  }
  return [from, to];
}
