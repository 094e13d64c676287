import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inFolder, someFrame, steadyClock } from '../../test/support/projects.ts';
import { createProject } from './project.ts';

it('a table kept column by column is the same dataset as one stored at once', async () => {
  const frame = someFrame(20_000);
  const atOnce = inFolder((folder) => {
    const project = createProject(join(folder, 'once.causeway'), { clock: steadyClock() });
    const info = project.putDataset('customers', frame);
    project.close();
    return info;
  });
  const shares: number[] = [];
  await inFolder(async (folder) => {
    const project = createProject(join(folder, 'kept.causeway'), { clock: steadyClock() });
    await project.keepColumns(frame, async (share) => {
      shares.push(share);
    });
    // Columns alone are no dataset yet.
    expect(project.listDatasets()).toEqual([]);
    const info = project.putDataset('customers', frame);
    expect(info.contentHash).toBe(atOnce.contentHash);
    expect(project.getDataset('customers')).toEqual(frame);
    expect(project.verify().findings).toEqual([]);
    project.close();
  });
  expect(shares.length).toBeGreaterThan(1);
  expect(shares.every((share, at) => share >= 0 && share <= 1 && share >= (shares[at - 1] ?? 0))).toBe(true);
});
