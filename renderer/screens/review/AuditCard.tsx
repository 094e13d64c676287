import { Input } from 'antd';
import { useMemo, useState } from 'react';
import type { ProjectState } from '../../../core/api/types.ts';
import type { TableData } from '../../../core/report/blocks.ts';
import { DataTable } from '../../blocks/table/DataTable.tsx';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useCall } from '../../client/use-call.ts';
import { auditKind, entriesFound, reviewWords } from '../../text/review.ts';
import { useWords } from '../../text/words.tsx';
import { Card } from './Card.tsx';

/** The audit trail, newest first, with a search over all of it. */
export function AuditCard({ project, version }: { readonly project: ProjectState; readonly version: string }) {
  const { say, number, date } = useWords();
  const [query, setQuery] = useState('');
  const { history, documentHash, lastRun } = project;
  const trail = useCall('project.audit', {}, `${documentHash} ${history.current} ${lastRun?.id ?? ''} ${version}`);
  const rows = useMemo(
    () =>
      (trail.value ?? [])
        .map(({ sequence, at, kind, subject, detail, hash }) => [sequence, date(at), say(auditKind(kind)), subject, detail, hash])
        .reverse(),
    [trail.value, say, date],
  );
  const found = useMemo(() => {
    const words = query
      .toLocaleLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    const holds = (row: TableData['rows'][number]): boolean => {
      const all = row.join(' ').toLocaleLowerCase();
      return words.every((word) => all.includes(word));
    };
    return words.length === 0 ? rows : rows.filter(holds);
  }, [rows, query]);
  const columns = [
    { name: 'sequence', label: reviewWords.entry },
    { name: 'at', label: reviewWords.at },
    { name: 'kind', label: reviewWords.what },
    { name: 'subject', label: reviewWords.subject },
    { name: 'detail', label: reviewWords.detail },
    { name: 'hash', label: reviewWords.hash },
  ];
  return (
    <Card
      title={reviewWords.trail}
      why={reviewWords.trailWhy}
      tools={
        <Input.Search
          allowClear
          aria-label={say(reviewWords.trailSearch)}
          placeholder={say(reviewWords.trailSearch)}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      }
    >
      {trail.problem === undefined ? null : <ProblemView problem={trail.problem} retry={trail.reload} />}
      <p role="status" className="quiet small">
        {say(trail.value !== undefined && found.length === 0 ? reviewWords.nothingFound : entriesFound(number(found.length)))}
      </p>
      <div className="review-trail">
        <DataTable name="audit" label={say(reviewWords.trail)} table={{ columns, rows: found }} maxHeight={360} />
      </div>
    </Card>
  );
}
