import { Select } from 'antd';
import { useId } from 'react';
import type { ColumnInfo } from '../../../core/api/types.ts';
import type { RuleLeaf, RuleTest } from '../../../core/frame/expression/rule.ts';
import { KindMark } from '../../controls/form/ColumnField.tsx';
import { changedCondition, KIND_NAMES, segmentWords, testName } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';
import { CountBar } from './CountBar.tsx';
import { useEditing } from './editing.ts';
import { lackOf, leafName, oddityOf, testsFor, withColumn, withTest } from './leaf.ts';
import { NotSwitch } from './NotSwitch.tsx';
import { PartActions, usePartKeys } from './PartActions.tsx';
import { changePart, type TestPart } from './rule-tree.ts';
import { ValueEditor } from './ValueEditor.tsx';

/** One condition: a column, a test, its values, and what it does to the rows. */
export function ConditionRow({ test }: { readonly test: TestPart }) {
  const { say } = useWords();
  const { root, counts, columns, isReadOnly, change } = useEditing();
  const hear = usePartKeys(test.id);
  const troubleId = useId();
  const { leaf } = test;
  const column = columns.find(({ name }) => name === leaf.column);
  const lack = lackOf(leaf, columns);
  const oddity = oddityOf(leaf);
  const put = (next: RuleLeaf, isTyping = false): void =>
    change(
      changePart(root, test.id, (part) => (part.kind === 'test' ? { ...part, leaf: next } : part)),
      changedCondition(next.column),
      isTyping,
    );
  return (
    <fieldset
      className="seg-condition"
      aria-label={leaf.column === '' ? say(segmentWords.addCondition) : leafName(leaf, say(testName(leaf.is, column?.kind)))}
      onKeyDown={hear}
      data-part={test.id}
    >
      <div className="seg-line">
        <NotSwitch part={test} />
        <ColumnPicker leaf={leaf} put={put} />
        <Select<RuleTest>
          className="seg-test"
          aria-label={say(segmentWords.test)}
          aria-describedby={troubleId}
          disabled={isReadOnly || leaf.column === ''}
          value={leaf.is}
          popupMatchSelectWidth={false}
          options={testsFor(column?.kind ?? 'number', leaf.is).map((is) => ({ value: is, label: say(testName(is, column?.kind)) }))}
          onChange={(is) => put(withTest(leaf, is))}
        />
        <ValueEditor leaf={leaf} kind={column?.kind} isWrong={lack !== null && leaf.column !== ''} put={put} />
        <PartActions id={test.id} />
      </div>
      {lack === null && oddity === null ? (
        <CountBar branch={counts.byPart.get(test.id)} rowCount={counts.whole?.rowCount ?? 0} />
      ) : (
        <p className={`seg-trouble${lack === null ? ' is-odd' : ''}`} id={troubleId} role="status">
          {say(lack ?? oddity ?? segmentWords.needsValue)}
        </p>
      )}
    </fieldset>
  );
}

interface ColumnPickerProps {
  readonly leaf: RuleLeaf;
  put(leaf: RuleLeaf): void;
}

/** The columns with their kinds; typing looks for a name. */
function ColumnPicker({ leaf, put }: ColumnPickerProps) {
  const { say } = useWords();
  const { columns, isReadOnly } = useEditing();
  const label = ({ name, kind }: ColumnInfo) => (
    <span className="column-choice">
      <KindMark kind={kind} />
      <bdi>{name}</bdi>
      <span className="quiet small seg-kind">{say(KIND_NAMES[kind])}</span>
    </span>
  );
  return (
    <Select<string>
      className="seg-column"
      aria-label={say(segmentWords.column)}
      disabled={isReadOnly}
      showSearch={{ optionFilterProp: 'value' }}
      status={leaf.column === '' ? 'warning' : ''}
      placeholder={say(segmentWords.column)}
      value={leaf.column === '' ? null : leaf.column}
      popupMatchSelectWidth={280}
      options={columns.map((column) => ({ value: column.name, label: label(column) }))}
      onChange={(name) => {
        const column = columns.find((each) => each.name === name);
        if (column !== undefined) put(withColumn(leaf, column));
      }}
    />
  );
}
