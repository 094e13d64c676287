import type { Link } from '../../learners/model.ts';
import type { BoostHistory } from '../../learners/trees/gbdt.ts';
import type { GbdtSpec } from '../../learners/trees/gbdt-spec.ts';
import type { LearningCurve } from '../kit/models/learning-curve.ts';

/** More points than a curve of one page width shows. */
const MOST_POINTS = 60;

/** The loss after each tree, thinned; half squared errors become root mean squared errors, in the outcome's unit. */
export function treeCurve(history: BoostHistory, link: Link, loss: GbdtSpec['loss']): LearningCurve {
  const isSquared = link === 'identity' && loss !== 'quantile';
  const inUnit = (value: number): number => (isSquared ? Math.sqrt(2 * value) : value);
  const count = history.training.length;
  const step = Math.max(1, Math.ceil(count / MOST_POINTS));
  const trees = Array.from({ length: count }, (_, tree) => tree).filter(
    (tree) => (tree + 1) % step === 0 || tree === 0 || tree === count - 1,
  );
  return {
    by: 'trees',
    measure: link === 'logit' ? 'logLoss' : isSquared ? 'rmse' : 'loss',
    points: trees.map((tree) => ({
      at: tree + 1,
      training: inUnit(history.training[tree] as number),
      heldOut: inUnit(history.heldOut[tree] as number),
    })),
  };
}
