import type { Rng } from '../../base/rng.ts';
import type { NetworkActivation, NetworkInput, NetworkLayer } from '../model.ts';
import { encodeRows, inputWidth } from './encode.ts';
import { activationSlope, applyLayer } from './layer.ts';

/** Adam's usual constants (Kingma & Ba 2015, algorithm 1). */
const FIRST_MEMORY = 0.9;
const SECOND_MEMORY = 0.999;
const SMALLEST = 1e-8;

/** Layers of a network that is to be built. */
export interface NetShape {
  readonly hidden: readonly number[];
  readonly outputs: number;
  readonly activation: NetworkActivation;
  readonly batchRows: number;
}

/**
 * A network while it learns: all weights and all learnt category positions lie in one array, the layers are windows on it.
 * Begins with He's spread for relu and Glorot's for tanh (He et al. 2015; Glorot & Bengio 2010).
 */
export class Net {
  readonly inputs: readonly NetworkInput[];
  readonly layers: readonly NetworkLayer[];
  readonly parameters: Float64Array;
  /** Encoded rows, then the activations of every layer, batchRows long. */
  readonly values: readonly Float64Array[];
  /** What `learn` has gathered since the last step, beside the parameters. */
  readonly gradient: Float64Array;
  readonly #layerSlopes: readonly NetworkLayer[];
  readonly #slopes: readonly Float64Array[];
  readonly #first: Float64Array;
  readonly #second: Float64Array;
  #steps = 0;

  constructor(plan: readonly NetworkInput[], shape: NetShape, rng: Rng) {
    const width = inputWidth(plan);
    const sizes = [width, ...shape.hidden, shape.outputs];
    const tables = plan.reduce((sum, input) => sum + (input.kind === 'category' ? input.table.length : 0), 0);
    const dense = sizes.slice(1).reduce((sum, outputs, index) => sum + outputs * ((sizes[index] as number) + 1), 0);
    this.parameters = new Float64Array(tables + dense);
    this.gradient = new Float64Array(tables + dense);
    this.#first = new Float64Array(tables + dense);
    this.#second = new Float64Array(tables + dense);
    this.inputs = windows(plan, this.parameters);
    this.layers = layersOn(this.parameters, tables, sizes, shape.activation);
    this.#layerSlopes = layersOn(this.gradient, tables, sizes, shape.activation);
    this.values = sizes.map((size) => new Float64Array(size * shape.batchRows));
    this.#slopes = sizes.map((size) => new Float64Array(size * shape.batchRows));
    for (let i = 0; i < tables; i++) this.parameters[i] = 0.3 * rng.normal();
    for (const { weights, inputs, outputs } of this.layers) {
      const spread = Math.sqrt(shape.activation === 'relu' ? 2 / inputs : 2 / (inputs + outputs));
      for (let i = 0; i < weights.length; i++) weights[i] = spread * rng.normal();
    }
  }

  /** Reads rows and answers for them; the answers are the last of `values`. */
  read(columns: readonly Float64Array[], rows: Int32Array, from: number, count: number): Float64Array {
    encodeRows(this.inputs, columns, { rows, from, count }, this.values[0] as Float64Array);
    return this.answer(count);
  }

  /** Answers for the encoded rows that stand in values[0]. */
  answer(count: number): Float64Array {
    this.layers.forEach((layer, index) => {
      applyLayer(layer, this.values[index] as Float64Array, this.values[index + 1] as Float64Array, count);
    });
    return this.values.at(-1) as Float64Array;
  }

  /** The array to write ∂loss/∂answer into before `learn`. */
  get answerSlopes(): Float64Array {
    return this.#slopes.at(-1) as Float64Array;
  }

  /** Sends the slopes of the answers back to every weight; the codes say which category positions the rows had. */
  learn(count: number, codes: CodesOf | undefined): void {
    for (let index = this.layers.length - 1; index >= 0; index--) {
      const layer = this.layers[index] as NetworkLayer;
      const own = this.#slopes[index + 1] as Float64Array;
      activationSlope(layer.activation, this.values[index + 1] as Float64Array, own, count * layer.outputs);
      const isLast = index === 0 && codes === undefined;
      sendBack(layer, { slopes: own, input: this.values[index] as Float64Array, count }, this.#layerSlopes[index] as NetworkLayer, {
        below: isLast ? undefined : (this.#slopes[index] as Float64Array),
      });
    }
    if (codes !== undefined) this.#learnPositions(count, codes);
  }

