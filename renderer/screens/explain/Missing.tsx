import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ProjectState } from '../../../core/api/types.ts';
import { useAct } from '../../client/use-act.tsx';
import { explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { addExplanations } from './add-explanations.ts';
import { Nothing } from './NothingYet.tsx';
import type { OwnMethod, Subject } from './subjects.ts';

const NAMES = { importance: explainWords.importance, shap: explainWords.shap, 'pdp-ice': explainWords.shape } as const;

interface MissingProps {
  readonly project: ProjectState;
  readonly subject: Subject;
  readonly methods: readonly OwnMethod[];
  /** Nothing explains the subject yet: the offer then fills the page. */
  readonly isAlone: boolean;
}

/** Explanations that the subject does not have yet, each a click away. */
export function Missing({ project, subject, methods, isAlone }: MissingProps) {
  const { say } = useWords();
  const act = useAct();
  if (methods.length === 0 || (project.isReadOnly && !isAlone)) return null;
  const add = async (wanted: readonly OwnMethod[]): Promise<void> => {
    const { document, label, steps } = addExplanations(project, subject, wanted);
    if ((await act('document.edit', { document, label })) !== undefined) await act('run.start', { steps: [...steps] });
  };
  const offers = methods.map((method) => (
    <Button key={method} icon={<PlusOutlined />} disabled={project.isReadOnly} onClick={() => void add([method])}>
      {say(NAMES[method])}
    </Button>
  ));
  if (!isAlone)
    return (
      <section className="explain-lacking" aria-label={say(explainWords.lacking)}>
        <span className="quiet small">{say(explainWords.lacking)}</span>
        {offers}
      </section>
    );
  return (
    <Nothing title={explainWords.notExplained} why={project.isReadOnly ? explainWords.readOnly : explainWords.notExplainedWhy}>
      <Button type="primary" disabled={project.isReadOnly} onClick={() => void add(methods)}>
        {say(explainWords.addAll)}
      </Button>
      {offers}
    </Nothing>
  );
}
