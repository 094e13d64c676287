import { Select } from 'antd';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import { go, hrefOf } from '../../app/route.ts';
import { stageOf } from '../../app/stages.ts';
import { useMethods } from '../../client/session-hooks.ts';
import { useAct } from '../../client/use-act.tsx';
import { columnsFor } from '../../controls/step/step-inputs.ts';
import { testWords } from '../../text/test.ts';
import { useWords } from '../../text/words.tsx';
import { freeName } from './scorecard.ts';

interface TestToolsProps {
  readonly project: ProjectState;
  readonly step: StepView;
}

/** More metrics for this test, the way to all of its options, and further analyses of the same table. */
export function TestTools({ project, step }: TestToolsProps) {
  const { say } = useWords();
  const act = useAct();
  const methods = useMethods();
  const { document } = project;
  const entry = document.steps.find(({ id }) => id === step.id);
  if (entry === undefined) return null;
  const { outcome, ...others } = entry.spec;
  const change = (names: readonly string[]): void => {
    const spec = names.length === 0 ? others : { ...others, outcome: [...names] };
    const steps = document.steps.map((each) => (each.id === step.id ? { ...each, spec } : each));
    void act('document.edit', { document: { ...document, steps }, label: testWords.changed });
  };
  const add = async (method: string): Promise<void> => {
    const id = freeName(method, new Set([...Object.keys(document.data), ...document.steps.map((each) => each.id)]));
    const steps = [...document.steps, { id, method, from: [...entry.from], spec: {} }];
    const changed = await act('document.edit', { document: { ...document, steps }, label: testWords.added });
    const kind = methods.get(method)?.kind;
    if (changed !== undefined && kind !== undefined) go(stageOf(kind), method === step.method ? 'scorecard' : 'step', { step: id });
  };
  const offered = [...methods.values()].filter(({ kind }) => kind === 'estimate' || kind === 'refute' || kind === 'design');
  const choices = offered.map(({ id, text }) => ({ value: id, label: `${say(text.title)} – ${say(text.purpose)}` }));
  return (
    <div className="test-tools">
      <label htmlFor="test-metrics">{say(testWords.metrics)}</label>
      <Select<string[]>
        id="test-metrics"
        mode="multiple"
        disabled={project.isReadOnly}
        placeholder={say(testWords.metricsByRole)}
        value={Array.isArray(outcome) ? outcome.map(String) : []}
        onChange={change}
        options={columnsFor(project, step).map(({ name }) => ({ value: name, label: name }))}
      />
      <a href={hrefOf('test', 'step', { step: step.id })}>{say(testWords.options)}</a>
      <label htmlFor="test-add">{say(testWords.add)}</label>
      <Select<string>
        id="test-add"
        showSearch={{ optionFilterProp: 'label' }}
        disabled={project.isReadOnly}
        placeholder={say(testWords.addHint)}
        value={null}
        popupMatchSelectWidth={420}
        onChange={(method) => void add(method)}
        options={choices}
      />
    </div>
  );
}
