import { DeleteOutlined } from '@ant-design/icons';
import { AutoComplete, Button, Select } from 'antd';
import { useState } from 'react';
import type { ColumnInfo } from '../../../core/api/types.ts';
import { graphWords, markWords } from '../../text/graph.ts';
import { useWords } from '../../text/words.tsx';
import { isWritable, keyOf, MARKS, type Mark, withLink, withMark, withoutLink, withoutVariables, withVariable } from './drawing.ts';
import type { VariableRole } from './use-answers.ts';
import type { DrawingDraft } from './use-drawing.ts';

interface GraphListProps {
  readonly draft: DrawingDraft;
  readonly columns: readonly ColumnInfo[];
  readonly roles: ReadonlyMap<string, VariableRole>;
  readonly isDisabled: boolean;
}

/** The drawing as two tables: all that the picture can do, by keyboard alone. */
export function GraphList(props: GraphListProps) {
  return (
    <div className="graph-list">
      <VariableList {...props} />
      <ArrowList {...props} />
    </div>
  );
}

function VariableList({ draft, columns, roles, isDisabled }: GraphListProps) {
  const { say } = useWords();
  const { drawing, put } = draft;
  const [name, setName] = useState('');
  const isBad = name.trim() !== '' && !isWritable(name);
  const add = (): void => {
    if (isWritable(name) && put(withVariable(drawing, name.trim()))) setName('');
  };
  const choices = columns.filter((column) => !drawing.variables.some((variable) => variable.name === column.name));
  return (
    <section aria-label={say(graphWords.variables)}>
      <table className="graph-table">
        <thead>
          <tr>
            <th scope="col">{say(graphWords.variable)}</th>
            <th scope="col">{say(graphWords.mark)}</th>
            <th scope="col">{say(graphWords.role)}</th>
            <th scope="col">
              <span className="spoken">{say(graphWords.remove)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {drawing.variables.map((variable) => {
            const role = roles.get(variable.name);
            return (
              <tr key={variable.name} className={role?.isBadControl === true ? 'is-bad' : ''}>
                <td>
                  <bdi className="graph-name">{variable.name}</bdi>
                </td>
                <td>
                  <Select<Mark | ''>
                    size="small"
                    aria-label={`${say(graphWords.mark)}: ${variable.name}`}
                    disabled={isDisabled}
                    value={variable.marks[0] ?? ''}
                    popupMatchSelectWidth={false}
                    options={[
                      { value: '' as const, label: say(graphWords.noMark) },
                      ...MARKS.map((mark) => ({ value: mark, label: say(markWords[mark]) })),
                    ]}
                    onChange={(mark) => put(withMark(drawing, variable.name, mark === '' ? null : mark))}
                  />
                </td>
                <td>{role === undefined ? '' : say(role.label)}</td>
                <td>
                  <RemoveButton
                    name={variable.name}
                    isDisabled={isDisabled}
                    remove={() => put(withoutVariables(drawing, new Set([variable.name])))}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <form
        className="graph-add"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <AutoComplete
          size="small"
          className="graph-add-name"
          aria-label={say(graphWords.addVariable)}
          placeholder={say(graphWords.addVariable)}
          disabled={isDisabled}
          defaultActiveFirstOption={false}
          status={isBad ? 'error' : ''}
          value={name}
          options={choices.map((column) => ({ value: column.name }))}
          showSearch={{ filterOption: (typed, option) => (option?.value ?? '').toLowerCase().includes(typed.toLowerCase()) }}
          onChange={(typed: string | undefined) => setName(typed ?? '')}
        />
        <Button size="small" htmlType="submit" disabled={isDisabled || !isWritable(name)} aria-label={say(graphWords.addTheVariable)}>
          {say(graphWords.add)}
        </Button>
      </form>
      <p role="alert" className="field-trouble">
        {isBad ? say(graphWords.badName) : ''}
      </p>
    </section>
  );
}

function ArrowList({ draft, isDisabled }: GraphListProps) {
  const { say } = useWords();
  const { drawing, put } = draft;
  const [from, setFrom] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [isHiddenCause, setHiddenCause] = useState(false);
  const names = drawing.variables.map(({ name }) => ({ value: name, label: <bdi>{name}</bdi> }));
  const held = (name: string | null): string | null => (names.some(({ value }) => value === name) ? name : null);
  const end = (label: string, value: string | null, set: (name: string) => void) => (
    <Select<string>
      size="small"
      className="graph-add-name"
      aria-label={label}
      placeholder={label}
      disabled={isDisabled}
      showSearch={{ optionFilterProp: 'value' }}
      value={held(value)}
      options={names}
      onChange={set}
    />
  );
  const kinds = [
    { value: 'arrow' as const, label: `→ ${say(graphWords.causes)}` },
    { value: 'hidden' as const, label: `↔ ${say(graphWords.hiddenCause)}` },
  ];
  return (
    <section aria-label={say(graphWords.arrows)}>
      <table className="graph-table">
        <thead>
          <tr>
            <th scope="col">{say(graphWords.from)}</th>
            <th scope="col">{say(graphWords.kind)}</th>
            <th scope="col">{say(graphWords.to)}</th>
            <th scope="col">
              <span className="spoken">{say(graphWords.remove)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {drawing.links.map((link) => (
            <tr key={keyOf(link)}>
              <td>
                <bdi className="graph-name">{link.from}</bdi>
              </td>
              <td>{kinds[link.isHiddenCause ? 1 : 0]?.label}</td>
              <td>
                <bdi className="graph-name">{link.to}</bdi>
              </td>
              <td>
                <RemoveButton
                  name={`${link.from} ${link.isHiddenCause ? '↔' : '→'} ${link.to}`}
                  isDisabled={isDisabled}
                  remove={() => put(withoutLink(drawing, link))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="graph-add">
        {end(say(graphWords.from), from, setFrom)}
        <Select<'arrow' | 'hidden'>
          size="small"
          aria-label={say(graphWords.kind)}
          disabled={isDisabled}
          value={isHiddenCause ? 'hidden' : 'arrow'}
          options={kinds}
          popupMatchSelectWidth={false}
          onChange={(kind) => setHiddenCause(kind === 'hidden')}
        />
        {end(say(graphWords.to), to, setTo)}
        <Button
          size="small"
          disabled={isDisabled || held(from) === null || held(to) === null}
          aria-label={say(graphWords.addArrow)}
          onClick={() => from !== null && to !== null && put(withLink(drawing, { from, to, isHiddenCause }))}
        >
          {say(graphWords.add)}
        </Button>
      </div>
    </section>
  );
}

function RemoveButton({ name, isDisabled, remove }: { readonly name: string; readonly isDisabled: boolean; remove(): void }) {
  const { say } = useWords();
  return (
    <Button
      type="text"
      size="small"
      icon={<DeleteOutlined />}
      disabled={isDisabled}
      aria-label={`${say(graphWords.remove)}: ${name}`}
      onClick={remove}
    />
  );
}
