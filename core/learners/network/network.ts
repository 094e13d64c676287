import { giveUp } from '../../base/problem.ts';
import { allRows } from '../folds.ts';
import type { Hands, Learner, Target } from '../learner.ts';
import { type FeatureTable, inputIsCategory, type NetworkModel } from '../model.ts';
import { checkTarget } from '../trees/target-check.ts';
import { Net } from './net.ts';
import { planInputs } from './plan.ts';
import { type NetworkSpec, networkSpec } from './spec.ts';
import { type Course, type Objective, trainNet } from './train.ts';

/** A dense network: least squares for numbers, log loss for yes/no outcomes. */
export const mlp: Learner<NetworkSpec, FeatureTable> = {
  id: 'mlp',
  spec: networkSpec,
  prepare: (table) => table,
  train: trainNetwork,
  trainAlone: trainNetwork,
};

function trainNetwork(table: FeatureTable, target: Target, spec: NetworkSpec, hands: Hands): NetworkModel {
  return fitNetwork(table, target, spec, hands).model;
}

/** A trained network and how its training went. */
export interface NetworkFit {
  readonly model: NetworkModel;
  readonly course: Course;
}

/**
 * Trains a dense network by mini-batches with Adam and early stopping.
 *
 * @throws data/too-few-rows, data/missing-values, data/not-binary, numeric/not-converged, numeric/not-finite
 * @see Kingma & Ba (2015), Adam, ICLR; Goodfellow, Bengio & Courville (2016), Deep Learning, ch. 6–8
 * Cost: epochs × rows × weights × 3 multiplications.
 */
export function fitNetwork(table: FeatureTable, target: Target, spec: NetworkSpec, hands: Hands): NetworkFit {
  checkTarget(target, table.rowCount, undefined);
  const rows = target.rows ?? allRows(table.rowCount);
  const weighted = target.weight === undefined ? rows : rows.filter((row) => (target.weight?.[row] as number) > 0);
  const plan = planInputs(table, weighted);
  for (const [index, input] of plan.entries())
    if (input.kind === 'number' && !(Number.isFinite(input.center) && Number.isFinite(input.scale)))
      giveUp(
        'numeric/not-finite',
        `Column "${table.features[index]?.name}" holds numbers too large to square.`,
        'Divide the column by a large number, or take its logarithm.',
      );
  const net = new Net(plan, { ...spec, outputs: 1 }, hands.rng.fork('weights'));
  const isBinary = target.task === 'binary';
  const scale = outcomeScale(target, weighted, isBinary);
  if (isBinary) net.parameters[net.parameters.length - 1] = Math.log(scale.mean / (1 - scale.mean));
  const course = trainNet(net, plainObjective(net, table, target, { isBinary, ...scale }), weighted, spec, hands);
  return { model: modelOf(net, table, isBinary ? { mean: 0, deviation: 1 } : scale, isBinary), course };
}

interface Scale {
  readonly mean: number;
  readonly deviation: number;
}

/** Yes/no outcomes of one kind only are drawn a little inwards, so that their odds stay numbers. */
function outcomeScale({ values, weight }: Target, rows: Int32Array, isBinary: boolean): Scale & { readonly meanWeight: number } {
  let [mean, squares, total] = [0, 0, 0];
  for (const row of rows) {
    const w = weight === undefined ? 1 : (weight[row] as number);
    const step = (values[row] as number) - mean;
    total += w;
    mean += (w * step) / total;
    squares += w * step * ((values[row] as number) - mean);
  }
  const inwards = 1 / (2 * rows.length + 2);
  const deviation = Math.sqrt(squares / total);
  return {
    mean: isBinary ? Math.min(1 - inwards, Math.max(inwards, mean)) : mean,
    deviation: deviation > 0 ? deviation : 1,
    meanWeight: total / rows.length,
  };
}

function plainObjective(
  net: Net,
  { columns, features }: FeatureTable,
  { values, weight }: Target,
  { isBinary, mean, deviation, meanWeight }: Scale & { readonly isBinary: boolean; readonly meanWeight: number },
): Objective {
  const hasCategories = features.some(inputIsCategory);
  return {
    judge({ rows, from, count }, wantsSlopes) {
      const answers = net.read(columns, rows, from, count);
      const slopes = net.answerSlopes;
      let loss = 0;
      for (let i = 0; i < count; i++) {
        const row = rows[from + i] as number;
        const w = weight === undefined ? 1 : (weight[row] as number) / meanWeight;
        const raw = answers[i] as number;
        if (isBinary) {
          const outcome = values[row] as number;
          // log(1 + e^raw) without overflow.
          loss += w * (Math.max(raw, 0) + Math.log1p(Math.exp(-Math.abs(raw))) - outcome * raw);
          slopes[i] = (w * (1 / (1 + Math.exp(-raw)) - outcome)) / count;
        } else {
          const off = raw - ((values[row] as number) - mean) / deviation;
          loss += (w * off * off) / 2;
          slopes[i] = (w * off) / count;
        }
      }
      if (wantsSlopes) net.learn(count, hasCategories ? (feature, i) => columns[feature]?.[rows[from + i] as number] as number : undefined);
      return loss;
    },
  };
}

/** The network as plain data of its own; the outcome's centre and scale go into the last layer. */
export function modelOf(
  net: Net,
  { features }: Pick<FeatureTable, 'features'>,
  { mean, deviation }: Scale,
  isBinary: boolean,
): NetworkModel {
  return {
    kind: 'network',
    features,
    link: isBinary ? 'logit' : 'identity',
    inputs: net.inputs.map((input) => (input.kind === 'category' ? { ...input, table: input.table.slice() } : input)),
    layers: net.layers.map((layer, index) => {
      const isLast = index === net.layers.length - 1;
      const weights = layer.weights.map((weight) => (isLast ? weight * deviation : weight));
      const bias = layer.bias.map((value) => (isLast ? value * deviation + mean : value));
      return { ...layer, weights, bias };
    }),
  };
}
