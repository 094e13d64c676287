import { partOf, type Work } from '../../base/work.ts';
import { sharedBytes, sharedFloats, sharedInts } from '../../frame/shared-memory.ts';
import { askAll, growForest, type OutOfBag, rowMajor } from '../../learners/causal-forest/forest.ts';
import type { ForestData, ForestSettings, SamplingUnits, TreeBatch } from '../../learners/causal-forest/job.ts';
import type { BinnedMatrix } from '../../learners/trees/binned-matrix.ts';
import type { Centring } from './centring.ts';
import type { CausalForestSpec } from './spec.ts';
import type { ForestStudy } from './study.ts';

/** What the trees see: centred columns, and the codes that splits keep on both sides. */
export function forestData(study: ForestStudy, centring: Centring, matrix: BinnedMatrix): ForestData {
  const d = study.arms.length;
  const rowCount = study.codes.length;
  const outcome = sharedFloats(rowCount);
  const treatment = sharedFloats(rowCount * d);
  const instrument = study.instrument === undefined ? treatment : sharedFloats(rowCount);
  const arm = sharedBytes(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const code = study.codes[row] as number;
    if (code < 0) continue;
    outcome[row] = (study.values[row] as number) - (centring.outcome[row] as number);
    for (let k = 0; k < d; k++) {
      treatment[row * d + k] = (study.treatments[k]?.[row] as number) - (centring.treatments[k]?.[row] as number);
    }
    if (study.instrument !== undefined) instrument[row] = (study.instrument.values[row] as number) - (centring.instrument?.[row] as number);
    // Numbers have no arms: splits then keep rows above and below what was expected of them.
    arm[row] = study.instrument === undefined && study.kind === 'arms' ? code : Number((instrument[row] as number) >= 0);
  }
  return {
    rowCount,
    featureCount: matrix.features.length,
    ...rowMajor(matrix),
    effects: d,
    outcome,
    treatment,
    instrument,
    arm,
    units: unitsOf(study),
  };
}

/** Rows that teach, one by one or by cluster. */
function unitsOf({ codes, clusters }: ForestStudy): SamplingUnits {
  const rows: number[] = [];
  for (let row = 0; row < codes.length; row++) if ((codes[row] as number) >= 0) rows.push(row);
  if (clusters === undefined) return { start: sharedInts(rows.length + 1).map((_, unit) => unit), members: toShared(rows) };
  const lists = new Map<number, number[]>();
  for (const row of rows) {
    const own = lists.get(clusters.codes[row] as number);
    if (own === undefined) lists.set(clusters.codes[row] as number, [row]);
    else own.push(row);
  }
  const start = [0];
  for (const own of lists.values()) start.push((start.at(-1) as number) + own.length);
  return { start: toShared(start), members: toShared([...lists.values()].flat()) };
}

function toShared(values: readonly number[]): Int32Array {
  const shared = sharedInts(values.length);
  shared.set(values);
  return shared;
}

/** The options as the engine takes them. */
export function settingsOf(spec: CausalForestSpec, featureCount: number): ForestSettings {
  const usual = Math.ceil(Math.sqrt(featureCount) + 20);
  return {
    trees: spec.trees,
    bagTrees: 2,
    sampleShare: spec.sampleShare,
    triedColumns: Math.min(spec.triedColumns ?? usual, featureCount),
    minLeafRows: spec.minLeafRows,
    balance: spec.balance,
    honestShare: spec.honestShare,
  };
}

/** A grown forest's answers, and its trees. */
export interface Grown extends OutOfBag {
  readonly batches: readonly TreeBatch[];
}

/** Grows a forest and asks it about every row. */
export async function growAndAsk(data: ForestData, settings: ForestSettings, work: Work): Promise<Grown> {
  const growing = partOf(work, 'grow', 0, 0.8);
  const forest = await growForest({ data, settings, seed: growing.rng.seed }, growing);
  return { ...(await askAll(forest, partOf(work, 'ask', 0.8, 1))), batches: forest.batches };
}

/** Trees of the side forest that says how far the instrument moves the treatment (as many as grf takes). */
const COMPLIANCE_TREES = 500;

/** Compliance below this share of the treatment's own spread is held there: dividing by less makes one row outweigh all. */
const WEAKEST_COMPLIANCE = 0.01;

/** How far the instrument moves each row's treatment, and how many rows it hardly moves. */
export async function complianceOf(data: ForestData, settings: ForestSettings, work: Work) {
  const side = { ...data, outcome: data.treatment, treatment: data.instrument };
  const { effect } = await growAndAsk(side, { ...settings, bagTrees: 1, trees: Math.min(settings.trees, COMPLIANCE_TREES) }, work);
  let [sum, count, squares] = [0, 0, 0];
  for (let row = 0; row < effect.length; row++) {
    squares += (data.treatment[row] as number) ** 2;
    if (!Number.isFinite(effect[row])) continue;
    sum += effect[row] as number;
    count++;
  }
  const mean = count === 0 ? 0 : sum / count;
  const least = WEAKEST_COMPLIANCE * Math.sqrt(squares / data.units.members.length);
  const sign = mean < 0 ? -1 : 1;
  let weak = 0;
  const compliance = effect.map((value) => {
    const own = Number.isFinite(value) ? value : mean;
    if (sign * own >= least) return own;
    weak++;
    return sign * least;
  });
  return { compliance, mean, weak };
}
