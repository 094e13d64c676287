import { useMemo } from 'react';
import type { ProjectState, StepView } from '../../../core/api/types.ts';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useCall } from '../../client/use-call.ts';
import { isValue, meanOf, upliftWords } from '../../text/uplift.ts';
import { useWords } from '../../text/words.tsx';
import { truthColumns } from './truth.ts';
import { type Difference, differencesIn } from './who.ts';

interface WhoAreTheyProps {
  readonly project: ProjectState;
  readonly step: StepView;
  readonly arm: string;
  /** Counted from 1, the lowest effects first. */
  readonly group: number;
}

const GROUPS = 10;
const MOST_SHOWN = 8;
/** A difference this large fills its half of the bar. */
const FULL_BAR = 1;

/** How one tenth by predicted effect differs from everybody else. */
export function WhoAreThey({ project, step, arm, group }: WhoAreTheyProps) {
  const { say } = useWords();
  const column = `effect:${arm}`;
  const version = step.fingerprint ?? '';
  const rows = step.rowCount ?? 0;
  // The groups are cut at the sorted effects, so two rows of the sorted table tell where one begins and ends.
  const sorted = { source: step.id, sort: { column, isDescending: false }, count: 1 };
  const low = useCall('data.rows', group === 1 ? null : { ...sorted, from: Math.floor(((group - 1) * rows) / GROUPS) }, version);
  const high = useCall('data.rows', group === GROUPS ? null : { ...sorted, from: Math.floor((group * rows) / GROUPS) }, version);
  const [from, to] = [low, high].map(({ value, isLoading }) => {
    const at = value?.columns.findIndex(({ name }) => name === column) ?? -1;
    const cell = isLoading ? undefined : value?.cells[at]?.[0];
    return typeof cell === 'number' ? cell : null;
  });
  const isKnown = (group === 1 || from != null) && (group === GROUPS || to != null);
  const rule = {
    all: [...(from == null ? [] : [{ column, is: 'at-least', value: from }]), ...(to == null ? [] : [{ column, is: 'less', value: to }])],
  };
  const profile = useCall('rule.profile', isKnown && rule.all.length > 0 ? { source: step.id, rule } : null, version);
  const differences = useMemo(() => {
    if (profile.value === undefined) return null;
    const planted = truthColumns(project);
    const described = profile.value.columns.filter(({ role }) => role === 'covariate' || role === 'protected').map(({ name }) => name);
    const told = new Set(described);
    const isTold = (name: string): boolean => (told.size > 0 ? told.has(name) : !name.startsWith('effect:') && !planted.has(name));
    return differencesIn(profile.value, isTold, MOST_SHOWN);
  }, [profile.value, project]);
  const problem = profile.problem ?? low.problem ?? high.problem;
  const askAgain = (): void => {
    for (const call of [low, high, profile]) call.reload();
  };
  if (problem !== undefined) return <ProblemView problem={problem} retry={askAgain} />;
  if (differences === null) return <p className="quiet">{say(upliftWords.asking)}</p>;
  if (differences.length === 0) return <p className="quiet">{say(upliftWords.alike)}</p>;
  return <Differences differences={differences} />;
}

function Differences({ differences }: { readonly differences: readonly Difference[] }) {
  const { say, number, share } = useWords();
  return (
    <div className="table-scroll">
      <table className="block-table uplift-who">
        <thead>
          <tr>
            <th scope="col">{say(upliftWords.column)}</th>
            <th scope="col" className="number">
              {say(upliftWords.inside)}
            </th>
            <th scope="col" className="number">
              {say(upliftWords.outside)}
            </th>
            <th scope="col" colSpan={2}>
              {say(upliftWords.apart)}
            </th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ column, value, inside, outside, apart }) => {
            const write = value === null ? number : share;
            const told = typeof value === 'boolean' ? say(value ? upliftWords.yes : upliftWords.no) : (value ?? '');
            const name = value === null ? say(meanOf(column)) : `${column} ${say(isValue(told))}`;
            return (
              <tr key={column}>
                <td>
                  <bdi className="cell-name" title={name}>
                    {name}
                  </bdi>
                </td>
                <td className="number">{write(inside)}</td>
                <td className="number">{write(outside)}</td>
                <td className="number">{`${apart > 0 ? '+' : '−'}${Math.abs(apart).toFixed(2)}`}</td>
                <td>
                  <Bar apart={apart} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Bar({ apart }: { readonly apart: number }) {
  const width = 56 * Math.min(1, Math.abs(apart) / FULL_BAR);
  return (
    <svg width={120} height={14} aria-hidden>
      <line className="uplift-zero" x1={60} x2={60} y1={0} y2={14} />
      <rect className="uplift-apart" x={apart < 0 ? 60 - width : 60} y={3} width={width} height={8} />
    </svg>
  );
}
