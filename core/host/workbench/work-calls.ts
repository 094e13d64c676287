import type { Handlers } from '../../api/server.ts';
import type { ProjectState } from '../../api/types.ts';
import { refuse } from '../../base/problem.ts';
import { text } from '../../base/text.ts';
import { checkDraft, type ExperimentDocument } from '../../run/document.ts';
import type { Bench } from './bench.ts';
import { quadrantsOf } from './quadrants.ts';
import { ruleOfSql, sqlOfRule } from './rules.ts';
import { planRun, runPlan } from './run-steps.ts';
import { checkTrial, resultView } from './try-step.ts';

type WorkCalls =
  | 'document.edit'
  | 'document.go'
  | 'run.start'
  | 'step.result'
  | 'step.check'
  | 'step.try'
  | 'explain.subject'
  | 'explain.row'
  | 'effects.quadrants'
  | 'rule.count'
  | 'rule.profile'
  | 'rule.versions'
  | 'data.values'
  | 'rule.toSql'
  | 'rule.fromSql';

/** Calls that change the experiment, run it and ask what came out. */
export function workCalls(bench: Bench): Pick<Handlers, WorkCalls> {
  return {
    'document.edit': ({ document, label }) => {
      const session = bench.writable;
      const draft = checkDraft(document);
      requireOwnNames(draft);
      session.history.push(draft, label, session.history.current.pins);
      return told(bench);
    },
    'document.go': ({ index }) => {
      bench.writable.history.go(index);
      return told(bench);
    },
    'run.start': ({ steps }) => {
      const session = bench.writable;
      const plan = planRun(session, steps);
      const { pool, clock, changed } = bench;
      const { id, result } = bench.jobs.start('run', nameOfRun(steps), (job) => runPlan(plan, { session, pool, clock, changed }, job));
      // The job book keeps the problem, and the page hears of it there.
      result.catch(() => undefined);
      return { job: id };
    },
    'step.result': ({ step }) => {
      const { session } = bench;
      const { from } = session.traced().get(step)?.entry ?? { from: [] };
      const view = resultView(step, from, session.resultOf(step), session);
      return view ?? refuse('document/no-result', `Step "${step}" has not been run yet.`, 'Run it first.', { step });
    },
    'step.check': (trial) => checkTrial(trial, bench.session),
    'step.try': (trial, signal) => bench.trials.run(trial, bench.session, bench.pool, signal),
    'explain.subject': (request, signal) => bench.explainer.subject(request, bench.session, signal),
    'explain.row': (request, signal) => bench.explainer.row(request, bench.session, signal),
    'effects.quadrants': (request) => quadrantsOf(request, bench.session),
    'rule.count': (request, signal) => bench.tables.count(request, bench.session, signal),
    'rule.profile': (request, signal) => bench.tables.profile(request, bench.session, signal),
    'rule.versions': ({ step }, signal) => bench.tables.versions(step, bench.session, signal),
    'data.values': (request, signal) => bench.tables.values(request, bench.session, signal),
    'rule.toSql': ({ rule }) => sqlOfRule(rule),
    'rule.fromSql': ({ sql }) => ruleOfSql(sql),
  };
}

function told(bench: Bench): ProjectState {
  bench.changed();
  return bench.session.state();
}

/** Two things of one name could not be told apart by those that read from them. @throws document/duplicate-step */
function requireOwnNames(document: ExperimentDocument): void {
  const taken = new Set(Object.keys(document.data));
  for (const { id } of document.steps) {
    if (taken.has(id))
      refuse('document/duplicate-step', `"${id}" is used twice.`, 'Give every dataset and step its own name.', { step: id });
    taken.add(id);
  }
}

function nameOfRun(steps: readonly string[] | undefined) {
  if (steps === undefined) return text('Run the experiment', '运行整个实验');
  const named = steps.join(', ');
  return text(`Run ${named}`, `运行 ${named}`);
}
