import { sharedBytes, sharedFloats, sharedInts } from '../../frame/shared-memory.ts';

/** The same values with room for at least `count`; grows by half, so that growing stays cheap however often rows come. */
export function roomyFloats(values: Float64Array, count: number): Float64Array {
  if (count <= values.length) return values;
  const wider = sharedFloats(Math.max(count, Math.ceil(values.length * 1.5)));
  wider.set(values);
  return wider;
}

/** As `roomyFloats`, for codes. */
export function roomyInts(values: Int32Array, count: number): Int32Array {
  if (count <= values.length) return values;
  const wider = sharedInts(Math.max(count, Math.ceil(values.length * 1.5)));
  wider.set(values);
  return wider;
}

/** As `roomyFloats`, for bytes. */
export function roomyBytes(values: Uint8Array, count: number): Uint8Array {
  if (count <= values.length) return values;
  const wider = sharedBytes(Math.max(count, Math.ceil(values.length * 1.5)));
  wider.set(values);
  return wider;
}

/** The first `count` values on memory of exactly that size, so that a column never carries cells that no row owns. */
export function exactFloats(values: Float64Array, count: number): Float64Array {
  if (values.length === count) return values;
  const exact = sharedFloats(count);
  exact.set(values.subarray(0, count));
  return exact;
}

/** As `exactFloats`, for codes. */
export function exactInts(values: Int32Array, count: number): Int32Array {
  if (values.length === count) return values;
  const exact = sharedInts(count);
  exact.set(values.subarray(0, count));
  return exact;
}

/** As `exactFloats`, for bytes. */
export function exactBytes(values: Uint8Array, count: number): Uint8Array {
  if (values.length === count) return values;
  const exact = sharedBytes(count);
  exact.set(values.subarray(0, count));
  return exact;
}
