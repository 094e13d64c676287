import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CausewayError } from '../../../core/base/problem.ts';
import { type Rng, rngFromSeed } from '../../../core/base/rng.ts';
import { columnLength } from '../../../core/frame/column.ts';
import { importFile } from '../../../core/import/import-file.ts';
import { BYTE_CASES } from './cases/byte-cases.ts';
import { FIELD_CASES } from './cases/field-cases.ts';
import { LINE_CASES } from './cases/line-cases.ts';
import { TABLE_CASES } from './cases/table-cases.ts';
import { VALUE_CASES } from './cases/value-cases.ts';
import { run, scratchFolder } from './import-support.ts';

const file = scratchFolder('fuzz');
const fixture = (name: string): Uint8Array => readFileSync(fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url)));

/** More rounds find more; the number can be raised from outside for a long run. */
const ROUNDS = Number(process.env['CAUSEWAY_FUZZ_ROUNDS'] ?? 400);
const SEED = Number(process.env['CAUSEWAY_FUZZ_SEED'] ?? 7);

const TEXTS = [...BYTE_CASES, ...LINE_CASES, ...FIELD_CASES, ...TABLE_CASES, ...VALUE_CASES].map((dirty) => dirty.bytes);
const JSON_LINES = Buffer.from('{"a": 1, "b": "x", "c": [1, {"d": null}]}\n{"a": 12345678901234567, "b": "2026-01-31"}\n');
const TRICKY = Buffer.from('",;\t|\n\r\\\'{}[]<>&\0\u00ff\u0080 019.eE-+%$/:NATotal');

it.each([
  ['text', TEXTS],
  ['JSON lines', [JSON_LINES]],
  ['workbooks', [fixture('book.xlsx')]],
  ['Parquet', [fixture('plain.parquet'), fixture('zstd.parquet')]],
] as const)('gives a table or a problem, never a crash, for mutated %s', async (name, seeds) => {
  const rng = rngFromSeed(SEED).fork(name);
  for (let round = 0; round < ROUNDS; round++) {
    const bytes = mutate(seeds[rng.below(seeds.length)] ?? JSON_LINES, rng);
    const path = file('mutant', bytes);
    const acceptGuesses = rng.next() < 0.5;
    const outcome = await importFile(path, { acceptGuesses, maxRowBytes: 4096 }, run).catch((error: unknown) => error);
    const about = `round ${round}: ${Buffer.from(bytes.subarray(0, 300)).toString('latin1')}`;
    if (outcome instanceof Error) {
      expect(outcome, about).toBeInstanceOf(CausewayError);
      expect((outcome as CausewayError).problem.kind, about).not.toBe('bug');
    } else {
      const { frame, rowsRead, rejectCount } = outcome as Awaited<ReturnType<typeof importFile>>;
      expect(rowsRead, about).toBe(frame.rowCount + rejectCount);
      for (const column of frame.columns.values()) expect(columnLength(column), about).toBe(frame.rowCount);
    }
  }
});

/** Flips, cuts, repeats and inserts bytes at up to six places. */
function mutate(seed: Uint8Array, rng: Rng): Uint8Array {
  let bytes = Buffer.from(seed);
  for (let left = 1 + rng.below(6); left > 0; left--) {
    const at = rng.below(bytes.length + 1);
    const length = rng.below(Math.min(40, bytes.length - at) + 1);
    const [before, piece, after] = [bytes.subarray(0, at), bytes.subarray(at, at + length), bytes.subarray(at + length)];
    switch (rng.below(5)) {
      case 0:
        bytes = Buffer.concat([before, after]);
        break;
      case 1:
        bytes = Buffer.concat([before, piece, piece, after]);
        break;
      case 2:
        bytes = Buffer.concat([before, TRICKY.subarray(rng.below(TRICKY.length)).subarray(0, 1 + rng.below(3)), piece, after]);
        break;
      case 3:
        bytes = Buffer.concat([before, Buffer.from([rng.below(256)]), after]);
        break;
      default:
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << rng.below(8));
    }
  }
  return bytes;
}
