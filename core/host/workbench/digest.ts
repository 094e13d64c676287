import type { StepDigest } from '../../api/types.ts';
import type { Block, Report } from '../../report/blocks.ts';
import { joinedPhrase, phraseOf } from '../../report/phrases.ts';

/** What a node of the canvas shows of a report: its sentence, its first number, a small curve. */
export function digestOf(report: Report): StepDigest {
  const reading = report.blocks.find((block) => block.id === 'reading');
  return {
    sentence: reading?.kind === 'text' ? reading.body : null,
    estimate: firstEstimate(report.blocks) ?? firstScalar(report.blocks),
    spark: sparkOf(report.blocks),
  };
}

function firstEstimate(blocks: readonly Block[]): StepDigest['estimate'] {
  const block = blocks.find((candidate) => candidate.kind === 'estimates' && candidate.rows.length > 0);
  const row = block?.kind === 'estimates' ? block.rows[0] : undefined;
  if (row === undefined) return null;
  const place = row.contrast ?? row.group;
  return { label: joinedPhrase(row.name, place), value: row.value, interval: row.interval ?? null };
}

function firstScalar(blocks: readonly Block[]): StepDigest['estimate'] {
  for (const block of blocks) {
    if (block.kind !== 'scalars') continue;
    for (const { name, label = phraseOf(name), value } of block.rows)
      if (typeof value === 'number') return { label, value, interval: null };
  }
  return null;
}

const SPARK_POINTS = 40;

/** The first line of the first figure that has one. */
function sparkOf(blocks: readonly Block[]): readonly number[] | null {
  for (const block of blocks) {
    if (block.kind !== 'figure') continue;
    for (const trace of block.figure.data) {
      const y = trace['y'];
      if (!String(trace['mode'] ?? '').includes('lines') || !Array.isArray(y) || y.length < 5) continue;
      const values = y.filter((value): value is number => typeof value === 'number');
      if (values.length === y.length) return thinned(values);
    }
  }
  return null;
}

function thinned(values: readonly number[]): readonly number[] {
  if (values.length <= SPARK_POINTS) return values;
  return Array.from({ length: SPARK_POINTS }, (_, at) => values[Math.round((at * (values.length - 1)) / (SPARK_POINTS - 1))] ?? 0);
}
