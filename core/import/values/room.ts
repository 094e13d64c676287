import { sharedBytes, sharedFloats, sharedInts } from '../../frame/shared-memory.ts';

/**
 * Memory for a column whose length is not known yet. It is plain memory, not shared, because plain memory can be grown
 * in place and given back at once; shared memory waits for the garbage collector, and a table would be held twice.
 * Room that is never written to costs no memory: the system hands out pages when they are touched.
 */
export type FloatRoom = Float64Array<ArrayBuffer>;
export type IntRoom = Int32Array<ArrayBuffer>;
export type ByteRoom = Uint8Array<ArrayBuffer>;

/** The same floats with room for `count`; the old view is void. */
export function widerFloats(room: FloatRoom, count: number): FloatRoom {
  // Growing in place fills the new part with zeros, and so touches it; a first allocation does not.
  if (room.length === 0) return new Float64Array(count);
  return count <= room.length ? room : new Float64Array(room.buffer.transfer(8 * count));
}

/** As `widerFloats`, for codes. */
export function widerInts(room: IntRoom, count: number): IntRoom {
  if (room.length === 0) return new Int32Array(count);
  return count <= room.length ? room : new Int32Array(room.buffer.transfer(4 * count));
}

/** As `widerFloats`, for bytes. */
export function widerBytes(room: ByteRoom, count: number): ByteRoom {
  if (room.length === 0) return new Uint8Array(count);
  return count <= room.length ? room : new Uint8Array(room.buffer.transfer(count));
}

/** The first `count` floats on shared memory of exactly that size; the room is given back. */
export function sharedFromFloats(room: FloatRoom, count: number): Float64Array {
  const shared = sharedFloats(count);
  shared.set(room.subarray(0, count));
  room.buffer.transfer(0);
  return shared;
}

/** As `sharedFromFloats`, for codes. */
export function sharedFromInts(room: IntRoom, count: number): Int32Array {
  const shared = sharedInts(count);
  shared.set(room.subarray(0, count));
  room.buffer.transfer(0);
  return shared;
}

/** As `sharedFromFloats`, for bytes. */
export function sharedFromBytes(room: ByteRoom, count: number): Uint8Array {
  const shared = sharedBytes(count);
  shared.set(room.subarray(0, count));
  room.buffer.transfer(0);
  return shared;
}
