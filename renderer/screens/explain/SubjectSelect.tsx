import { Select } from 'antd';
import { explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import type { Subject } from './subjects.ts';

interface SubjectSelectProps {
  readonly subjects: readonly Subject[];
  readonly subject: Subject;
  choose(subject: Subject): void;
}

/** Which model, or which effects. */
export function SubjectSelect({ subjects, subject, choose }: SubjectSelectProps) {
  const { say } = useWords();
  const nameOf = ({ id, kind, step }: Subject) => (
    <>
      <bdi>{id}</bdi>
      <span className="quiet">{` · ${step === null ? say(explainWords[kind]) : say(step.title)}`}</span>
    </>
  );
  return (
    <div className="explain-field">
      <span className="quiet small">{say(explainWords.subject)}</span>
      <Select
        aria-label={say(explainWords.subject)}
        value={subject.id}
        popupMatchSelectWidth={false}
        onChange={(id) => {
          const chosen = subjects.find((each) => each.id === id);
          if (chosen !== undefined) choose(chosen);
        }}
        options={subjects.map((each) => ({ value: each.id, label: nameOf(each) }))}
      />
    </div>
  );
}