  /** One step of Adam along the gathered slopes, which are cleared; decay pulls weights apart from it (Loshchilov & Hutter 2019). */
  step(rate: number, decay: number): void {
    this.#steps++;
    const size = (rate * Math.sqrt(1 - SECOND_MEMORY ** this.#steps)) / (1 - FIRST_MEMORY ** this.#steps);
    const pull = rate * decay;
    const [parameters, gradient, first, second] = [this.parameters, this.gradient, this.#first, this.#second];
    for (let i = 0; i < parameters.length; i++) {
      const slope = gradient[i] as number;
      const m = FIRST_MEMORY * (first[i] as number) + (1 - FIRST_MEMORY) * slope;
      const v = SECOND_MEMORY * (second[i] as number) + (1 - SECOND_MEMORY) * slope * slope;
      first[i] = m;
      second[i] = v;
      parameters[i] = (parameters[i] as number) * (1 - pull) - (size * m) / (Math.sqrt(v) + SMALLEST);
      gradient[i] = 0;
    }
  }

  #learnPositions(count: number, codes: CodesOf): void {
    const slopes = this.#slopes[0] as Float64Array;
    const width = this.layers[0]?.inputs ?? 0;
    let [at, start] = [0, 0];
    for (const [feature, input] of this.inputs.entries()) {
      if (input.kind === 'number') {
        at += 1 + Number(input.hasMissingFlag);
        continue;
      }
      const unknown = input.table.length / input.width - 1;
      for (let i = 0; i < count; i++) {
        const code = codes(feature, i);
        const place = start + (code >= 0 && code < unknown ? code : unknown) * input.width;
        for (let k = 0; k < input.width; k++)
          this.gradient[place + k] = (this.gradient[place + k] as number) + (slopes[i * width + at + k] as number);
      }
      at += input.width;
      start += input.table.length;
    }
  }
}

/** The code of a feature in the i-th row of the batch. */
export type CodesOf = (feature: number, i: number) => number;

function windows(plan: readonly NetworkInput[], parameters: Float64Array): NetworkInput[] {
  let start = 0;
  return plan.map((input) => {
    if (input.kind === 'number') return input;
    const table = parameters.subarray(start, start + input.table.length);
    start += input.table.length;
    return { ...input, table };
  });
}

function layersOn(memory: Float64Array, start: number, sizes: readonly number[], activation: NetworkActivation): NetworkLayer[] {
  let at = start;
  return sizes.slice(1).map((outputs, index) => {
    const inputs = sizes[index] as number;
    const weights = memory.subarray(at, at + inputs * outputs);
    const bias = memory.subarray(at + inputs * outputs, at + (inputs + 1) * outputs);
    at += (inputs + 1) * outputs;
    return { inputs, outputs, weights, bias, activation: index === sizes.length - 2 ? 'identity' : activation };
  });
}

interface Passed {
  readonly slopes: Float64Array;
  readonly input: Float64Array;
  readonly count: number;
}

function sendBack(
  { inputs, outputs, weights }: NetworkLayer,
  { slopes, input, count }: Passed,
  gradient: NetworkLayer,
  { below }: { readonly below: Float64Array | undefined },
): void {
  below?.fill(0, 0, count * inputs);
  const [weightSlopes, biasSlopes] = [gradient.weights, gradient.bias];
  for (let row = 0; row < count; row++) {
    const from = row * inputs;
    for (let unit = 0; unit < outputs; unit++) {
      const slope = slopes[row * outputs + unit] as number;
      if (slope === 0) continue;
      const at = unit * inputs;
      biasSlopes[unit] = (biasSlopes[unit] as number) + slope;
      for (let i = 0; i < inputs; i++) weightSlopes[at + i] = (weightSlopes[at + i] as number) + slope * (input[from + i] as number);
      if (below === undefined) continue;
      for (let i = 0; i < inputs; i++) below[from + i] = (below[from + i] as number) + slope * (weights[at + i] as number);
    }
  }
}
