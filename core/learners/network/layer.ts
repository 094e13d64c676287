import type { NetworkActivation, NetworkLayer } from '../model.ts';

/**
 * One dense layer for a block of rows: out = activation(in · Wᵀ + bias).
 *
 * @param input count × inputs, row-major
 * @param out count × outputs, row-major, overwritten
 * Cost: count × inputs × outputs multiplications.
 */
export function applyLayer(layer: NetworkLayer, input: Float64Array, out: Float64Array, count: number): void {
  const { inputs, outputs, weights, bias } = layer;
  const even = inputs - (inputs % 4);
  for (let row = 0; row < count; row++) {
    const from = row * inputs;
    for (let unit = 0; unit < outputs; unit++) {
      const at = unit * inputs;
      let [a, b, c, d] = [bias[unit] as number, 0, 0, 0];
      for (let i = 0; i < even; i += 4) {
        a += (weights[at + i] as number) * (input[from + i] as number);
        b += (weights[at + i + 1] as number) * (input[from + i + 1] as number);
        c += (weights[at + i + 2] as number) * (input[from + i + 2] as number);
        d += (weights[at + i + 3] as number) * (input[from + i + 3] as number);
      }
      for (let i = even; i < inputs; i++) a += (weights[at + i] as number) * (input[from + i] as number);
      out[row * outputs + unit] = a + b + (c + d);
    }
  }
  activate(layer.activation, out, count * outputs);
}

function activate(activation: NetworkActivation, values: Float64Array, count: number): void {
  if (activation === 'relu') for (let i = 0; i < count; i++) values[i] = (values[i] as number) > 0 ? (values[i] as number) : 0;
  if (activation === 'tanh') for (let i = 0; i < count; i++) values[i] = Math.tanh(values[i] as number);
  if (activation === 'sigmoid') for (let i = 0; i < count; i++) values[i] = 1 / (1 + Math.exp(-(values[i] as number)));
}

/** Turns ∂loss/∂activation into ∂loss/∂(sum before it), from the activation's own value. */
export function activationSlope(activation: NetworkActivation, values: Float64Array, slopes: Float64Array, count: number): void {
  if (activation === 'relu') for (let i = 0; i < count; i++) if (!((values[i] as number) > 0)) slopes[i] = 0;
  if (activation === 'tanh') for (let i = 0; i < count; i++) slopes[i] = (slopes[i] as number) * (1 - (values[i] as number) ** 2);
  if (activation === 'sigmoid')
    for (let i = 0; i < count; i++) slopes[i] = (slopes[i] as number) * (values[i] as number) * (1 - (values[i] as number));
}
