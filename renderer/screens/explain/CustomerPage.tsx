import { Select } from 'antd';
import { useCallback, useMemo } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import { Page } from '../../app/page/Page.tsx';
import { go } from '../../app/route.ts';
import { FigureView } from '../../blocks/figure/FigureView.tsx';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useCall } from '../../client/use-call.ts';
import { explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { AnswerCard } from './AnswerCard.tsx';
import { Elsewhere } from './Elsewhere.tsx';
import { FindCustomer } from './FindCustomer.tsx';
import { Peers } from './Peers.tsx';
import { Reasons } from './Reasons.tsx';
import { SubjectSelect } from './SubjectSelect.tsx';
import { orderOf } from './steps-of-answer.ts';
import { doorOf, type Subject } from './subjects.ts';
import { useChanges } from './use-changes.ts';
import { useWhatIf } from './use-what-if.ts';
import { WhatIfPanel } from './WhatIfPanel.tsx';
import { waterfallBlock } from './waterfall.ts';

interface CustomerPageProps {
  readonly project: ProjectState;
  readonly subjects: readonly Subject[];
  readonly subject: Subject;
  readonly params: Readonly<Record<string, string>>;
}

/** Everything about one customer: the answer, why it is that, what it would be otherwise, and who is alike. */
export function CustomerPage({ project, subjects, subject, params }: CustomerPageProps) {
  const { say } = useWords();
  const step = doorOf(subject, params['step']);
  const { facts, before, view, order, changes, change, reset, problems, notFound, isLoading } = useCustomer(project, subject, step, params);
  const waterfall = useMemo(
    () => (facts === undefined || view === undefined || before === undefined ? null : waterfallBlock(facts, view, before, order)),
    [facts, view, before, order],
  );
  const arm = params['arm'];
  // Stable, so that what belongs to the customer as it is need not be drawn anew for every move of a slider.
  const show = useCallback(
    (who: { readonly row: number } | { readonly id: string }): void =>
      go('explain', 'customer', { step, ...(arm === undefined ? {} : { arm }), ...('row' in who ? { row: String(who.row) } : who) }),
    [step, arm],
  );
  const showRow = useCallback((row: number) => show({ row }), [show]);
  return (
    <Page
      title={say(explainWords.customerTitle)}
      subtitle={<bdi>{view === undefined ? subject.id : `${view.name} · ${subject.id}`}</bdi>}
      choices={
        <div className="explain-choices">
          <SubjectSelect
            subjects={subjects}
            subject={subject}
            choose={(next) => go('explain', 'customer', { step: doorOf(next, undefined) })}
          />
          <ArmSelect
            arms={facts?.arms ?? []}
            arm={facts?.arm ?? null}
            choose={(arm) => go('explain', 'customer', { step, arm, row: String(view?.row ?? 1) })}
          />
          <FindCustomer subject={facts} view={before} problem={notFound} show={show} />
          {facts === undefined || before === undefined || view === undefined ? null : (
            <WhatIfPanel subject={facts} before={before} view={view} changes={changes} order={order} onChange={change} onReset={reset} />
          )}
        </div>
      }
      drawer={
        waterfall === null
          ? {}
          : { dataBehind: <DataTable table={waterfall.table} name="waterfall" label={say(waterfall.title)} maxHeight={2000} /> }
      }
      reading={
        facts === undefined || view === undefined ? undefined : (
          <Reasons subject={facts} before={before ?? view} view={view} order={order} />
        )
      }
    >
      <div className="explain-main">
        {problems.map(({ problem, retry }) => (
          <ProblemView key={problem.code + problem.message} problem={problem} {...(retry === undefined ? {} : { retry })} />
        ))}
        {isLoading ? (
          <p className="quiet" role="status">
            {say(explainWords.preparing)}
          </p>
        ) : null}
        {facts === undefined || before === undefined || view === undefined || waterfall === null ? null : (
          <>
            <AnswerCard subject={facts} before={before} view={view} isChanged={Object.keys(changes).length > 0} />
            <FigureView block={waterfall} />
            <Peers view={before} kind={facts.kind} show={showRow} />
            {facts.idColumn === null ? null : <Elsewhere project={project} idColumn={facts.idColumn} name={before.name} />}
          </>
        )}
      </div>
    </Page>
  );
}

/** What the host says about the customer that the address names, as it is and with the changes that are tried. */
function useCustomer(project: ProjectState, subject: Subject, step: string, params: CustomerPageProps['params']) {
  const { about, who } = askedBy(params, step);
  const spec = project.document.steps.find(({ id }) => id === step)?.spec;
  const version = `${subject.step?.fingerprint ?? ''} ${JSON.stringify(spec ?? {})}`;
  const facts = useCall('explain.subject', about, version);
  const asked = useCall('explain.row', who, version);
  // For a moment the two may belong to different subjects.
  const before = asked.value?.values.length === facts.value?.features.length ? asked.value : undefined;
  const { changes, change, reset } = useChanges(JSON.stringify([who, version]), facts.value, before);
  const tried = useWhatIf(before === undefined ? null : { ...about, row: before.row }, changes);
  const order = useMemo(() => (before === undefined ? [] : orderOf(before)), [before]);
  const isNobody = asked.problem?.code === 'option/invalid' && facts.problem === undefined;
  const rowProblem = isNobody || facts.problem !== undefined ? undefined : asked.problem;
  const problems = [
    { problem: facts.problem, retry: facts.reload },
    { problem: rowProblem, retry: asked.reload },
    { problem: tried.problem, retry: undefined },
  ].flatMap(({ problem, retry }) => (problem === undefined ? [] : [{ problem, retry }]));
  return {
    facts: facts.value,
    before,
    view: tried.view ?? before,
    order,
    changes,
    change,
    reset,
    problems,
    notFound: isNobody ? asked.problem : undefined,
    isLoading: facts.value === undefined && facts.isLoading,
  };
}

/** What the address asks for, in the words of the calls. */
function askedBy(params: CustomerPageProps['params'], step: string) {
  const [arm, id] = [params['arm'], params['id']];
  const row = Number(params['row']);
  const about = { step, ...(arm === undefined ? {} : { arm }) };
  if (Number.isInteger(row) && row >= 1) return { about, who: { ...about, row } };
  return { about, who: id === undefined || id === '' ? { ...about, row: 1 } : { ...about, customer: id } };
}

interface ArmSelectProps {
  readonly arms: readonly string[];
  readonly arm: string | null;
  choose(arm: string): void;
}

/** Whose effect; nothing for a model, and where there is only one arm. */
function ArmSelect({ arms, arm, choose }: ArmSelectProps) {
  const { say } = useWords();
  if (arms.length < 2) return null;
  return (
    <div className="explain-field">
      <span className="quiet small">{say(explainWords.arm)}</span>
      <Select
        aria-label={say(explainWords.arm)}
        value={arm}
        onChange={choose}
        options={arms.map((each) => ({ value: each, label: <bdi>{each}</bdi> }))}
      />
    </div>
  );
}
