/** An experiment has few arms; a column with more values than these is no treatment, and no list to choose from. */
const MOST_ARMS = 50;

const USUALLY_CONTROL = /^(control|ctrl|none|no|0|false|placebo|holdout|对照组?|不发|不触达|无|否)$/i;

/** The values of a column among some rows, in order. */
export function armsIn(rows: readonly (readonly (string | null)[])[], column: number): readonly string[] {
  const found = new Set<string>();
  for (const row of rows) {
    const value = row[column];
    if (value !== null && value !== undefined && value !== '') found.add(value);
    if (found.size >= MOST_ARMS) break;
  }
  return [...found].sort();
}

/** The arm that most people would call the control; null where none is named like one. */
export function likelyControl(arms: readonly string[]): string | null {
  return arms.find((arm) => USUALLY_CONTROL.test(arm.trim())) ?? null;
}
