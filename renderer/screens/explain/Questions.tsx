import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import { StateMark } from '../../app/frame/ThreadStrip.tsx';
import { go, hrefOf } from '../../app/route.ts';
import { useMethods } from '../../client/session-hooks.ts';
import { useAct } from '../../client/use-act.tsx';
import { answersWords, explainQuestions, explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { addExplanations } from './add-explanations.ts';
import { OWN_METHODS, type Subject } from './subjects.ts';

interface QuestionsProps {
  readonly project: ProjectState;
  readonly subject: Subject;
}

/** What people ask of a model, each answer one click away: an explanation that is there is opened, another is added and run. */
export function Questions({ project, subject }: QuestionsProps) {
  const { say } = useWords();
  const methods = useMethods();
  return (
    <section className="explain-questions" aria-label={say(explainWords.questions)}>
      <span className="quiet small">{say(explainWords.questions)}</span>
      {explainQuestions.map(({ question, answers }) => (
        <details key={question.en}>
          <summary>{say(question)}</summary>
          <ul>
            {answers
              .filter((method) => methods.has(method))
              .map((method) => (
                <li key={method}>
                  <Answer
                    project={project}
                    subject={subject}
                    method={method}
                    title={say(methods.get(method)?.text.title ?? explainWords.step)}
                  />
                </li>
              ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

interface AnswerProps extends QuestionsProps {
  readonly method: string;
  readonly title: string;
}

function Answer({ project, subject, method, title }: AnswerProps) {
  const { say } = useWords();
  const act = useAct();
  const known = subject.explanations.find((step) => step.method === method);
  if (known !== undefined)
    return (
      <a href={hrefOf('explain', pageOf(known), { step: known.id })}>
        <StateMark state={known.state} />
        {title}
      </a>
    );
  const add = async (): Promise<void> => {
    const { document, label, steps } = addExplanations(project, subject, [method]);
    if ((await act('document.edit', { document, label })) === undefined) return;
    if (steps[0] !== undefined) go('explain', pageOf({ method }), { step: steps[0] });
    await act('run.start', { steps: [...steps] });
  };
  return (
    <Button size="small" type="text" icon={<PlusOutlined />} disabled={project.isReadOnly} onClick={() => void add()}>
      <span aria-hidden>{title}</span>
      <span className="spoken">{say(answersWords(title))}</span>
    </Button>
  );
}

/** Explanations of the whole stand on one page, others on their own. */
function pageOf({ method }: Pick<StepView, 'method'>): string {
  return OWN_METHODS.some((own) => own === method) ? 'whole' : 'step';
}
