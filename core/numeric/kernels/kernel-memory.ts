/**
 * The little of WebAssembly that we use, typed here because pure rooms have neither the browser's nor Node's types.
 */
interface Machine {
  readonly Memory: new (size: { readonly initial: number; readonly maximum: number; readonly shared: true }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: { readonly env: { readonly memory: KernelMemory } }) => { readonly exports: unknown };
}

/** Memory that kernels of several threads work on. It crosses threads as it is, and never grows. */
export interface KernelMemory {
  readonly buffer: SharedArrayBuffer;
}

const PAGE_BYTES = 65536;

/** The most that one memory can hold: 4 GB. */
export const LARGEST_MEMORY_BYTES = 65536 * PAGE_BYTES;

/** Takes memory of at least so many bytes, all zero. It is sized once: growing would leave stale views behind. */
export function kernelMemory(bytes: number): KernelMemory {
  const pages = Math.max(1, Math.ceil(bytes / PAGE_BYTES));
  return new (machine().Memory)({ initial: pages, maximum: pages, shared: true });
}

/** Compiles a module; the engine compiles equal bytes once, whatever thread asks. */
export function kernelModule(base64: string): object {
  return moduleOfBytes(bytesOfBase64(base64));
}

/** Compiles a module from its bytes. */
export function moduleOfBytes(bytes: Uint8Array): object {
  return new (machine().Module)(bytes);
}

/** Ties a module to a memory, in the thread that asks. */
export function kernelExports(module: object, memory: KernelMemory): unknown {
  return new (machine().Instance)(module, { env: { memory } }).exports;
}

/** Reads standard base64 without spaces. */
export function bytesOfBase64(base64: string): Uint8Array {
  const length = Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
  const bytes = new Uint8Array(length);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const letter of base64) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) break;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  return bytes;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function machine(): Machine {
  return (globalThis as unknown as { readonly WebAssembly: Machine }).WebAssembly;
}
