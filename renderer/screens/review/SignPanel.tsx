import { App, Button, Input, Segmented, Select } from 'antd';
import { useId, useState } from 'react';
import type { SignatureView } from '../../../core/api/review-types.ts';
import type { ProjectState } from '../../../core/api/types.ts';
import { useRemembered } from '../../app/use-remembered.ts';
import { useAct } from '../../client/use-act.tsx';
import { reviewWords, unfinished } from '../../text/review.ts';
import { useWords } from '../../text/words.tsx';
import { Signatures } from './Signatures.tsx';

interface SignPanelProps {
  readonly project: ProjectState;
  readonly signatures: readonly SignatureView[] | undefined;
  /** Hears what is signed after something was. */
  keep(signatures: readonly SignatureView[]): void;
}

type Mode = SignatureView['kind'];

/** A name and a word, to all of it or against one step; below, what others have put their names to. */
export function SignPanel({ project, signatures, keep }: SignPanelProps) {
  const { say } = useWords();
  const [mode, setMode] = useState<Mode>('sign-off');
  const open = project.steps.filter(({ state }) => state !== 'fresh').length;
  const isSignOff = mode === 'sign-off';
  return (
    <div className="sign-panel">
      <Segmented<Mode>
        block
        aria-label={say(reviewWords.mode)}
        value={mode}
        onChange={setMode}
        options={[
          { value: 'sign-off', label: say(reviewWords.signOff) },
          { value: 'challenge', label: say(reviewWords.challenge) },
        ]}
      />
      <p className="quiet small">{say(isSignOff ? reviewWords.signOffWhy : reviewWords.challengeWhy)}</p>
      {project.isReadOnly ? <p className="quiet small">{say(reviewWords.readOnlyToo)}</p> : null}
      {isSignOff && open > 0 ? <p className="review-bad small">{say(unfinished(open))}</p> : null}
      <SignForm key={mode} mode={mode} project={project} keep={keep} />
      <Signatures project={project} signatures={signatures} />
    </div>
  );
}

function SignForm({ mode, project, keep }: Pick<SignPanelProps, 'project' | 'keep'> & { readonly mode: Mode }) {
  const { say } = useWords();
  const act = useAct();
  const { message } = App.useApp();
  const [name, setName] = useRemembered<string>('review/name', '');
  const [remark, setRemark] = useState('');
  const [step, setStep] = useState<string>();
  const [isTried, setTried] = useState(false);
  const isChallenge = mode === 'challenge';
  const trouble = {
    name: name.trim() === '' ? say(reviewWords.nameEmpty) : '',
    remark: isChallenge && remark.trim() === '' ? say(reviewWords.remarkEmpty) : '',
    step: isChallenge && step === undefined ? say(reviewWords.stepEmpty) : '',
  };
  const send = async (): Promise<void> => {
    setTried(true);
    if (Object.values(trouble).some((words) => words !== '')) return;
    const all = await act('project.sign', { name, remark, ...(step === undefined ? {} : { step }) });
    if (all === undefined) return;
    keep(all);
    setRemark('');
    setTried(false);
    void message.success(say(reviewWords.signed));
  };
  const steps = project.steps.map(({ id, title }) => ({ value: id, label: <bdi>{`${say(title)} (${id})`}</bdi> }));
  return (
    <div className="sign-form">
      <Field title={say(reviewWords.name)} trouble={isTried ? trouble.name : ''}>
        {(field) => <Input {...field} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />}
      </Field>
      {isChallenge ? (
        <Field title={say(reviewWords.challenged)} trouble={isTried ? trouble.step : ''}>
          {(field) => <Select<string> {...field} value={step ?? null} onChange={setStep} options={steps} />}
        </Field>
      ) : null}
      <Field title={say(reviewWords.remark)} trouble={isTried ? trouble.remark : ''}>
        {(field) => (
          <Input.TextArea
            {...field}
            value={remark}
            maxLength={10_000}
            autoSize={{ minRows: 3, maxRows: 10 }}
            onChange={(event) => setRemark(event.target.value)}
          />
        )}
      </Field>
      <Button type="primary" onClick={() => void send()}>
        {say(isChallenge ? reviewWords.challenge : reviewWords.signOff)}
      </Button>
    </div>
  );
}

interface FieldProps {
  readonly title: string;
  readonly trouble: string;
  children(field: { readonly id: string; readonly status: '' | 'error'; readonly 'aria-describedby': string }): React.ReactNode;
}

function Field({ title, trouble, children }: FieldProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{title}</label>
      {children({ id, status: trouble === '' ? '' : 'error', 'aria-describedby': `${id}-trouble` })}
      <p id={`${id}-trouble`} role="alert" className="field-trouble">
        {trouble}
      </p>
    </div>
  );
}
