import type { ColumnInfo, ProjectState } from '../../../core/api/types.ts';
import type { Role } from '../../../core/frame/column.ts';
import type { DataEntry, ExperimentDocument } from '../../../core/run/document.ts';

/** A table that can be looked at. */
export interface TableInfo {
  readonly name: string;
  readonly isDataset: boolean;
  readonly isStale: boolean;
  readonly rowCount: number;
  readonly columns: readonly ColumnInfo[];
  /** Changes when the cells do. */
  readonly version: string;
  readonly rejectCount: number;
}

/** Datasets first, then the steps that have handed on a table. */
export function tablesOf({ datasets, steps, document }: ProjectState): readonly TableInfo[] {
  const imported = datasets
    .filter(({ name }) => document.data[name]?.as === 'table')
    .map(({ name, rowCount, columns, hash, rejectCount }) => ({
      ...{ name, rowCount, columns, rejectCount },
      ...{ isDataset: true, isStale: false, version: hash },
    }));
  const made = steps.flatMap(({ id, state, rowCount, columns, fingerprint }) =>
    rowCount === null || columns === null
      ? []
      : [
          {
            ...{ name: id, isDataset: false, isStale: state !== 'fresh', rowCount, columns },
            ...{ version: `${fingerprint} ${state}`, rejectCount: 0 },
          },
        ],
  );
  return [...imported, ...made];
}

/** The document with another role for a column. */
export function withRole(document: ExperimentDocument, source: string, column: string, role: Role | null): ExperimentDocument {
  return changed(document, source, (entry) => {
    const others = Object.entries(entry.roles).filter(([name]) => name !== column);
    return { ...entry, roles: Object.fromEntries(role === null ? others : [...others, [column, role]]) };
  });
}

/** The document with other words for what a column means; empty ones are left out. */
export function withMeaning(
  document: ExperimentDocument,
  source: string,
  column: string,
  meaning: { readonly en: string; readonly zh: string },
): ExperimentDocument {
  return changed(document, source, (entry) => {
    const others = Object.entries(entry.meanings ?? {}).filter(([name]) => name !== column);
    const isEmpty = meaning.en === '' && meaning.zh === '';
    return { ...entry, meanings: Object.fromEntries(isEmpty ? others : [...others, [column, meaning]]) };
  });
}

function changed(document: ExperimentDocument, source: string, change: (entry: DataEntry) => DataEntry): ExperimentDocument {
  const entry = document.data[source];
  return entry === undefined ? document : { ...document, data: { ...document.data, [source]: change(entry) } };
}
