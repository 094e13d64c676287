import { AutoComplete, Input, Select } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { ValuesView } from '../../../core/api/segment-types.ts';
import type { ColumnInfo } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { RuleLeaf, RuleValue } from '../../../core/frame/expression/rule.ts';
import { useCall } from '../../client/use-call.ts';
import { segmentWords } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';
import { useEditing } from './editing.ts';
import { given, readDay, readNumber, shapeOf } from './leaf.ts';

interface ValueEditorProps {
  readonly leaf: RuleLeaf;
  readonly kind: ColumnInfo['kind'] | undefined;
  readonly isWrong: boolean;
  put(leaf: RuleLeaf, isTyping?: boolean): void;
}

/** What a test compares with, as fits the test and the column. */
export function ValueEditor(props: ValueEditorProps) {
  const { leaf } = props;
  const { source, version } = useEditing();
  const shape = shapeOf(leaf.is);
  const { value: known } = useCall('data.values', leaf.column === '' || shape === 'none' ? null : { source, column: leaf.column }, version);
  if (leaf.column === '' || shape === 'none') return <div className="seg-value" />;
  return (
    <div className="seg-value">
      {shape === 'days' ? <DaysEditor {...props} /> : null}
      {shape === 'range' ? <RangeEditor {...props} known={known} /> : null}
      {shape === 'list' ? <ListEditor {...props} known={known} /> : null}
      {shape === 'one' || shape === 'words' ? <OneEditor {...props} known={known} /> : null}
    </div>
  );
}

interface KnowingProps extends ValueEditorProps {
  readonly known: ValuesView | undefined;
}

function OneEditor({ leaf, kind, isWrong, put, known }: KnowingProps) {
  const { say } = useWords();
  const { isReadOnly } = useEditing();
  const take = (value: RuleValue | undefined): void => put(given({ ...leaf, value }), true);
  const choices = useChoices(known);
  if (kind === 'boolean')
    return (
      <Select<string>
        aria-label={say(segmentWords.value)}
        disabled={isReadOnly}
        status={isWrong ? 'error' : ''}
        value={typeof leaf.value === 'boolean' ? String(leaf.value) : null}
        options={[
          { value: 'true', label: say(segmentWords.yes) },
          { value: 'false', label: say(segmentWords.no) },
        ]}
        onChange={(value) => put(given({ ...leaf, value: value === 'true' }))}
      />
    );
  if (kind === 'category' || typeof leaf.value === 'string')
    if (kind !== 'date')
      return (
        <AutoComplete
          aria-label={say(segmentWords.value)}
          disabled={isReadOnly}
          status={isWrong ? 'error' : ''}
          value={typeof leaf.value === 'string' ? leaf.value : ''}
          options={shapeOf(leaf.is) === 'words' ? [] : choices}
          showSearch={{
            filterOption: (typed, option) =>
              String(option?.value ?? '')
                .toLowerCase()
                .includes(typed.toLowerCase()),
          }}
          onChange={(words: string) => take(words === '' ? undefined : words)}
        />
      );
  return <TypedInput label={segmentWords.value} kind={kind} value={leaf.value} known={known} isWrong={isWrong} put={take} />;
}

function RangeEditor({ leaf, kind, isWrong, put, known }: KnowingProps) {
  return (
    <>
      <TypedInput
        label={segmentWords.from}
        kind={kind}
        value={leaf.from}
        known={known}
        isWrong={isWrong && leaf.from === undefined}
        put={(from) => put(given({ ...leaf, from }), true)}
      />
      <span aria-hidden>…</span>
      <TypedInput
        label={segmentWords.to}
        kind={kind}
        value={leaf.to}
        known={known}
        isWrong={isWrong && leaf.to === undefined}
        put={(to) => put(given({ ...leaf, to }), true)}
      />
    </>
  );
}

