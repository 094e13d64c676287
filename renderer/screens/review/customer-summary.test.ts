import { describe, expect, it } from 'vitest';
import type { CustomerPlace } from '../../../core/api/review-types.ts';
import type { ColumnInfo } from '../../../core/api/types.ts';
import { summaryOf, tellingColumns } from './customer-summary.ts';

const place = (more: Partial<CustomerPlace>): CustomerPlace => ({
  source: 'x',
  kind: null,
  title: null,
  rowCount: 9,
  row: 1,
  matches: 1,
  isStale: false,
  columns: [],
  cells: [],
  effects: null,
  chosen: null,
  problem: null,
  ...more,
});
const column = (name: string, role: ColumnInfo['role'] = null): ColumnInfo => ({ name, kind: 'number', role });

describe('the summary of a customer', () => {
  it('tells arm and outcome from the data, membership from segments and the option from plans', () => {
    const summary = summaryOf({
      id: '7',
      places: [
        place({ columns: [column('id', 'id'), column('offer', 'treatment'), column('profit', 'outcome')], cells: ['7', 'call', 0] }),
        place({ source: 'young', kind: 'segment', row: null, matches: 0 }),
        place({ source: 'rich', kind: 'segment' }),
        place({ source: 'plan', kind: 'decide', chosen: { option: 'none', value: 0, cost: 0 } }),
      ],
    });
    expect(summary).toEqual({
      isKnown: true,
      arms: [{ column: 'offer', value: 'call' }],
      outcomes: [{ column: 'profit', value: 0 }],
      segments: [
        { source: 'young', isInside: false },
        { source: 'rich', isInside: true },
      ],
      choices: [{ source: 'plan', option: 'none' }],
    });
  });

  it('says nothing of a segment that has not run, and knows nobody who is nowhere', () => {
    const problem = { kind: 'input', code: 'document/no-result', message: '' } as const;
    const summary = summaryOf({ id: '7', places: [place({ row: null }), place({ kind: 'segment', row: null, problem })] });
    expect(summary.isKnown).toBe(false);
    expect(summary.segments).toEqual([]);
  });
});

describe('the columns that are told first', () => {
  it('are those with a role other than covariate, else the first twelve', () => {
    expect(tellingColumns([column('a'), column('b', 'covariate'), column('c', 'cost')])).toEqual([2]);
    expect(tellingColumns(Array.from({ length: 20 }, (_, at) => column(`c${at}`)))).toHaveLength(12);
  });
});
