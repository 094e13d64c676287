import { partOf, type Work } from '../../base/work.ts';
import type { EffectLearner, FoldLot, FoldResult } from '../kit/meta-learners/cross-fit.ts';
import { propensityOf } from '../kit/meta-learners/propensity.ts';
import type { MetaStudy } from '../kit/meta-learners/study.ts';
import { prepareUplift } from '../kit/uplift-trees/prepare.ts';
import { type GrowItem, type GrowJob, growUplift } from './grow.task.ts';
import type { UpliftForestSpec } from './spec.ts';

/** Trees per piece of work. */
const TREES_AT_ONCE = 10;

/**
 * A forest of uplift trees per fold, answering for the rows of that fold: the mean over trees of the leaf's rates by arm,
 * each less the control's.
 *
 * @see Rzepakowski & Jaroszewicz (2012), KAIS 32(2), 303–327; Sołtys, Jaroszewicz & Rzepakowski (2015), DMKD 29(6) (ensembles)
 * Cost: folds × trees × depth × rows drawn × columns tried, over the threads.
 */
export function upliftForest(spec: UpliftForestSpec): EffectLearner {
  return {
    async learn(lots, { study }, work) {
      const job = await jobOf(study, spec, partOf(work, 'prepare', 0, 0.05));
      const items = lots.flatMap((lot) => itemsOf(lot, spec.trees));
      const part = partOf(work, 'trees', 0.05, 1);
      const sums = await work.spread(growUplift, job, items, (share) => part.progress(share, 'trees'));
      const perLot = items.length / lots.length;
      return lots.map(({ heldOut }, fold) => resultOf(study, heldOut, sums.slice(fold * perLot, (fold + 1) * perLot), spec.trees));
    },
  };
}

async function jobOf(study: MetaStudy, spec: UpliftForestSpec, work: Work): Promise<GrowJob> {
  const { data } = await prepareUplift(study, work);
  const usual = Math.ceil(Math.sqrt(data.featureCount)) + 20;
  return {
    data,
    settings: {
      ...{ criterion: spec.criterion, normalize: spec.normalize, maxDepth: spec.maxDepth, minLeafRows: spec.minLeafRows, nReg: spec.nReg },
      triedColumns: Math.min(data.featureCount, spec.triedColumns ?? usual),
    },
    sampleShare: spec.sampleShare,
    isHonest: spec.honest,
  };
}

function itemsOf({ rowsOfArm, heldOut, rng }: FoldLot, trees: number): GrowItem[] {
  const train = Int32Array.from(rowsOfArm.flatMap((rows) => Array.from(rows))).sort();
  const items: GrowItem[] = [];
  for (let from = 0; from < trees; from += TREES_AT_ONCE) {
    const count = Math.min(TREES_AT_ONCE, trees - from);
    items.push({ train, asked: heldOut, seeds: Array.from({ length: count }, (_, at) => rng.fork(`tree:${from + at}`).seed) });
  }
  return items;
}

function resultOf(study: MetaStudy, heldOut: Int32Array, sums: readonly Float64Array[], trees: number): FoldResult {
  const width = study.arms.names.length;
  const expected = study.arms.names.map((_, arm) =>
    Float64Array.from(heldOut, (_row, i) => sums.reduce((total, own) => total + (own[i * width + arm] as number), 0) / trees),
  );
  const [control = new Float64Array(0), ...others] = expected;
  return {
    expected,
    effects: others.map((rates) => rates.map((rate, i) => rate - (control[i] as number))),
    propensity: propensityOf(study.counts, heldOut, []),
  };
}