/** The number of days, whether they lead up to a day or follow it, and the day. */
function DaysEditor({ leaf, isWrong, put }: ValueEditorProps) {
  const { say } = useWords();
  const { isReadOnly } = useEditing();
  const isAfter = leaf.from !== undefined;
  const day = leaf.from ?? leaf.to;
  const withDay = (next: RuleValue | undefined, after: boolean): RuleLeaf =>
    given({ ...leaf, from: after ? next : undefined, to: after ? undefined : next });
  return (
    <>
      <TypedInput
        label={segmentWords.days}
        kind="number"
        value={leaf.value}
        known={undefined}
        isWrong={isWrong && leaf.value === undefined}
        put={(value) => put(given({ ...leaf, value }), true)}
      />
      <Select<'before' | 'after'>
        aria-label={say(segmentWords.days)}
        disabled={isReadOnly}
        value={isAfter ? 'after' : 'before'}
        options={[
          { value: 'before', label: say(segmentWords.daysBefore) },
          { value: 'after', label: say(segmentWords.daysAfter) },
        ]}
        onChange={(place) => put(withDay(day, place === 'after'))}
      />
      <TypedInput
        label={segmentWords.date}
        kind="date"
        value={day}
        known={undefined}
        isWrong={isWrong && day === undefined}
        put={(next) => put(withDay(next, isAfter), true)}
      />
    </>
  );
}

/** Several values: picked from those that occur, or typed. */
function ListEditor({ leaf, kind, isWrong, put, known }: KnowingProps) {
  const { say } = useWords();
  const { isReadOnly } = useEditing();
  const choices = useChoices(known);
  // Where every value is known Enter takes the one that matches; else it takes what was typed.
  const isClosed = kind === 'category' && known !== undefined && known.distinct <= known.values.length;
  const read = (words: string): RuleValue | undefined =>
    kind === 'number' ? readNumber(words) : kind === 'date' ? readDay(words) : words === '' ? undefined : words;
  return (
    <Select<string[]>
      mode={isClosed ? 'multiple' : 'tags'}
      aria-label={say(segmentWords.values)}
      disabled={isReadOnly}
      status={isWrong ? 'error' : ''}
      placeholder={say(segmentWords.values)}
      maxTagCount={8}
      tokenSeparators={kind === 'number' || kind === 'date' ? [',', ' ', '\n'] : ['\n']}
      optionLabelProp="value"
      value={(leaf.values ?? []).map(String)}
      options={choices}
      onChange={(words) => put(given({ ...leaf, values: words.map(read).filter((value) => value !== undefined) }))}
    />
  );
}

/** The values that occur, with how often. */
function useChoices(known: ValuesView | undefined) {
  const { number } = useWords();
  return useMemo(
    () =>
      (known?.values ?? []).map(({ value, count }) => ({
        value: String(value),
        label: (
          <span className="seg-choice">
            <bdi>{String(value)}</bdi>
            <span className="quiet small">{number(count)}</span>
          </span>
        ),
      })),
    [known, number],
  );
}

interface TypedInputProps {
  readonly label: Text;
  readonly kind: ColumnInfo['kind'] | undefined;
  readonly value: RuleValue | undefined;
  readonly known: ValuesView | undefined;
  readonly isWrong: boolean;
  put(value: RuleValue | undefined): void;
}

/** A number or a day as it was typed: what is none stays to be seen and mended, instead of jumping back. */
function TypedInput({ label, kind, value, known, isWrong, put }: TypedInputProps) {
  const { say, number } = useWords();
  const { isReadOnly } = useEditing();
  const read = kind === 'date' ? readDay : readNumber;
  const printed = value === undefined ? '' : String(value);
  const [words, setWords] = useState(printed);
  useEffect(() => {
    // Only a value from elsewhere (undo, SQL) may replace what is being typed.
    setWords((typed) => ((read(typed) ?? '') === (value ?? '') ? typed : printed));
  }, [value, printed, read]);
  const shown = (end: number): string => (kind === 'date' ? new Date(end).toISOString().slice(0, 10) : number(end));
  const range = known === undefined || known.low === null || known.high === null ? '' : `${shown(known.low)} … ${shown(known.high)}`;
  return (
    <Input
      className={kind === 'date' ? 'seg-day' : 'seg-number'}
      aria-label={say(label)}
      inputMode={kind === 'date' ? 'text' : 'decimal'}
      disabled={isReadOnly}
      status={isWrong ? 'error' : ''}
      placeholder={range === '' ? say(label) : range}
      title={range}
      value={words}
      onChange={(event) => {
        setWords(event.target.value);
        put(read(event.target.value));
      }}
    />
  );
}
