import { Input, Select } from 'antd';
import { useEffect, useId, useState } from 'react';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import { useMethods } from '../../client/session-hooks.ts';
import { useAct } from '../../client/use-act.tsx';
import { segmentWords } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';
import { sourcesFor, withStep } from './segments.ts';

interface SegmentOptionsProps {
  readonly project: ProjectState;
  readonly step: StepView;
}

/** Where a segment comes from, and what it hands on. */
export function SegmentOptions({ project, step }: SegmentOptionsProps) {
  const { say } = useWords();
  const act = useAct();
  const id = useId();
  const text = useMethods().get(step.method)?.text.options;
  const entry = project.document.steps.find((each) => each.id === step.id);
  if (entry === undefined) return null;
  const tables = [
    ...project.datasets.map(({ name }) => name),
    ...project.steps.filter(({ gives }) => gives.includes('frame')).map((each) => each.id),
  ];
  const edit = (change: Parameters<typeof withStep>[2]): void =>
    void act('document.edit', { document: withStep(project.document, step.id, change), label: segmentWords.changedOptions });
  const { name = 'member', keep = 'members' } = entry.spec;
  const help = (option: string): string => (text?.[option] === undefined ? '' : say(text[option].help));
  return (
    <div className="seg-options">
      <label htmlFor={`${id}-from`}>{say(segmentWords.source)}</label>
      <Select<string>
        id={`${id}-from`}
        disabled={project.isReadOnly}
        value={entry.from[0] ?? null}
        options={sourcesFor(project.document, step.id, tables).map((table) => ({ value: table, label: <bdi>{table}</bdi> }))}
        onChange={(source) => edit((each) => ({ ...each, from: [source] }))}
      />
      <label htmlFor={`${id}-keep`} title={help('keep')}>
        {text?.['keep'] === undefined ? null : say(text['keep'].label)}
      </label>
      <Select<string>
        id={`${id}-keep`}
        disabled={project.isReadOnly}
        value={String(keep)}
        options={[
          { value: 'members', label: say(segmentWords.keepMembers) },
          { value: 'all', label: say(segmentWords.keepAll) },
        ]}
        onChange={(next) => edit((each) => ({ ...each, spec: { ...each.spec, keep: next } }))}
      />
      <label htmlFor={`${id}-name`} title={help('name')}>
        {text?.['name'] === undefined ? null : say(text['name'].label)}
      </label>
      <NameField
        id={`${id}-name`}
        name={String(name)}
        isDisabled={project.isReadOnly}
        take={(next) => edit((each) => ({ ...each, spec: { ...each.spec, name: next } }))}
      />
    </div>
  );
}

interface NameFieldProps {
  readonly id: string;
  readonly name: string;
  readonly isDisabled: boolean;
  take(name: string): void;
}

/** The name goes into the document once it is left, or with Enter. */
function NameField({ id, name, isDisabled, take }: NameFieldProps) {
  const { say } = useWords();
  const [words, setWords] = useState(name);
  useEffect(() => setWords(name), [name]);
  const isEmpty = words.trim() === '';
  const finish = (): void => {
    if (!isEmpty && words.trim() !== name) take(words.trim());
  };
  return (
    <>
      <Input
        id={id}
        disabled={isDisabled}
        value={words}
        status={isEmpty ? 'error' : ''}
        aria-describedby={`${id}-trouble`}
        onChange={(event) => setWords(event.target.value)}
        onBlur={finish}
        onPressEnter={finish}
      />
      <p className="seg-trouble" id={`${id}-trouble`} role="status">
        {isEmpty ? say(segmentWords.nameEmpty) : ''}
      </p>
    </>
  );
}
