import { refuse } from '../base/problem.ts';
import { warning } from './decisions.ts';
import type { ImportNote, ImportOptions } from './import-result.ts';

/**
 * Makes column names usable: trimmed, none empty, none twice (upper and lower case count as the same, since SQL and
 * people read them so). Every change is noted.
 */
export function usableNames(raw: readonly string[]): { readonly names: readonly string[]; readonly notes: readonly ImportNote[] } {
  const taken = new Set(raw.map((name) => name.trim().toLowerCase()));
  const used = new Set<string>();
  const [renamed, invented]: [string[], string[]] = [[], []];
  const names = raw.map((name, index) => {
    const trimmed = name.trim();
    const wanted = trimmed === '' ? `column${index + 1}` : trimmed;
    if (trimmed !== '' && !used.has(wanted.toLowerCase())) {
      used.add(wanted.toLowerCase());
      return wanted;
    }
    const free = freeName(wanted, taken, used);
    used.add(free.toLowerCase());
    (trimmed === '' ? invented : renamed).push(free);
    return free;
  });
  const notes: ImportNote[] = [];
  if (renamed.length > 0) {
    const listed = listed12(renamed);
    notes.push(
      warning(
        'duplicate-names',
        `Column names came more than once; the later ones are now ${listed}.`,
        `列名重复（不分大小写）；后出现的改名为 ${listed}。`,
      ),
    );
  }
  if (invented.length > 0) {
    const listed = listed12(invented);
    notes.push(warning('empty-names', `Columns without a name are called ${listed}.`, `没有名称的列取名为 ${listed}。`));
  }
  return { names, notes };
}

/** @throws data/unknown-column when a kind is told for a column that the file does not have */
export function refuseUnknownKinds(names: readonly string[], options: ImportOptions): void {
  const known = new Set(names);
  for (const name of Object.keys(options.columnKinds ?? {})) {
    if (known.has(name)) continue;
    refuse(
      'data/unknown-column',
      `columnKinds names the column "${name}", which the file does not have.`,
      `Columns here: ${listed12(names)}.`,
      {
        column: name,
        option: 'columnKinds',
      },
    );
  }
}

function freeName(wanted: string, taken: ReadonlySet<string>, used: ReadonlySet<string>): string {
  const isFree = (name: string): boolean => !used.has(name.toLowerCase()) && !taken.has(name.toLowerCase());
  if (isFree(wanted)) return wanted;
  for (let number = 2; ; number++) if (isFree(`${wanted}_${number}`)) return `${wanted}_${number}`;
}

/** Up to twelve names for a message. */
function listed12(names: readonly string[]): string {
  const shown = names
    .slice(0, 12)
    .map((name) => `"${name}"`)
    .join(', ');
  return names.length > 12 ? `${shown} …` : shown;
}
