import { sharedFloats } from '../../frame/shared-memory.ts';
import type { Points } from '../../learners/clustering/k-means.ts';
import { principalComponents } from '../../learners/clustering/principal.ts';
import type { FeatureTable, NetworkModel } from '../../learners/model.ts';
import { encodeRows, inputWidth } from '../../learners/network/encode.ts';
import { layerActivations } from '../../learners/network/predict.ts';

/** What one layer makes of the rows. */
export interface LayerSpace {
  /** From 1, the first hidden layer. */
  readonly layer: number;
  readonly units: number;
  /** Units that do not say the same of every row, standardised. */
  readonly live: Points;
  /** Which units those are, from 0. */
  readonly liveUnits: readonly number[];
  /** The same in as few dimensions as hold 95 % of the variance, where there are more than 32 of them. */
  readonly points: Points;
  readonly kept: number;
  /** The two directions that vary most, for a map. */
  readonly plane: Points;
}

const MOST_DIMENSIONS = 32;
const KEPT_SHARE = 0.95;

/** @param layer from 1 */
export function layerSpace(network: NetworkModel, table: FeatureTable, layer: number): LayerSpace {
  const units = network.layers[layer - 1]?.outputs ?? 0;
  const { points: live, columns: liveUnits } = standardised(layerActivations(network, table, layer - 1), units);
  const reduced = live.width > MOST_DIMENSIONS ? principalComponents(live, KEPT_SHARE, live.width) : { points: live, kept: 1 };
  return { layer, units, live, liveUnits, ...reduced, plane: principalComponents(live, 1, 2).points };
}

/** The columns as the network reads them, standardised: where a method without a network would look for clusters. */
export function inputSpace(network: NetworkModel, table: FeatureTable): Points {
  const width = inputWidth(network.inputs);
  const encoded = new Float64Array(table.rowCount * width);
  encodeRows(network.inputs, table.columns, { from: 0, count: table.rowCount }, encoded);
  return standardised(encoded, width).points;
}

/** Centres every column and gives it standard deviation 1; columns that do not vary are left out. */
function standardised(values: Float64Array, width: number): { readonly points: Points; readonly columns: readonly number[] } {
  const n = width === 0 ? 0 : values.length / width;
  const [means, deviations] = momentsOf(values, width, n);
  const columns = [...deviations.keys()].filter((j) => (deviations[j] as number) > 1e-9 * (1 + Math.abs(means[j] as number)));
  const out = sharedFloats(n * columns.length);
  columns.forEach((j, to) => {
    const [mean, deviation] = [means[j] as number, deviations[j] as number];
    for (let i = 0; i < n; i++) out[i * columns.length + to] = ((values[i * width + j] as number) - mean) / deviation;
  });
  return { points: { values: out, width: columns.length }, columns };
}

function momentsOf(values: Float64Array, width: number, n: number): [Float64Array, Float64Array] {
  const [means, squares] = [new Float64Array(width), new Float64Array(width)];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < width; j++) {
      const value = values[i * width + j] as number;
      const step = value - (means[j] as number);
      means[j] = (means[j] as number) + step / (i + 1);
      squares[j] = (squares[j] as number) + step * (value - (means[j] as number));
    }
  return [means, squares.map((square) => Math.sqrt(square / Math.max(1, n)))];
}
