import { DownloadOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { useMemo } from 'react';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import type { Rule } from '../../../core/frame/expression/rule.ts';
import { Page } from '../../app/page/Page.tsx';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { saveDownload } from '../../client/save-file.ts';
import { useAct } from '../../client/use-act.tsx';
import { useCall } from '../../client/use-call.ts';
import { columnsFor } from '../../controls/step/step-inputs.ts';
import { appWords } from '../../text/app.ts';
import { madeFrom, membersOf, restoredRule, segmentWords, undecided } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';
import { EditingContext } from './editing.ts';
import { GroupCard } from './GroupCard.tsx';
import { Profile, profileTable } from './Profile.tsx';
import { SegmentList } from './SegmentList.tsx';
import { SegmentOptions } from './SegmentOptions.tsx';
import { SqlPanel } from './SqlPanel.tsx';
import { type RuleCounts, useRested, useRuleCounts } from './use-rule-counts.ts';
import { type RuleDraft, useRuleDraft } from './use-rule-draft.ts';
import { Versions } from './Versions.tsx';
import '../../controls/step/step.css';

interface SegmentPageProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly segments: readonly StepView[];
  add(): void;
}

/** Profiles look at every column: they wait until the rule rests. */
const PROFILE_PAUSE_MS = 400;

/** One segment: its rule in the middle as a tree and as SQL, who is in at the right, its versions below. */
export function SegmentPage({ project, step, segments, add }: SegmentPageProps) {
  const words = useWords();
  const { say } = words;
  const { isReadOnly } = project;
  const columns = useMemo(() => columnsFor(project, step), [project, step]);
  const source = project.document.steps.find(({ id }) => id === step.id)?.from[0] ?? '';
  const version = versionOf(project, source);
  const draft = useRuleDraft(project, step, columns);
  const where = draft.text?.where ?? null;
  const counts = useRuleCounts(source, draft.countable, { where, version });
  const profile = useProfile(source, { rule: draft.countable.rule, where }, version);
  const editing = { root: draft.tree, counts, source, version, columns, isReadOnly, change: draft.change };
  return (
    <EditingContext value={editing}>
      <Page
        title={<bdi>{step.id}</bdi>}
        subtitle={say(madeFrom(source))}
        actions={<Actions project={project} step={step} counts={counts} source={source} />}
        choices={
          <>
            <SegmentList project={project} segments={segments} current={step.id} add={add} />
            <SegmentOptions project={project} step={step} />
            {isReadOnly ? <p className="quiet small">{say(segmentWords.readOnly)}</p> : null}
          </>
        }
        reading={<Profile state={profile} />}
        drawer={
          profile.value === undefined
            ? {}
            : { dataBehind: <DataTable table={profileTable(profile.value, words)} name={step.id} label={say(segmentWords.profile)} /> }
        }
      >
        <RuleArea draft={draft} counts={counts} step={step} />
        <SqlPanel
          rule={draft.countable.rule}
          where={where}
          take={(rule) => draft.replace({ rule }, segmentWords.editedSql)}
          keep={(text) => draft.replace({ where: text }, segmentWords.editedSql)}
        />
        <Versions
          step={step.id}
          version={`${project.documentHash} ${project.history.current} ${version}`}
          isReadOnly={isReadOnly}
          restore={({ spec: { rule, where: text } }) =>
            draft.replace(typeof text === 'string' && rule === undefined ? { where: text } : { rule }, restoredRule(step.id))
          }
        />
      </Page>
    </EditingContext>
  );
}

/** Changes when the table that a segment is made from does. */
function versionOf({ datasets, steps }: ProjectState, source: string): string {
  const step = steps.find(({ id }) => id === source);
  return datasets.find(({ name }) => name === source)?.hash ?? `${step?.fingerprint} ${step?.state}`;
}

