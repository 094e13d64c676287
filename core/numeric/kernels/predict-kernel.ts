import { type KernelMemory, kernelExports, kernelModule } from './kernel-memory.ts';
import { WASM_BASE64 } from './predict.wasm.generated.ts';

/** Walking rows down trees; `assembly/predict.ts` says how. Arguments named after things are byte positions. */
export interface PredictKernel {
  addTrees(rows: number, count: number, pitch: number, roots: number, treeCount: number, out: number): void;
}

/** Bytes of a node. */
export const NODE_BYTES = 32;

const MODULE = kernelModule(WASM_BASE64);

/** The kernel over a memory, for the calling thread. */
export function predictKernel(memory: KernelMemory): PredictKernel {
  return kernelExports(MODULE, memory) as PredictKernel;
}
