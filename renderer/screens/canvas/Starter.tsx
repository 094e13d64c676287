import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import { hrefOf } from '../../app/route.ts';
import { useMethods } from '../../client/session-hooks.ts';
import { canvasWords } from '../../text/canvas.ts';
import { useWords } from '../../text/words.tsx';
import { type Edit, takeOver } from './graph/edits.ts';
import { proposeThread } from './graph/proposal.ts';

interface StarterProps {
  readonly project: ProjectState;
  edit(edit: Edit): void;
  startEmpty(): void;
}

/** Stands where no step is yet: a thread that fits the table, or an empty canvas. */
export function Starter({ project, edit, startEmpty }: StarterProps) {
  const { say } = useWords();
  const methods = useMethods();
  const tables = project.datasets.filter((dataset) => dataset.columns.length > 0);
  const [chosen, setChosen] = useState<string>();
  const table = tables.find(({ name }) => name === chosen) ?? tables[0];
  const proposal = useMemo(() => (table === undefined ? undefined : proposeThread(table, methods)), [table, methods]);
  return (
    <section className="starter" aria-label={say(canvasWords.newExperiment)}>
      <h2>{say(canvasWords.startTitle)}</h2>
      {table === undefined || proposal === undefined ? (
        <p>{say(canvasWords.noTable)}</p>
      ) : (
        <>
          <p className="quiet">{say(canvasWords.startWhy)}</p>
          {tables.length < 2 ? null : (
            <Select
              aria-label={say(canvasWords.startTable)}
              value={table.name}
              onChange={setChosen}
              options={tables.map(({ name }) => ({ value: name, label: <bdi>{name}</bdi> }))}
            />
          )}
          <ol>
            {proposal.steps.map((step) => (
              <li key={step.id}>
                <strong>{say(methods.get(step.method)?.text.title ?? canvasWords.method)}</strong>
                <span className="quiet small">
                  <bdi>{` ${step.id} ← ${step.from.join(', ')}`}</bdi>
                </span>
              </li>
            ))}
          </ol>
          {proposal.lacking.map((reason) => (
            <p key={reason.en} className="starter-lacking small">
              {say(reason)}
            </p>
          ))}
        </>
      )}
      <div className="step-panel-buttons">
        {proposal === undefined ? (
          <Button type="primary" href={hrefOf('data')}>
            {say(canvasWords.toData)}
          </Button>
        ) : (
          <Button type="primary" disabled={project.isReadOnly} onClick={() => edit(takeOver(project.document, proposal.steps))}>
            {say(canvasWords.takeOver)}
          </Button>
        )}
        <Button disabled={project.isReadOnly} onClick={startEmpty}>
          {say(canvasWords.startEmpty)}
        </Button>
      </div>
    </section>
  );
}
