import type { FeatureTable, NetworkModel } from '../model.ts';
import { encodeRows, inputWidth } from './encode.ts';
import { applyLayer } from './layer.ts';

/** Rows that go through the network together: their activations stay in the processor's cache. */
const BLOCK_ROWS = 256;

/** A network's raw answers, one a row; of several outputs the first. */
export function predictNetwork(model: NetworkModel, table: FeatureTable, rows?: Int32Array): Float64Array {
  const raw = new Float64Array(rows?.length ?? table.rowCount);
  const outputs = model.layers.at(-1)?.outputs ?? 1;
  passThrough(model, table, rows, (layers, from, count) => {
    const answers = layers.at(-1) as Float64Array;
    for (let i = 0; i < count; i++) raw[from + i] = answers[i * outputs] as number;
  });
  return raw;
}

/**
 * What every unit of one layer says about every row, after its activation.
 *
 * @param layer 0 for the first hidden layer; the last one are the raw outputs
 * @returns n × units, row-major
 */
export function layerActivations(model: NetworkModel, table: FeatureTable, layer: number, rows?: Int32Array): Float64Array {
  const units = model.layers[layer]?.outputs ?? 0;
  const found = new Float64Array((rows?.length ?? table.rowCount) * units);
  const upToThere = { ...model, layers: model.layers.slice(0, layer + 1) };
  passThrough(upToThere, table, rows, (layers, from, count) => {
    found.set((layers[layer] as Float64Array).subarray(0, count * units), from * units);
  });
  return found;
}

function passThrough(
  model: NetworkModel,
  table: FeatureTable,
  rows: Int32Array | undefined,
  take: (layers: readonly Float64Array[], from: number, count: number) => void,
): void {
  const total = rows?.length ?? table.rowCount;
  const size = Math.min(BLOCK_ROWS, total);
  const encoded = new Float64Array(size * inputWidth(model.inputs));
  const values = model.layers.map(({ outputs }) => new Float64Array(size * outputs));
  for (let from = 0; from < total; from += BLOCK_ROWS) {
    const count = Math.min(BLOCK_ROWS, total - from);
    encodeRows(model.inputs, table.columns, { rows, from, count }, encoded);
    model.layers.forEach((layer, index) => {
      applyLayer(layer, index === 0 ? encoded : (values[index - 1] as Float64Array), values[index] as Float64Array, count);
    });
    take(values, from, count);
  }
}
