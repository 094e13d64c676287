import type { ArithmeticNode } from './syntax.ts';
import { floatsOf, jointSize, maskOf, type Scope, settle, type Vector } from './vector.ts';

/** Adds, subtracts, multiplies, divides, takes remainders and powers; what has no finite answer becomes missing and is counted. */
export function arithmetic(node: ArithmeticNode, left: Vector, right: Vector, scope: Scope): Vector {
  const out = new Float64Array(jointSize([left, right]));
  const operands = { a: floatsOf(left), b: floatsOf(right), aMask: maskOf(left), bMask: maskOf(right) };
  LOOPS[node.operator](operands, out);
  const kind = node.operator === '/' || node.operator === '%' ? 'division-by-zero' : 'out-of-range';
  return { kind: 'number', values: settle(out, [left, right], scope, kind, node.at) };
}

interface Operands {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly aMask: number;
  readonly bMask: number;
}

type Loop = (operands: Operands, out: Float64Array) => void;

/** One loop per operator: a loop that calls its operator as a function runs at a third of the speed. */
const LOOPS: Readonly<Record<ArithmeticNode['operator'], Loop>> = {
  '+': ({ a, b, aMask, bMask }, out) => {
    for (let row = 0; row < out.length; row++) out[row] = (a[row & aMask] as number) + (b[row & bMask] as number);
  },
  '-': ({ a, b, aMask, bMask }, out) => {
    for (let row = 0; row < out.length; row++) out[row] = (a[row & aMask] as number) - (b[row & bMask] as number);
  },
  '*': ({ a, b, aMask, bMask }, out) => {
    for (let row = 0; row < out.length; row++) out[row] = (a[row & aMask] as number) * (b[row & bMask] as number);
  },
  '/': ({ a, b, aMask, bMask }, out) => {
    for (let row = 0; row < out.length; row++) out[row] = (a[row & aMask] as number) / (b[row & bMask] as number);
  },
  '%': ({ a, b, aMask, bMask }, out) => {
    for (let row = 0; row < out.length; row++) out[row] = (a[row & aMask] as number) % (b[row & bMask] as number);
  },
  '^': ({ a, b, aMask, bMask }, out) => {
    for (let row = 0; row < out.length; row++) {
      const x = a[row & aMask] as number;
      // JavaScript says NaN ** 0 is 1; a power of something missing is missing.
      out[row] = Number.isNaN(x) ? x : x ** (b[row & bMask] as number);
    }
  },
};
