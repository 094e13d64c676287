import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { ColumnInfo, ColumnSummary } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import { roleWords } from '../../text/controls.ts';
import { dataWords } from '../../text/data.ts';
import { kindWords } from '../../text/grid.ts';
import { useWords } from '../../text/words.tsx';
import { rangeText } from './ColumnCard.tsx';
import type { TableInfo } from './tables.ts';
import type { useSummaries } from './use-summaries.ts';

interface DictionaryProps {
  readonly table: TableInfo;
  readonly meanings: Readonly<Record<string, Text>>;
  /** Why meanings cannot be changed here, where they cannot. */
  readonly locked: string | undefined;
  readonly profile: ReturnType<typeof useSummaries>;
  setMeaning(column: string, meaning: Text): void;
}

const ROW_PX = 38;

/** Every column with what it means in both languages, and what it holds. */
export function Dictionary({ table, meanings, locked, profile, setMeaning }: DictionaryProps) {
  const { say } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const { columns } = table;
  const virtual = useVirtualizer({
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? -1;
  const { need } = profile;
  useEffect(() => need(columns.slice(first, last + 1).map(({ name }) => name)), [need, columns, first, last]);
  const heads = ['column', 'meaningEn', 'meaningZh', 'role', 'kind', 'range', 'distinct', 'missing'] as const;
  const after = (columns.length - 1 - last) * ROW_PX;
  return (
    <div className="data-dictionary" ref={scroller}>
      <table aria-label={say(dataWords.dictionary)} aria-rowcount={columns.length + 1}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {say(dataWords[head])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 ? <Gap height={first * ROW_PX} /> : null}
          {items.map(({ index }) => {
            const column = columns[index];
            if (column === undefined) return null;
            const meaning = Object.hasOwn(meanings, column.name) ? meanings[column.name] : undefined;
            return (
              <Entry
                key={`${column.name} ${meaning?.en} ${meaning?.zh}`}
                column={column}
                meaning={meaning ?? NO_MEANING}
                locked={locked}
                summary={profile.summaries.get(column.name)}
                setMeaning={(next) => setMeaning(column.name, next)}
              />
            );
          })}
          {after > 0 ? <Gap height={after} /> : null}
        </tbody>
      </table>
    </div>
  );
}

const NO_MEANING: Text = { en: '', zh: '' };

function Gap({ height }: { readonly height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}

interface EntryProps {
  readonly column: ColumnInfo;
  readonly meaning: Text;
  readonly locked: string | undefined;
  readonly summary: ColumnSummary | undefined;
  setMeaning(meaning: Text): void;
}

function Entry({ column, meaning, locked, summary, setMeaning }: EntryProps) {
  const { say, number, share } = useWords();
  const { name, kind, role } = column;
  const roleText = role === null ? undefined : roleWords[role];
  return (
    <tr>
      <th scope="row" title={name.slice(0, 300)}>
        <bdi>{name}</bdi>
      </th>
      {(['en', 'zh'] as const).map((language) => (
        <td key={language}>
          <MeaningField
            label={`${name.slice(0, 300)}: ${say(language === 'en' ? dataWords.meaningEn : dataWords.meaningZh)}`}
            value={meaning[language]}
            locked={locked}
            commit={(words) => setMeaning({ ...meaning, [language]: words })}
          />
        </td>
      ))}
      <td>{roleText === undefined ? '' : say(roleText)}</td>
      <td>{say(kindWords[kind])}</td>
      <td>
        {summary === undefined
          ? ''
          : (rangeText(summary, kind) ?? (
              <bdi>
                {summary.top
                  .slice(0, 3)
                  .map(([value]) => value)
                  .join(', ')}
              </bdi>
            ))}
      </td>
      <td className="number">{summary === undefined ? '' : number(summary.distinctCount)}</td>
      <td className="number">{summary === undefined ? '' : share(summary.missingCount / Math.max(1, summary.rowCount))}</td>
    </tr>
  );
}

interface MeaningFieldProps {
  readonly label: string;
  readonly value: string;
  readonly locked: string | undefined;
  commit(words: string): void;
}

const MOST_LETTERS = 2000;

/** One field; leaving it, or Enter, makes it one entry of the history. Escape takes back. */
function MeaningField({ label, value, locked, commit }: MeaningFieldProps) {
  const [draft, setDraft] = useState(value);
  const done = (): void => {
    if (draft.trim() !== value) commit(draft.trim());
  };
  return (
    <input
      className="data-meaning"
      aria-label={label}
      title={locked}
      readOnly={locked !== undefined}
      maxLength={MOST_LETTERS}
      value={draft}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
        if (event.key === 'Escape') setDraft(value);
      }}
    />
  );
}
