import { describe, expect, it } from 'vitest';
import type { ColumnInfo, DatasetView } from '../../../../core/api/types.ts';
import { allMethods } from '../../../../test/support/method-infos.ts';
import { proposeThread } from './proposal.ts';

const methods = allMethods();
const dataset = (roles: readonly ColumnInfo['role'][]): DatasetView => ({
  name: 'd',
  file: 'd.csv',
  rowCount: 10,
  hash: '',
  rejectCount: 0,
  columns: roles.map((role, at) => ({ name: `c${at}`, kind: 'number', role })),
});

describe('the proposed thread', () => {
  it('goes from the table to a plan where the roles allow it, each step reading from one before it', () => {
    const { steps, lacking } = proposeThread(dataset(['treatment', 'outcome', 'covariate']), methods);
    expect(lacking).toEqual([]);
    expect(steps.map(({ id }) => id)).toEqual(['profile', 'segment', 'test', 'effects', 'plan', 'why']);
    const known = new Set(['d']);
    for (const { id, from } of steps) {
      expect(from.every((name) => known.has(name))).toBe(true);
      known.add(id);
    }
  });

  it('says which roles are lacking, and proposes what is possible without them', () => {
    const { steps, lacking } = proposeThread(dataset([null]), methods);
    expect(lacking).toHaveLength(3);
    expect(steps.map(({ id }) => id)).toEqual(['profile', 'segment']);
  });
});
