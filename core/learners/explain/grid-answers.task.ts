import type { StopSignal, Task } from '../../base/work.ts';
import type { FeatureTable, Model, TreeModel } from '../model.ts';
import { predictRaw } from '../predict.ts';
import { cutsInOrder, type GridAxis, GridWalker } from './grid-walker.ts';
import { copyBlock } from './split-decisions.ts';
import type { RowRange } from './tree-shap.task.ts';

/** What every block of rows needs to be answered over a grid. */
export interface GridJob {
  readonly model: Model;
  readonly columns: readonly Float64Array[];
  /** The rows to answer for; all without it. */
  readonly rows?: Int32Array;
  /** One axis, or two for a surface; the first is the outer one. */
  readonly axes: readonly GridAxis[];
  /** n × (grid values of the first axis × those of the second) raw answers, on shared memory. */
  readonly out: Float64Array;
}

/** Raw answers of one block of rows over a grid. Rows do not depend on each other. */
export const answerGridBlock: Task<GridJob, RowRange, undefined> = {
  id: 'explain/grid-block',
  run(job, { from, to }, signal) {
    const block = copyBlock(job.columns, job.rows, from, to);
    const size = job.axes.reduce((product, axis) => product * axis.values.length, 1);
    const out = new Float64Array(block.count * size);
    const inner = job.axes.at(-1) as GridAxis;
    if (job.model.kind === 'trees' && cutsInOrder(job.model, inner.feature))
      walkBlock(job.model, { job, columns: block.columns, out }, signal);
    else askEverything(job, block.columns, out, signal);
    job.out.set(out, from * size);
    return undefined;
  },
};

interface BlockState {
  readonly job: GridJob;
  readonly columns: readonly Float64Array[];
  readonly out: Float64Array;
}

/** One walk a tree for each row and each value of the outer axis; the inner axis costs nothing extra. */
function walkBlock(model: TreeModel, { job, columns, out }: BlockState, signal: StopSignal): void {
  const inner = job.axes.at(-1) as GridAxis;
  const outer = job.axes.length > 1 ? job.axes[0] : undefined;
  const walker = new GridWalker(model, inner);
  const cells = new Float64Array(columns.length);
  const count = columns[0]?.length ?? 0;
  const outerCount = outer?.values.length ?? 1;
  for (let row = 0; row < count; row++) {
    if (row % 64 === 0) signal.throwIfAborted();
    for (let f = 0; f < cells.length; f++) cells[f] = (columns[f] as Float64Array)[row] as number;
    for (let g = 0; g < outerCount; g++) {
      if (outer !== undefined) cells[outer.feature] = outer.values[g] as number;
      walker.answer(cells, out, (row * outerCount + g) * inner.values.length);
    }
  }
}

/** Any model at all: one prediction of the whole block for each point of the grid. */
function askEverything({ model, axes }: GridJob, columns: readonly Float64Array[], out: Float64Array, signal: StopSignal): void {
  const count = columns[0]?.length ?? 0;
  const points = gridPoints(axes);
  const changed = columns.map((column) => column);
  for (const axis of axes) changed[axis.feature] = new Float64Array(count);
  const table: FeatureTable = { rowCount: count, features: model.features, columns: changed };
  points.forEach((point, index) => {
    signal.throwIfAborted();
    for (const [a, axis] of axes.entries()) changed[axis.feature]?.fill(point[a] as number);
    const answers = predictRaw(model, table);
    for (let row = 0; row < count; row++) out[row * points.length + index] = answers[row] as number;
  });
}

/** Every combination of the axes' values, the first axis outermost. */
export function gridPoints(axes: readonly GridAxis[]): number[][] {
  return axes.reduce<number[][]>((points, axis) => points.flatMap((point) => Array.from(axis.values, (value) => [...point, value])), [[]]);
}
