import { CopyOutlined, DeleteOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Button, Collapse, Input, Select } from 'antd';
import { useId, useState } from 'react';
import type { MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import { StateMark } from '../../app/frame/ThreadStrip.tsx';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useMethods } from '../../client/session-hooks.ts';
import { StepForm } from '../../controls/step/StepForm.tsx';
import { useSpecDraft } from '../../controls/step/use-spec-draft.ts';
import { appWords } from '../../text/app.ts';
import { canvasWords } from '../../text/canvas.ts';
import { useWords } from '../../text/words.tsx';
import { hrefOfStep } from '../registry.ts';
import { connect, disconnect, duplicate, type Edit, nameTrouble, removeSteps, rename } from './graph/edits.ts';
import { refusal } from './graph/ports.ts';

interface StepPanelProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly method: MethodInfo;
  edit(edit: Edit): void;
}

/** Everything about the selected step: its name and inputs, its options, what it is for, and how to run it. */
export function StepPanel(props: StepPanelProps) {
  const { project, step, method } = props;
  const { say } = useWords();
  const { run } = useProjectActions();
  const draft = useSpecDraft(project, step, method);
  const start = async (steps?: readonly string[]): Promise<void> => {
    await draft.commit();
    await run(steps);
  };
  return (
    <div className="step-panel">
      <div className="step-panel-head">
        <StateMark state={step.state} />
        <strong>{say(step.title)}</strong>
        <span className="quiet small">{say(appWords[step.state])}</span>
      </div>
      <p className="quiet small">{say(method.text.purpose)}</p>
      <div className="step-panel-buttons">
        <Button
          type="primary"
          size="small"
          icon={<PlayCircleOutlined aria-hidden />}
          disabled={project.isReadOnly || step.state === 'running' || !draft.isGood}
          onClick={() => void start([step.id])}
        >
          {say(canvasWords.runHere)}
        </Button>
        <Button size="small" disabled={project.isReadOnly || !draft.isGood} onClick={() => void start()}>
          {say(canvasWords.runAll)}
        </Button>
        <Button size="small" href={hrefOfStep(step)}>
          {say(canvasWords.openScreen)}
        </Button>
      </div>
      {step.problem === null || step.problem.where?.option !== undefined ? null : <ProblemView problem={step.problem} />}
      <NameField key={step.id} {...props} />
      <FromField {...props} />
      <StepForm project={project} step={step} method={method} draft={draft} />
      <Help method={method} />
      <StepTools {...props} />
    </div>
  );
}

function NameField({ project, step, edit }: StepPanelProps) {
  const { say } = useWords();
  const field = useId();
  const [name, setName] = useState(step.id);
  const trouble = nameTrouble(project.document, step.id, name);
  const confirm = (): void => {
    if (trouble === null && name !== step.id) edit(rename(project.document, step.id, name));
  };
  return (
    <div>
      <label htmlFor={field}>{say(canvasWords.name)}</label>
      <Input
        id={field}
        size="small"
        value={name}
        disabled={project.isReadOnly}
        status={trouble === null ? '' : 'error'}
        aria-describedby={`${field}-trouble`}
        onChange={(event) => setName(event.target.value)}
        onBlur={confirm}
        onPressEnter={confirm}
      />
      <p id={`${field}-trouble`} role="alert" className="field-trouble">
        {trouble === null ? '' : say(trouble)}
      </p>
    </div>
  );
}

/** Connections by keyboard: what fits can be chosen, what does not says why. */
function FromField({ project, step, edit }: StepPanelProps) {
  const { say } = useWords();
  const methods = useMethods();
  const field = useId();
  const { document } = project;
  const from = document.steps.find(({ id }) => id === step.id)?.from ?? [];
  const names = [...Object.keys(document.data), ...document.steps.map(({ id }) => id)].filter((name) => name !== step.id);
  const options = names.map((name) => {
    const why = from.includes(name) ? null : refusal(document, methods, name, step.id);
    return { value: name, label: <Source name={name} why={why} />, disabled: why !== null };
  });
  return (
    <div>
      <label htmlFor={field}>{say(canvasWords.from)}</label>
      <Select<string[]>
        id={field}
        mode="multiple"
        size="small"
        className="step-panel-from"
        aria-label={say(canvasWords.from)}
        placeholder={say(canvasWords.notConnected)}
        disabled={project.isReadOnly}
        value={[...from]}
        options={options}
        onSelect={(name: string) => edit(connect(document, name, step.id))}
        onDeselect={(name: string) => edit(disconnect(document, name, step.id))}
      />
    </div>
  );
}

/** A source that does not fit says why beside its name. */
function Source({ name, why }: { readonly name: string; readonly why: Text | null }) {
  const { say } = useWords();
  return (
    <>
      <bdi>{name}</bdi>
      {why === null ? null : <span className="step-panel-why small">{say(why)}</span>}
    </>
  );
}

function Help({ method }: { readonly method: MethodInfo }) {
  const { say } = useWords();
  const list = (sentences: MethodInfo['text']['assumptions']) => (
    <ul className="step-panel-list">
      {sentences.map((sentence) => (
        <li key={sentence.en}>{say(sentence)}</li>
      ))}
    </ul>
  );
  return (
    <Collapse
      ghost
      size="small"
      items={[
        { key: 'assumptions', label: say(canvasWords.assumptions), children: list(method.text.assumptions) },
        { key: 'pitfalls', label: say(canvasWords.pitfalls), children: list(method.text.pitfalls) },
        { key: 'source', label: say(canvasWords.source), children: <p className="small">{method.citation}</p> },
      ]}
    />
  );
}

function StepTools({ project, step, edit }: StepPanelProps) {
  const { say } = useWords();
  const ids = new Set([step.id]);
  if (project.isReadOnly) return null;
  return (
    <div className="step-panel-buttons">
      <Button size="small" icon={<CopyOutlined aria-hidden />} onClick={() => edit(duplicate(project.document, ids))}>
        {say(canvasWords.duplicate)}
      </Button>
      <Button size="small" danger icon={<DeleteOutlined aria-hidden />} onClick={() => edit(removeSteps(project.document, ids))}>
        {say(canvasWords.remove)}
      </Button>
    </div>
  );
}
