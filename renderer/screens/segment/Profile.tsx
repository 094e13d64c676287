import { Button } from 'antd';
import { useState } from 'react';
import type { ProfileBin, ProfileColumn, RuleProfile } from '../../../core/api/segment-types.ts';
import type { TableData } from '../../../core/report/blocks.ts';
import { ProblemView } from '../../client/ProblemView.tsx';
import type { CallState } from '../../client/use-call.ts';
import { KindMark } from '../../controls/form/ColumnField.tsx';
import { differsBy, segmentWords } from '../../text/segment.ts';
import { useWords, type Words } from '../../text/words.tsx';

const FEW = 8;

/** How those who are in differ from those who are out: a small picture for each column, most different first. */
export function Profile({ state }: { readonly state: CallState<RuleProfile> }) {
  const { say } = useWords();
  const [isWhole, setWhole] = useState(false);
  const { value: profile, problem, isLoading } = state;
  const hasBoth = profile !== undefined && profile.memberCount > 0 && profile.memberCount < profile.rowCount;
  return (
    <section className="seg-profile" aria-busy={isLoading}>
      <h2>{say(segmentWords.profile)}</h2>
      {problem === undefined ? null : <ProblemView problem={problem} retry={state.reload} />}
      {hasBoth ? (
        <>
          <p className="seg-key small">
            <span className="inside">{say(segmentWords.inside)}</span>
            <span className="outside">{say(segmentWords.outside)}</span>
            <span className="quiet">{say(segmentWords.profileHint)}</span>
          </p>
          {profile.columns.slice(0, isWhole ? undefined : FEW).map((column) => (
            <ColumnPicture
              key={column.name}
              column={column}
              members={profile.memberCount}
              others={profile.rowCount - profile.memberCount}
            />
          ))}
          {profile.columns.length > FEW ? (
            <Button size="small" type="link" onClick={() => setWhole(!isWhole)}>
              {say(isWhole ? segmentWords.showFew : segmentWords.showAll)}
            </Button>
          ) : null}
        </>
      ) : (
        <p className="quiet">{say(isLoading && profile === undefined ? segmentWords.profileLoading : segmentWords.profileEmpty)}</p>
      )}
    </section>
  );
}

interface PictureProps {
  readonly column: ProfileColumn;
  readonly members: number;
  readonly others: number;
}

function ColumnPicture({ column, members, others }: PictureProps) {
  const { say, share } = useWords();
  const isNumeric = column.kind === 'number' || column.kind === 'date';
  const hasMissing = column.missingInside + column.missingOutside > 0;
  return (
    <figure className="seg-picture" aria-label={say(differsBy(column.name, share(column.distance)))}>
      <figcaption>
        <KindMark kind={column.kind} />
        <bdi>{column.name}</bdi>
        <span className="quiet small">{share(column.distance)}</span>
      </figcaption>
      {isNumeric ? (
        <Histogram column={column} members={members} others={others} />
      ) : (
        <Bars column={column} members={members} others={others} />
      )}
      {hasMissing ? (
        <p className="quiet small seg-missing">
          {say(segmentWords.missing)} {share(column.missingInside / members)} / {share(column.missingOutside / others)}
        </p>
      ) : null}
    </figure>
  );
}

const WIDTH = 240;
const HEIGHT = 44;

/** The others as ground, the members as bars before it. */
function Histogram({ column, members, others }: PictureProps) {
  const words = useWords();
  const { bins } = column;
  const most = Math.max(...bins.map((bin) => Math.max(bin.inside / members, bin.outside / others)), 1e-9);
  const step = WIDTH / Math.max(1, bins.length);
  const bar = (kind: 'inside' | 'outside', bin: ProfileBin, at: number) => {
    const height = (HEIGHT * bin[kind]) / (kind === 'inside' ? members : others) / most;
    const inset = kind === 'inside' ? step * 0.28 : 0.5;
    return (
      <rect key={`${kind} ${at}`} className={kind} x={at * step + inset} y={HEIGHT - height} width={step - 2 * inset} height={height} />
    );
  };
  return (
    <>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {bins.map((bin, at) => bar('outside', bin, at))}
        {bins.map((bin, at) => bar('inside', bin, at))}
      </svg>
      <div className="seg-ends quiet small" aria-hidden="true">
        <span>{endName(bins[0]?.from ?? null, column, words)}</span>
        <span>{endName(bins.at(-1)?.to ?? null, column, words)}</span>
      </div>
    </>
  );
}

/** A pair of bars for each value. */
function Bars({ column, members, others }: PictureProps) {
  const words = useWords();
  const { share } = words;
  const most = Math.max(...column.bins.map((bin) => Math.max(bin.inside / members, bin.outside / others)), 1e-9);
  return (
    <div className="seg-bars" aria-hidden="true">
      {column.bins.map((bin) => {
        const [inside, outside] = [bin.inside / members, bin.outside / others];
        return (
          <div key={String(bin.value)} className="seg-bar">
            <bdi title={binName(bin, column, words)}>{binName(bin, column, words)}</bdi>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect className="inside" width={(100 * inside) / most} height={5} />
              <rect className="outside" y={5} width={(100 * outside) / most} height={5} />
            </svg>
            <span className="small">{share(inside)}</span>
            <span className="quiet small">{share(outside)}</span>
          </div>
        );
      })}
    </div>
  );
}

function endName(end: number | null, { kind }: ProfileColumn, { number }: Words): string {
  if (end === null) return '';
  return kind === 'date' ? new Date(end).toISOString().slice(0, 10) : number(Number(end.toPrecision(3)));
}

function binName({ value, from, to }: ProfileBin, column: ProfileColumn, words: Words): string {
  if (typeof value === 'boolean') return words.say(value ? segmentWords.yes : segmentWords.no);
  if (value !== null) return value;
  if (from === null) return words.say(segmentWords.others);
  const [low, high] = [endName(from, column, words), endName(to, column, words)];
  return low === high ? low : `${low} … ${high}`;
}

/** The numbers behind the pictures. */
export function profileTable({ columns, memberCount, rowCount }: RuleProfile, words: Words): TableData {
  const { say } = words;
  const others = rowCount - memberCount;
  const part = (count: number, of: number): number => (of === 0 ? 0 : count / of);
  const rows = columns.flatMap((column) => [
    ...column.bins.map((bin) => [column.name, binName(bin, column, words), part(bin.inside, memberCount), part(bin.outside, others)]),
    [column.name, say(segmentWords.missing), part(column.missingInside, memberCount), part(column.missingOutside, others)],
  ]);
  const heads = [
    say(segmentWords.column),
    say(segmentWords.value),
    `${say(segmentWords.inside)} (${say(segmentWords.share)})`,
    `${say(segmentWords.outside)} (${say(segmentWords.share)})`,
  ];
  return { columns: heads.map((name) => ({ name })), rows };
}
