import { writeSync } from 'node:fs';
import type { NumberColumn } from '../../core/frame/column.ts';
import { type Frame, numberColumn, withColumns } from '../../core/frame/frame.ts';
import { hashFrame } from '../../core/store/hashing.ts';
import { openProject } from '../../core/store/project.ts';
import { someFrame, someStep } from '../support/projects.ts';

// Started by store.test.ts and killed by it at a random moment. Every line on stdout acknowledges a change that is on disk.
const project = openProject(process.argv[2] ?? '');
const acknowledge = (line: string): void => {
  // Synchronous: a line that was acknowledged is out before the next change begins.
  writeSync(1, `${line}\n`);
};
const sizes = [someFrame(70_000), someFrame(300)];
/** A table that no change before had: two columns of its own, filled with noise so that they do not compress away. */
const frameOf = (change: number): Frame => {
  const base = sizes[change % 3 === 0 ? 0 : 1] as Frame;
  const noise = (salt: number): NumberColumn =>
    numberColumn(Float64Array.from({ length: base.rowCount }, (_, row) => Math.sin((row + 1) * (change + salt))));
  return withColumns(base, [
    ['first', noise(1.5)],
    ['second', noise(2.5)],
  ]);
};
acknowledge('ready');
for (let change = Number(process.argv[3] ?? 0); ; change++) {
  const frame = frameOf(change);
  if (change % 2 === 0) {
    project.putDataset(`set ${change}`, frame);
    acknowledge(`dataset ${change} ${hashFrame(frame)}`);
  } else {
    const step = someStep(`step ${change}`, frame);
    const { resultHash } = project.putStep(step.record, step.values, step.report);
    acknowledge(`step ${change} ${resultHash}`);
  }
}
