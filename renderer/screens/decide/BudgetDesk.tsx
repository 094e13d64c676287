import { Button, InputNumber } from 'antd';
import { useDeferredValue, useEffect, useState } from 'react';
import type { ProjectState, ResultView, StepView } from '../../../core/api/types.ts';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { useAct } from '../../client/use-act.tsx';
import { useCall } from '../../client/use-call.ts';
import { decideWords, keptBudget, unitIsWorth } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import { type BudgetCurve, type OptionTotals, pointAt, scalarOf, statedTotals, totalsAt } from './budget-curve.ts';
import { Frontier } from './Frontier.tsx';

interface BudgetDeskProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly result: ResultView;
  readonly curve: BudgetCurve;
}

/** A hand that rests this long has let go: then the plan is solved exactly. */
const REST_MS = 250;

/** The budget on its curve, with what follows it: totals and options at once from the curve, the exact plan when the hand rests. */
export function BudgetDesk({ project, step, result, curve }: BudgetDeskProps) {
  const { say, number } = useWords();
  const act = useAct();
  const entry = project.document.steps.find(({ id }) => id === step.id);
  const stated = entry?.spec['budget'];
  const kept = typeof stated === 'number' ? stated : null;
  const first = kept ?? Math.round(curve.points.at(-1)?.budget ?? 0);
  const [budget, setBudget] = useState(first);
  useEffect(() => setBudget(first), [first]);
  const rested = useRested(budget);
  const isKept = budget === kept;
  const question =
    isKept || entry === undefined
      ? null
      : { method: step.method, step: step.id, from: [...entry.from], spec: { ...entry.spec, budget: rested } };
  const trial = useCall('step.try', question, project.documentHash);
  const exact = isKept ? (result.isStale ? undefined : result) : rested === budget && !trial.isLoading ? trial.value : undefined;
  const point = pointAt(curve, budget);
  const totals = exact === undefined ? totalsAt(curve, budget) : statedTotals(exact.report);
  const worth = exact === undefined ? point.value : scalarOf(exact.report, 'value');
  const keep = (): void => {
    if (entry === undefined) return;
    const steps = project.document.steps.map((each) => (each.id === step.id ? { ...each, spec: { ...each.spec, budget } } : each));
    void act('document.edit', { document: { ...project.document, steps }, label: keptBudget(budget) }).then((changed) =>
      changed === undefined ? undefined : act('run.start', { steps: [step.id] }),
    );
  };
  return (
    <section className="block" aria-label={say(decideWords.frontier)}>
      <h3>{say(decideWords.frontier)}</h3>
      <p className="quiet small">{say(decideWords.how)}</p>
      <Frontier curve={curve} budget={budget} kept={kept} onChange={setBudget} />
      <div className="decide-numbers">
        <div>
          <span className="quiet small">{say(decideWords.budget)}</span>
          <InputNumber aria-label={say(decideWords.budget)} min={0} value={budget} onChange={(next) => next !== null && setBudget(next)} />
        </div>
        <div aria-live="polite">
          <span className="quiet small">{say(decideWords.value)}</span>
          <strong>{typeof worth === 'number' ? number(worth) : '–'}</strong>
          <span className="quiet small">{say(exact === undefined ? decideWords.about : decideWords.exact)}</span>
        </div>
        <p>{say(unitIsWorth(number(point.shadowPrice), point.shadowPrice === 0))}</p>
        <Button
          type="primary"
          disabled={isKept || project.isReadOnly}
          title={project.isReadOnly ? say(decideWords.readOnly) : ''}
          onClick={keep}
        >
          {say(decideWords.keep)}
        </Button>
        {isKept || kept === null ? null : <Button onClick={() => setBudget(kept)}>{say(decideWords.back)}</Button>}
      </div>
      <Options totals={totals} />
    </section>
  );
}

function Options({ totals }: { readonly totals: readonly OptionTotals[] }) {
  const { say } = useWords();
  const table = {
    columns: [
      { name: 'option', label: decideWords.option },
      { name: 'customers', label: decideWords.customers },
      { name: 'value', label: decideWords.value },
      { name: 'cost', label: decideWords.cost },
    ],
    rows: totals.map(({ option, customers, value, cost }) => [option, customers, value, cost]),
  };
  return <DataTable name="options" label={say(decideWords.whoGets)} table={table} />;
}

/** A value once it has not changed for a moment. */
function useRested(value: number): number {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const wait = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(wait);
  }, [value]);
  return useDeferredValue(rested);
}
