import { CheckOutlined } from '@ant-design/icons';
import { Collapse } from 'antd';
import type { MethodInfo, ProjectState, StepView } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { Note, Report } from '../../../core/report/blocks.ts';
import { useTruth } from '../../app/truth.tsx';
import { NoteView } from '../../blocks/NoteView.tsx';
import { Paragraphs } from '../../blocks/TextView.tsx';
import { hrefOfStep } from '../../screens/registry.ts';
import './step.css';
import { appWords } from '../../text/app.ts';
import { stepWords } from '../../text/step.ts';
import { useWords } from '../../text/words.tsx';

interface ReadingProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly method: MethodInfo;
  readonly report: Report | undefined;
}

/** What the picture means: one plain sentence, what it rests on, what to beware of, and where to go from here. */
export function Reading({ project, step, method, report }: ReadingProps) {
  const { say } = useWords();
  const isTruthShown = useTruth();
  const reading = report?.blocks.find((block) => block.id === 'reading');
  const notes = (report?.notes ?? []).filter(({ isTruth }) => isTruthShown || isTruth !== true);
  const grave = notes.filter(({ severity }) => severity !== 'info');
  const other = notes.filter(({ severity }) => severity === 'info');
  return (
    <div className="reading">
      {step.state === 'stale' ? (
        <div className="reading-stale" role="status">
          <strong>{say(stepWords.stale)}</strong>
          <p>{say(stepWords.staleWhy)}</p>
        </div>
      ) : null}
      {reading?.kind === 'text' ? (
        <div className="reading-sentence">
          <Paragraphs body={isTruthShown || reading.isTruth !== true ? reading.body : appWords.truthCovered} />
        </div>
      ) : null}
      <Notes title={stepWords.warnings} notes={grave} />
      <section>
        <h3>{say(stepWords.assumptions)}</h3>
        <ul className="plain-list reading-list">
          {method.text.assumptions.map((assumption) => (
            <li key={assumption.en}>
              <CheckOutlined aria-hidden />
              <span>{say(assumption)}</span>
            </li>
          ))}
        </ul>
      </section>
      <Notes title={stepWords.notes} notes={other} />
      <Collapse
        ghost
        size="small"
        className="reading-more"
        items={[
          { key: 'read', label: say(stepWords.howToRead), children: <p>{say(method.text.reading)}</p> },
          { key: 'care', label: say(stepWords.pitfalls), children: <Sentences sentences={method.text.pitfalls} /> },
          { key: 'source', label: say(stepWords.citation), children: <p className="small">{method.citation}</p> },
        ]}
      />
      <NextStep project={project} step={step} />
    </div>
  );
}

function Notes({ title, notes }: { readonly title: Text; readonly notes: readonly Note[] }) {
  const { say } = useWords();
  if (notes.length === 0) return null;
  return (
    <section>
      <h3>{say(title)}</h3>
      <div className="reading-notes">
        {notes.map((note) => (
          <NoteView key={note.code + note.message.en} note={note} />
        ))}
      </div>
    </section>
  );
}

function Sentences({ sentences }: { readonly sentences: readonly Text[] }) {
  const { say } = useWords();
  return (
    <ul className="reading-sentences">
      {sentences.map((sentence) => (
        <li key={sentence.en}>{say(sentence)}</li>
      ))}
    </ul>
  );
}

/** Where to go from here: run it, run it again, or on to the step that reads from this one. */
function NextStep({ project, step }: { readonly project: ProjectState; readonly step: StepView }) {
  const { say } = useWords();
  const reader = project.document.steps.find((entry) => entry.from.includes(step.id));
  const after = project.steps.find(({ id }) => id === reader?.id);
  return (
    <section>
      <h3>{say(stepWords.next)}</h3>
      {step.state === 'missing' ? <p>{say(stepWords.nextRun)}</p> : null}
      {step.state === 'stale' ? <p>{say(stepWords.nextRerun)}</p> : null}
      {after === undefined ? (
        <p>{say(stepWords.nextReport)}</p>
      ) : (
        <p>
          {say(stepWords.nextStep)} <a href={hrefOfStep(after)}>{say(after.title)}</a>
          {after.state === 'fresh' ? null : <span className="quiet small">{` (${say(appWords[after.state])})`}</span>}
        </p>
      )}
    </section>
  );
}
