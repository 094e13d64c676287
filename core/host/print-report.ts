import type { Language } from '../base/text.ts';
import type { Estimate } from '../report/blocks.ts';
import { formatInterval, formatNumber } from '../report/format.ts';
import type { StepOutcome } from '../run/runner.ts';

/** The reader's language, from the environment as other command-line tools take it. */
export function terminalLanguage(): Language {
  const locale = process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '';
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

/** More rows than this belong in the report. */
const MOST_ROWS = 12;

/** What a step found, for a terminal: the sentence, the warnings, the first estimates. */
export function stepText(outcome: StepOutcome, language: Language): string {
  const { blocks, notes } = outcome.report;
  const reading = blocks.find((block) => block.id === 'reading');
  const estimates = blocks.find((block) => block.kind === 'estimates');
  const lines = [
    `${outcome.entry.id} (${outcome.entry.method})`,
    ...(reading?.kind === 'text' ? [`  ${reading.body[language].replaceAll(/\n+/g, '\n  ')}`] : []),
    ...notes.filter((note) => note.severity !== 'info').map((note) => `  ! ${note.message[language]}`),
    ...(estimates?.kind === 'estimates' ? estimateLines(estimates.rows, language) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function estimateLines(rows: readonly Estimate[], language: Language): string[] {
  const cells = rows
    .slice(0, MOST_ROWS)
    .map((row) => [row.name, row.contrast ?? row.group ?? row.estimand, formatInterval(row, language), formatNumber(row.value, language)]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map(
    (row) =>
      `    ${row.map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('   ')}`,
  );
  return rows.length > MOST_ROWS ? [...lines, `    … ${rows.length - MOST_ROWS} more`] : lines;
}
