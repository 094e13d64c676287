import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rngFromSeed } from '../core/base/rng.ts';

/** The table of the speed goal: 15 numeric columns with 2 % blanks, 5 of text, one of them with about 432,000 distinct values. */
const NUMBER_COLUMNS = 15;
const DISTINCT_USERS = 566_000;
const REGIONS = ['north', 'south', 'east', 'west', 'centre', 'coast', 'islands', 'abroad'];
const CHANNELS = ['search', 'mail', 'display', 'social', 'shop'];
const ARMS = ['control', 'offer-a', 'offer-b', 'offer-c'];
const PLANS = ['free', 'basic', 'plus', 'family', 'student', 'business'];

/** Writes a seeded table as CSV; 1,000,000 rows make about 160 MB. */
export async function writeLargeCsv(path: string, rowCount: number, seed = 501): Promise<void> {
  const rng = rngFromSeed(seed);
  const file = createWriteStream(path);
  const numbers = Array.from({ length: NUMBER_COLUMNS }, (_, column) => `x${column}`);
  file.write(`user,${numbers.join(',')},region,channel,arm,plan\n`);
  const pick = (words: readonly string[]): string => words[rng.below(words.length)] ?? '';
  let lines: string[] = [];
  for (let row = 0; row < rowCount; row++) {
    const cells = [`u${(rng.below(DISTINCT_USERS) * 7919) % 10_000_019}`];
    for (let column = 0; column < NUMBER_COLUMNS; column++)
      cells.push(rng.next() < 0.02 ? '' : numberText(column, rng.next(), rng.normal()));
    cells.push(pick(REGIONS), pick(CHANNELS), pick(ARMS), pick(PLANS));
    lines.push(cells.join(','));
    if (lines.length === 10_000) {
      if (!file.write(`${lines.join('\n')}\n`)) await once(file, 'drain');
      lines = [];
    }
  }
  if (lines.length > 0) file.write(`${lines.join('\n')}\n`);
  file.end();
  await once(file, 'finish');
}

/** Counts, amounts of money, shares and measurements, as exports write them. */
function numberText(column: number, share: number, normal: number): string {
  switch (column % 5) {
    case 0:
      return String(Math.floor(share * 100));
    case 1:
      return (share * 1000).toFixed(2);
    case 2:
      return normal.toFixed(6);
    case 3:
      return share.toFixed(7);
    default:
      return (normal * 1e4).toFixed(3);
  }
}
