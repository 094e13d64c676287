import { partOf, type Work } from '../../base/work.ts';
import type { FitContext, Inputs } from '../contract.ts';
import { inputOf } from '../inputs.ts';
import type { EffectLearner } from '../kit/meta-learners/cross-fit.ts';
import { fitMeta, type MetaFit } from '../kit/meta-learners/fit.ts';
import { propensityOf } from '../kit/meta-learners/propensity.ts';
import { type MetaStudy, readMetaStudy } from '../kit/meta-learners/study.ts';
import { asMetaSpec, prepareUplift, requireShares } from '../kit/uplift-trees/prepare.ts';
import { growFold } from './grow.task.ts';
import { nodesOf, type TreeNode } from './nodes.ts';
import { type PlantOptions, plant } from './plant.ts';
import type { UpliftTreeSpec } from './spec.ts';

/** Effects from trees that never saw their rows, and the tree of all rows that a person reads. */
export interface UpliftTreeFit {
  readonly meta: MetaFit;
  readonly nodes: readonly TreeNode[];
}

/** @throws as `readMetaStudy`, and option/invalid for a criterion that the outcome does not suit */
export function readUpliftTree(spec: UpliftTreeSpec, inputs: Inputs): MetaStudy {
  const study = readMetaStudy(inputOf(inputs, 'frame'), asMetaSpec(spec, 1));
  requireShares(study, spec.criterion);
  return study;
}

/** Cross-fits trees for the effects, and grows one on all rows to be drawn. */
export async function fitUpliftTree(spec: UpliftTreeSpec, inputs: Inputs, context: FitContext): Promise<UpliftTreeFit> {
  const study = readUpliftTree(spec, inputs);
  const meta = await fitMeta(
    'uplift-tree',
    asMetaSpec(spec, 1),
    inputs,
    { ...context, ...partOf(context, 'effects', 0, 0.8), rng: context.rng },
    foldTrees(spec),
  );
  const { data, matrix } = await prepareUplift(study, partOf(context, 'prepare', 0.8, 0.9));
  const rows = Int32Array.from(study.codes.keys()).filter((row) => (study.codes[row] as number) >= 0);
  const planted = plant(data, optionsOf(spec, data.featureCount), rows, { rng: context.rng.fork('drawn'), signal: context.signal });
  return { meta, nodes: nodesOf({ planted, data, matrix, table: study.table, alpha: spec.alpha }) };
}

function optionsOf(spec: UpliftTreeSpec, featureCount: number): PlantOptions {
  const { criterion, normalize, maxDepth, minLeafRows, nReg } = spec;
  return {
    settings: { criterion, normalize, maxDepth, minLeafRows, nReg, triedColumns: featureCount },
    pruneShare: spec.pruneShare,
    isHonest: spec.honest,
  };
}

/** One tree a fold, answering for that fold's rows. */
function foldTrees(spec: UpliftTreeSpec): EffectLearner {
  return {
    async learn(lots, { study }, work: Work) {
      const { data } = await prepareUplift(study, partOf(work, 'prepare', 0, 0.2));
      const items = lots.map(({ rowsOfArm, heldOut, rng }) => ({
        train: Int32Array.from(rowsOfArm.flatMap((rows) => Array.from(rows))).sort(),
        asked: heldOut,
        seed: rng.fork('tree').seed,
      }));
      const answers = await work.spread(growFold, { data, options: optionsOf(spec, data.featureCount) }, items);
      return lots.map(({ heldOut }, fold) => {
        const rates = answers[fold] as Float64Array;
        const expected = study.arms.names.map((_, arm) => Float64Array.from(heldOut, (_row, i) => rates[i * data.arms + arm] as number));
        const [control = new Float64Array(0), ...others] = expected;
        return {
          expected,
          effects: others.map((own) => own.map((rate, i) => rate - (control[i] as number))),
          propensity: propensityOf(study.counts, heldOut, []),
        };
      });
    },
  };
}
