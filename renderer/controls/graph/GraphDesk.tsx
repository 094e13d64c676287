import { PlusOutlined, RedoOutlined, UndoOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useMemo } from 'react';
import type { ColumnInfo, MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import { graphTrouble, graphWords } from '../../text/graph.ts';
import { useWords } from '../../text/words.tsx';
import type { SchemaNode } from '../form/schema.ts';
import { columnsFor } from '../step/step-inputs.ts';
import type { SpecDraft } from '../step/use-spec-draft.ts';
import { freeName, isWritable, withVariable } from './drawing.ts';
import { GraphAnswersView } from './GraphAnswersView.tsx';
import { DRAGGED_COLUMN, GraphFlow } from './GraphFlow.tsx';
import { GraphList } from './GraphList.tsx';
import { useAnswers } from './use-answers.ts';
import { type DrawingDraft, useDrawing } from './use-drawing.ts';
import './graph.css';

interface GraphDeskProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly draft: SpecDraft;
  /** The option that holds the graph's text. */
  readonly option: string;
}

/** The option of a method that is a causal graph, if it has one. */
export function graphOptionOf(method: MethodInfo): string | undefined {
  return Object.entries((method.spec as SchemaNode).properties ?? {}).find(([, node]) => node.pick === 'graph')?.[0];
}

/** A surface to draw a causal graph on. The text of the option is the one truth: the form edits it as text, this as a picture. */
export function GraphDesk({ project, step, draft, option }: GraphDeskProps) {
  const { say } = useWords();
  const columns = useMemo(() => columnsFor(project, step), [project, step]);
  const isDisabled = project.isReadOnly;
  const held = draft.spec[option];
  const drawn = useDrawing(typeof held === 'string' ? held : '', (source) => {
    const { [option]: _, ...rest } = draft.spec;
    draft.change(source === '' ? rest : { ...rest, [option]: source });
  });
  const answers = useAnswers(project, step, draft.isGood && drawn.textProblem === undefined ? draft.spec : null);
  const isLocked = isDisabled || drawn.textProblem !== undefined;
  const trouble = drawn.textProblem ?? drawn.refused;
  return (
    <section className="graph-desk" aria-label={say(graphWords.title)}>
      <GraphTools draft={drawn} columns={columns} isDisabled={isLocked} />
      {trouble === undefined ? null : (
        <Alert
          type="warning"
          showIcon
          title={<bdi>{say(graphTrouble(trouble))}</bdi>}
          description={drawn.textProblem === undefined ? undefined : say(graphWords.broken)}
        />
      )}
      <div className="graph-halves">
        <GraphFlow draft={drawn} roles={answers.roles} isDisabled={isLocked} />
        <GraphAnswersView answers={answers} />
      </div>
      <details className="graph-twin" open>
        <summary>{say(graphWords.asList)}</summary>
        <GraphList draft={drawn} columns={columns} roles={answers.roles} isDisabled={isLocked} />
      </details>
    </section>
  );
}

/** Chips beyond this are reached by the list below, where names can be typed. */
const MOST_CHIPS = 40;

interface GraphToolsProps {
  readonly draft: DrawingDraft;
  readonly columns: readonly ColumnInfo[];
  readonly isDisabled: boolean;
}

function GraphTools({ draft, columns, isDisabled }: GraphToolsProps) {
  const { say } = useWords();
  const { drawing, put, undo, redo } = draft;
  const left = columns.filter(({ name }) => isWritable(name) && !drawing.variables.some((variable) => variable.name === name));
  const hidden = freeName(
    drawing,
    columns.map(({ name }) => name),
  );
  return (
    <div className="graph-tools">
      <p className="quiet small">{say(graphWords.hint)}</p>
      <div className="graph-chips">
        {left.slice(0, MOST_CHIPS).map(({ name }) => (
          <button
            key={name}
            type="button"
            className="graph-chip"
            draggable={!isDisabled}
            disabled={isDisabled}
            onClick={() => put(withVariable(drawing, name))}
            onDragStart={(event) => event.dataTransfer.setData(DRAGGED_COLUMN, name)}
          >
            <PlusOutlined aria-hidden /> <bdi>{name}</bdi>
          </button>
        ))}
      </div>
      <div className="graph-buttons">
        <Button size="small" icon={<PlusOutlined />} disabled={isDisabled} onClick={() => put(withVariable(drawing, hidden, ['latent']))}>
          {say(graphWords.addHidden)}
        </Button>
        <Button size="small" icon={<UndoOutlined />} disabled={undo === undefined} aria-label={say(graphWords.undo)} onClick={undo} />
        <Button size="small" icon={<RedoOutlined />} disabled={redo === undefined} aria-label={say(graphWords.redo)} onClick={redo} />
      </div>
    </div>
  );
}
