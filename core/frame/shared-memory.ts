/** Numbers on shared memory, so that worker threads read them without a copy. */
export function sharedFloats(length: number): Float64Array {
  return new Float64Array(new SharedArrayBuffer(8 * length));
}

/** 32-bit whole numbers on shared memory. */
export function sharedInts(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

/** Bytes on shared memory. */
export function sharedBytes(length: number): Uint8Array {
  return new Uint8Array(new SharedArrayBuffer(length));
}

/** Copies numbers onto shared memory. */
export function shareFloats(values: ArrayLike<number>): Float64Array {
  const shared = sharedFloats(values.length);
  shared.set(values);
  return shared;
}

/** Copies whole numbers onto shared memory. */
export function shareInts(values: ArrayLike<number>): Int32Array {
  const shared = sharedInts(values.length);
  shared.set(values);
  return shared;
}
