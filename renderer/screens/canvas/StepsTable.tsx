import { Button } from 'antd';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import { StateMark } from '../../app/frame/ThreadStrip.tsx';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { appWords } from '../../text/app.ts';
import { canvasWords } from '../../text/canvas.ts';
import { useWords } from '../../text/words.tsx';
import { hrefOfStep } from '../registry.ts';
import { duplicate, type Edit, removeSteps } from './graph/edits.ts';
import { ResultSketch } from './ResultSketch.tsx';

interface StepsTableProps {
  readonly project: ProjectState;
  readonly selected: ReadonlySet<string>;
  select(ids: readonly string[]): void;
  edit(edit: Edit): void;
}

/** The same steps as a table, for those who listen and for those who like lists. */
export function StepsTable({ project, selected, select, edit }: StepsTableProps) {
  const { say } = useWords();
  const heads = [canvasWords.name, canvasWords.method, canvasWords.from, canvasWords.state, canvasWords.result, canvasWords.actions];
  return (
    <div className="steps-table">
      <table aria-label={say(appWords.thread)}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head.en} scope="col">
                {say(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {project.steps.map((step) => (
            <tr key={step.id} aria-selected={selected.has(step.id)}>
              <th scope="row">
                <Button type="link" size="small" aria-pressed={selected.has(step.id)} onClick={() => select([step.id])}>
                  <bdi>{step.id}</bdi>
                </Button>
              </th>
              <td>{say(step.title)}</td>
              <td>
                <bdi>{fromOf(project, step) || say(canvasWords.notConnected)}</bdi>
              </td>
              <td>
                <StateMark state={step.state} /> {say(appWords[step.state])}
              </td>
              <td>{step.digest === null ? null : <ResultSketch digest={step.digest} />}</td>
              <td>
                <RowActions project={project} step={step} edit={edit} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function fromOf(project: ProjectState, step: StepView): string {
  return (project.document.steps.find(({ id }) => id === step.id)?.from ?? []).join(', ');
}

function RowActions({ project, step, edit }: { readonly project: ProjectState; readonly step: StepView; edit(edit: Edit): void }) {
  const { say } = useWords();
  const { run } = useProjectActions();
  const ids = new Set([step.id]);
  const name = (words: string): string => `${words}: ${step.id}`;
  const acts = [
    { words: canvasWords.runHere, act: () => void run([step.id]) },
    { words: canvasWords.duplicate, act: () => edit(duplicate(project.document, ids)) },
    { words: canvasWords.remove, act: () => edit(removeSteps(project.document, ids)) },
  ];
  return (
    <>
      <Button type="link" size="small" href={hrefOfStep(step)} aria-label={name(say(canvasWords.openScreen))}>
        {say(canvasWords.openScreen)}
      </Button>
      {acts.map(({ words, act }) => (
        <Button key={words.en} type="link" size="small" disabled={project.isReadOnly} aria-label={name(say(words))} onClick={act}>
          {say(words)}
        </Button>
      ))}
    </>
  );
}
