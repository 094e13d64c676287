import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import type { ProjectState, ResultView, StepView } from '../../../core/api/types.ts';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useAct } from '../../client/use-act.tsx';
import { decideWords, keptBudget, unitIsWorth } from '../../text/decide.ts';
import { useWords } from '../../text/words.tsx';
import { BudgetField } from './BudgetField.tsx';
import { type BudgetCurve, type OptionTotals, pointAt, pricesOf, scalarOf, statedTotals, totalsAt } from './budget-curve.ts';
import { Frontier } from './Frontier.tsx';
import { useTrial } from './use-trial.ts';

interface BudgetDeskProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly result: ResultView;
  readonly curve: BudgetCurve;
  /** Hears which exact plan the desk shows; undefined while there is none. */
  onExact(exact: ResultView | undefined): void;
}

/** The budget on its curve, with what follows it: totals and options at once from the curve, the exact plan when the hand rests. */
export function BudgetDesk({ project, step, result, curve, onExact }: BudgetDeskProps) {
  const { say, number } = useWords();
  const act = useAct();
  const entry = project.document.steps.find(({ id }) => id === step.id);
  const stated = entry?.spec['budget'];
  const kept = typeof stated === 'number' ? stated : null;
  const first = kept ?? Math.round(curve.points.at(-1)?.budget ?? 0);
  const [budget, setBudget] = useState(first);
  useEffect(() => setBudget(first), [first]);
  const { exact, problem, isSolving } = useTrial(project, step, result, budget, kept);
  useEffect(() => onExact(exact), [exact, onExact]);
  const isKept = budget === kept;
  const totals = useMemo(() => (exact === undefined ? totalsAt(curve, budget) : statedTotals(exact.report)), [exact, curve, budget]);
  const point = pointAt(curve, budget);
  const worth = exact === undefined ? point.value : scalarOf(exact.report, 'value');
  const price = (exact === undefined ? undefined : pricesOf(exact.report).get('budget')) ?? point.shadowPrice;
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
        <BudgetField budget={budget} onChange={setBudget} />
        <div className="decide-worth" aria-live="polite">
          <span className="quiet small">{say(decideWords.value)}</span>
          <strong>{typeof worth === 'number' ? number(Math.round(worth)) : '–'}</strong>
          <span className="quiet small">
            {say(exact !== undefined ? decideWords.exact : isSolving ? decideWords.solving : decideWords.about)}
          </span>
        </div>
        <p className="decide-price">{say(unitIsWorth(number(price), price === 0))}</p>
        <div className="decide-keep">
          <Button
            type="primary"
            disabled={isKept || project.isReadOnly || problem !== undefined}
            title={project.isReadOnly ? say(decideWords.readOnly) : ''}
            onClick={keep}
          >
            {say(decideWords.keep)}
          </Button>
          {isKept || kept === null ? null : <Button onClick={() => setBudget(kept)}>{say(decideWords.back)}</Button>}
        </div>
      </div>
      {problem === undefined ? null : <ProblemView problem={problem} />}
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
    rows: totals.map(({ option, customers, value, cost }) => [option, customers, Math.round(value), Math.round(cost)]),
  };
  return <DataTable name="options" label={say(decideWords.whoGets)} table={table} />;
}
