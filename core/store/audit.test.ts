import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../base/canonical-json.ts';
import { type AuditRow, CHAIN_START, hashEntry, verifyAudit } from './audit.ts';
import type { AuditHead } from './types.ts';

function chain(length: number): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let sequence = 1; sequence <= length; sequence++) {
    const detail = { reason: `row ${sequence}` };
    const entry = {
      sequence,
      at: '2026-01-01T00:00:00Z',
      kind: 'note.x',
      subject: 'a',
      detail,
      previous: rows.at(-1)?.hash ?? CHAIN_START,
    };
    rows.push({ ...entry, detail: canonicalJson(detail), hash: hashEntry(entry) });
  }
  return rows;
}

const rows = chain(40);
const head: AuditHead = { sequence: 40, hash: rows[39]?.hash ?? '' };

function named(changed: readonly AuditRow[]): (number | undefined)[] {
  return verifyAudit(changed, [head]).findings.map((finding) => finding.where.auditSequence);
}

const at = fc.integer({ min: 1, max: 40 });

describe('the audit chain', () => {
  it('is whole as it was written', () => {
    expect(verifyAudit(rows, [head, { sequence: 7, hash: rows[6]?.hash ?? '' }])).toEqual({ findings: [], entries: 40 });
  });

  it('names an entry that was changed, whatever was changed in it', () => {
    const field = fc.constantFrom('at', 'kind', 'subject', 'detail', 'previous', 'hash');
    fc.assert(
      fc.property(at, field, (sequence, what) => {
        const changed = rows.map((row) => (row.sequence === sequence ? { ...row, [what]: `${row[what as 'at']} ` } : row));
        expect(named(changed)).toContain(sequence);
      }),
      { numRuns: 250 },
    );
  });

  it('names the gap, the stranger and the exchanged', () => {
    fc.assert(
      fc.property(at, at, (one, other) => {
        expect(named(rows.filter((row) => row.sequence !== one))).toContain(one);
        const stranger = { ...(rows[one - 1] as AuditRow), detail: '{"reason":"forged"}' };
        expect(named([...rows.slice(0, one), stranger, ...rows.slice(one)])).toContain(one + 1);
        if (one === other) return;
        const swapped = rows.map(
          (row) => (row.sequence === one ? rows[other - 1] : row.sequence === other ? rows[one - 1] : row) as AuditRow,
        );
        expect(named(swapped)).toContain(Math.min(one, other));
      }),
      { numRuns: 250 },
    );
  });

  it('names where it was cut off, through a head that was kept elsewhere', () => {
    for (let length = 0; length < 40; length++) expect(named(rows.slice(0, length))).toEqual([40]);
  });

  it('finds an entry rewritten together with its hash, by the one after it', () => {
    const forged = rows.map((row) => {
      if (row.sequence !== 20) return row;
      const detail = { reason: 'forged' };
      return { ...row, detail: canonicalJson(detail), hash: hashEntry({ ...row, detail }) };
    });
    expect(named(forged)).toEqual([21]);
  });
});
