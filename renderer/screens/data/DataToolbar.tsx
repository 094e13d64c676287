import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { type RefObject, useEffect, useId, useState } from 'react';
import type { GridHandle } from '../../blocks/grid/Grid.tsx';
import { useApi } from '../../client/session-hooks.ts';
import { columnsShown, dataWords } from '../../text/data.ts';
import { useWords } from '../../text/words.tsx';
import type { RowQuery } from './use-rows.ts';

interface DataToolbarProps {
  readonly query: RowQuery;
  readonly grid: RefObject<GridHandle | null>;
  readonly columns: readonly string[];
  readonly shown: readonly string[];
  setFilter(filter: string): void;
  setShown(names: readonly string[]): void;
}

/** Filter, find, and which columns to see. */
export function DataToolbar({ query, grid, columns, shown, setFilter, setShown }: DataToolbarProps) {
  const { say, number } = useWords();
  return (
    <div className="data-toolbar">
      <FilterField source={query.source} setFilter={setFilter} />
      <FindField query={query} grid={grid} />
      <Select<string[]>
        className="data-columns"
        mode="multiple"
        aria-label={say(dataWords.columns)}
        maxTagCount={0}
        maxTagPlaceholder={say(columnsShown(number(shown.length), number(columns.length)))}
        placeholder={say(columnsShown('0', number(columns.length)))}
        popupMatchSelectWidth={300}
        value={[...shown]}
        onChange={(names) => setShown(columns.filter((name) => names.includes(name)))}
        options={columns.map((name) => ({ value: name, label: name.slice(0, 200) }))}
      />
    </div>
  );
}

/** A pause in typing after which a condition is tried. */
const PAUSE_MS = 400;

/** A condition; it comes into force when the engine understands it, and until then says what is wrong. */
function FilterField({ source, setFilter }: { readonly source: string; setFilter(filter: string): void }) {
  const { say } = useWords();
  const api = useApi();
  const id = useId();
  const [draft, setDraft] = useState('');
  const [wrong, setWrong] = useState<string>();
  useEffect(() => {
    const filter = draft.trim();
    if (filter === '') {
      setWrong(undefined);
      setFilter('');
      return;
    }
    const cancel = new AbortController();
    const timer = setTimeout(async () => {
      const outcome = await api.call('data.rows', { source, from: 0, count: 0, filter }, cancel.signal);
      if (cancel.signal.aborted) return;
      setWrong(outcome.ok ? undefined : `${outcome.problem.message} ${outcome.problem.fix ?? ''}`);
      if (outcome.ok) setFilter(filter);
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      cancel.abort();
    };
  }, [api, source, draft, setFilter]);
  return (
    <div className="data-filter">
      <Input
        allowClear
        aria-label={say(dataWords.filterName)}
        aria-describedby={`${id}-wrong`}
        aria-invalid={wrong !== undefined}
        status={wrong === undefined ? '' : 'error'}
        placeholder={say(dataWords.filter)}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      <p id={`${id}-wrong`} className="data-error" role="alert">
        {wrong === undefined ? null : <bdi>{wrong}</bdi>}
      </p>
    </div>
  );
}

/** Goes from one row that holds the words to the next; past the last one it begins again. */
function FindField({ query, grid }: Pick<DataToolbarProps, 'query' | 'grid'>) {
  const { say } = useWords();
  const api = useApi();
  const [words, setWords] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [isOver, setOver] = useState(false);
  const find = async (isBackward: boolean): Promise<void> => {
    if (words === '') return;
    setBusy(true);
    const row = grid.current?.row ?? -1;
    const far = Number.MAX_SAFE_INTEGER;
    const after = isOver ? (isBackward ? far : -1) : isBackward && row < 0 ? far : row;
    const outcome = await api.call('data.find', { ...query, words, after, isBackward });
    setBusy(false);
    const found = outcome.ok ? outcome.value : null;
    setOver(found === null);
    if (found !== null) grid.current?.show(found.at);
  };
  return (
    <div className="data-find">
      <Input
        aria-label={say(dataWords.find)}
        placeholder={say(dataWords.find)}
        status={isOver ? 'warning' : ''}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          setOver(false);
        }}
        onPressEnter={(event) => void find(event.shiftKey)}
      />
      <Button icon={<UpOutlined />} aria-label={say(dataWords.previous)} title={say(dataWords.previous)} onClick={() => void find(true)} />
      <Button
        icon={<DownOutlined />}
        loading={isBusy}
        aria-label={say(dataWords.next)}
        title={say(dataWords.next)}
        onClick={() => void find(false)}
      />
      <span className="quiet small" role="status">
        {isOver ? say(dataWords.notFound) : null}
      </span>
    </div>
  );
}
