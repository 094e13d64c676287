import { NoteView } from '../../blocks/NoteView.tsx';
import { Paragraphs } from '../../blocks/TextView.tsx';
import { explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import type { Explanation, Explanations } from './use-explanations.ts';

const NAMES = { importance: explainWords.importance, shap: explainWords.shap, 'pdp-ice': explainWords.shape } as const;

/** What each explanation says in a sentence, with its warnings. */
export function ReadingOfAll({ explanations }: { readonly explanations: Explanations }) {
  const { importance, shap, shape } = explanations;
  return (
    <div className="reasons">
      {[importance, shap, shape].map((explanation) => (
        <ReadingOf key={explanation.method} explanation={explanation} />
      ))}
    </div>
  );
}

function ReadingOf({ explanation: { method, step, result } }: { readonly explanation: Explanation }) {
  const { say } = useWords();
  const report = result.value?.report;
  const reading = report?.blocks.find(({ id }) => id === 'reading');
  if (step === undefined || report === undefined) return null;
  return (
    <section>
      <h3>{say(NAMES[method])}</h3>
      {result.value?.isStale === true ? <p className="explain-stale small">{say(explainWords.stale)}</p> : null}
      {reading?.kind === 'text' ? <Paragraphs body={reading.body} /> : null}
      {report.notes.map((note) => (
        <NoteView key={note.code + note.message.en} note={note} />
      ))}
    </section>
  );
}