function useProfile(source: string, { rule, where }: { readonly rule: Rule | null; readonly where: string | null }, version: string) {
  const question = where === null ? { rule } : { where };
  const key = useRested(where === null && rule === null ? '' : JSON.stringify(question), PROFILE_PAUSE_MS);
  const rested = useMemo(() => (key === '' ? null : { source, ...(JSON.parse(key) as { readonly where?: string }) }), [key, source]);
  return useCall('rule.profile', rested, version);
}

interface RuleAreaProps {
  readonly draft: RuleDraft;
  readonly counts: RuleCounts;
  readonly step: StepView;
}

/** How many are in, and the tree that says who. */
function RuleArea({ draft, counts, step }: RuleAreaProps) {
  const { say } = useWords();
  const isEmpty = draft.tree.parts.length === 0;
  return (
    <section className="seg-rule" aria-label={say(segmentWords.rule)}>
      <Headline counts={counts} />
      {draft.text === null ? (
        <>
          <GroupCard group={draft.tree} isRoot />
          {isEmpty ? <p className="quiet">{say(segmentWords.noRule)}</p> : null}
          {draft.countable.isWhole || isEmpty ? null : <p className="quiet small">{say(segmentWords.incomplete)}</p>}
        </>
      ) : (
        <TextOnly where={draft.text.where} startTree={() => draft.replace({}, segmentWords.removed)} />
      )}
      {counts.problem === undefined ? null : <ProblemView problem={counts.problem} />}
      {counts.problem === undefined && step.problem !== null && !isEmpty ? <ProblemView problem={step.problem} /> : null}
    </section>
  );
}

function Headline({ counts }: { readonly counts: RuleCounts }) {
  const { say, number, share } = useWords();
  if (counts.whole === null) return null;
  const { memberCount, rowCount, branches } = counts.whole;
  const unknown = branches[0]?.unknown ?? 0;
  return (
    <p className="seg-headline" aria-live="polite" aria-busy={counts.isLoading}>
      <strong data-members={memberCount}>
        {say(membersOf(number(memberCount), number(rowCount), share(rowCount === 0 ? 0 : memberCount / rowCount)))}
      </strong>
      {unknown === 0 ? null : <span className="quiet">{say(undecided(number(unknown)))}</span>}
    </p>
  );
}

function TextOnly({ where, startTree }: { readonly where: string; startTree(): void }) {
  const { say } = useWords();
  return (
    <div className="seg-text">
      <p className="quiet">{say(segmentWords.textOnly)}</p>
      <pre>
        <bdi>{where}</bdi>
      </pre>
      <Button size="small" onClick={startTree}>
        {say(segmentWords.startTree)}
      </Button>
    </div>
  );
}

interface ActionsProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly counts: RuleCounts;
  readonly source: string;
}

function Actions({ project, step, counts, source }: ActionsProps) {
  const { say } = useWords();
  const act = useAct();
  const { run } = useProjectActions();
  const condition = counts.whole?.branches[0]?.condition;
  const isNobody = condition === undefined || counts.whole?.memberCount === 0;
  const save = async (): Promise<void> => {
    const download = condition === undefined ? undefined : await act('data.export', { source, filter: condition, name: step.id });
    if (download !== undefined) saveDownload(download);
  };
  const isFresh = step.state === 'fresh';
  return (
    <>
      {isFresh ? null : <Tag className={`state-tag is-${step.state}`}>{say(appWords[step.state])}</Tag>}
      <Button
        icon={<DownloadOutlined />}
        disabled={isNobody}
        title={isNobody ? say(segmentWords.exportWhy) : undefined}
        onClick={() => void save()}
      >
        {say(segmentWords.export)}
      </Button>
      {project.isReadOnly ? null : (
        <Button
          type={isFresh ? 'default' : 'primary'}
          icon={<PlayCircleOutlined />}
          loading={step.state === 'running'}
          disabled={isNobody}
          onClick={() => void run([step.id])}
        >
          {say(segmentWords.run)}
        </Button>
      )}
    </>
  );
}
