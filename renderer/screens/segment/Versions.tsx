import type { RuleVersion } from '../../../core/api/segment-types.ts';
import { useCall } from '../../client/use-call.ts';
import { segmentWords } from '../../text/segment.ts';
import { useWords } from '../../text/words.tsx';

interface VersionsProps {
  readonly step: string;
  /** Changes with the document. */
  readonly version: string;
  readonly isReadOnly: boolean;
  restore(version: RuleVersion): void;
}

/** Every rule that the segment has had, newest first, with who came in and who went out. */
export function Versions({ step, version, isReadOnly, restore }: VersionsProps) {
  const { say } = useWords();
  const { value } = useCall('rule.versions', { step }, version);
  const versions = value ?? [];
  return (
    <section className="seg-versions" aria-label={say(segmentWords.versions)}>
      <h2>{say(segmentWords.versions)}</h2>
      <p className="quiet small">{say(versions.length === 0 ? segmentWords.noVersions : segmentWords.versionsHint)}</p>
      <ol className="plain-list seg-timeline">
        {versions.toReversed().map((each, at) => (
          <li key={each.index}>
            <button
              type="button"
              aria-current={at === 0 ? 'true' : undefined}
              disabled={isReadOnly || at === 0}
              title={at === 0 ? undefined : say(segmentWords.restore)}
              onClick={() => restore(each)}
            >
              <Version version={each} isCurrent={at === 0} />
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Version({ version, isCurrent }: { readonly version: RuleVersion; readonly isCurrent: boolean }) {
  const { say, number, date } = useWords();
  const { memberCount, entered, left } = version;
  return (
    <>
      <strong>{memberCount === null ? say(segmentWords.notCounted) : `${number(memberCount)} ${say(segmentWords.members)}`}</strong>
      {entered === null || left === null ? null : (
        <span className="seg-flow">
          <span className="entered">
            {say(segmentWords.entered)} +{number(entered)}
          </span>{' '}
          <span className="left">
            {say(segmentWords.left)} −{number(left)}
          </span>
        </span>
      )}
      <bdi className="small">{say(version.label)}</bdi>
      <span className="quiet small">{isCurrent ? say(segmentWords.current) : date(version.at)}</span>
    </>
  );
}
