import { Input } from 'antd';
import { useState } from 'react';
import type { CustomerPlace, CustomerView } from '../../../core/api/review-types.ts';
import type { ProjectState } from '../../../core/api/types.ts';
import { formatCell } from '../../../core/report/format.ts';
import { ProblemView } from '../../client/ProblemView.tsx';
import { useCall } from '../../client/use-call.ts';
import { reviewWords } from '../../text/review.ts';
import { useWords } from '../../text/words.tsx';
import { Card } from './Card.tsx';
import { type Fact, isSilent, summaryOf } from './customer-summary.ts';
import { PlaceView } from './PlaceView.tsx';

/** What the whole project says about one customer. */
export function CustomerCard({ project }: { readonly project: ProjectState }) {
  const { say } = useWords();
  const [id, setId] = useState('');
  const version = `${project.documentHash} ${project.lastRun?.id ?? ''}`;
  const found = useCall('customer.find', id === '' ? null : { id }, version);
  return (
    <Card
      title={reviewWords.customer}
      why={reviewWords.customerWhy}
      tools={
        <Input.Search
          allowClear
          enterButton={say(reviewWords.lookUp)}
          aria-label={say(reviewWords.customerId)}
          placeholder={say(reviewWords.customerId)}
          maxLength={10_000}
          loading={found.isLoading}
          onSearch={(words) => setId(words.trim())}
        />
      }
    >
      <div role="status" aria-busy={found.isLoading}>
        {found.isLoading && found.value === undefined ? <p className="quiet">{say(reviewWords.looking)}</p> : null}
        {id === '' || found.value === undefined ? null : <Told view={found.value} project={project} />}
      </div>
      {found.problem === undefined ? null : <ProblemView problem={found.problem} retry={found.reload} />}
    </Card>
  );
}

function Told({ view, project }: { readonly view: CustomerView; readonly project: ProjectState }) {
  const { say } = useWords();
  const summary = summaryOf(view);
  if (!summary.isKnown)
    return (
      <p className="review-bad">
        <bdi className="review-id">{view.id}</bdi> {say(reviewWords.nobody)}
      </p>
    );
  return (
    <>
      <p className="review-who">
        <bdi className="review-id">{view.id}</bdi>
      </p>
      <dl className="review-summary">
        <Facts title={say(reviewWords.arm)} facts={summary.arms} />
        <Facts title={say(reviewWords.outcome)} facts={summary.outcomes} />
        {summary.segments.map(({ source, isInside }) => (
          <Pair
            key={source}
            title={`${say(reviewWords.segment)} ${source}`}
            value={say(isInside ? reviewWords.inside : reviewWords.outside)}
          />
        ))}
        {summary.choices.map(({ source, option }) => (
          <Pair key={source} title={`${say(reviewWords.chosen)} ${source}`} value={option} />
        ))}
      </dl>
      <div className="review-places">
        {view.places
          .filter((place) => !isSilent(place))
          .map((place) => (
            <PlaceView key={place.source} place={place} step={project.steps.find(({ id }) => id === place.source)} />
          ))}
      </div>
      <Silent places={view.places.filter(isSilent)} />
    </>
  );
}

/** Steps that read the customer's row and say nothing of it. */
function Silent({ places }: { readonly places: readonly CustomerPlace[] }) {
  const { say } = useWords();
  if (places.length === 0) return null;
  return (
    <p className="quiet small">
      {say(reviewWords.nothingOwn)} <bdi>{places.map(({ source }) => source).join(', ')}</bdi>
    </p>
  );
}

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  const { language } = useWords();
  return facts.map(({ column, value }) => <Pair key={column} title={`${title} ${column}`} value={formatCell(value, language)} />);
}

function Pair({ title, value }: { readonly title: string; readonly value: string }) {
  return (
    <div>
      <dt>
        <bdi>{title}</bdi>
      </dt>
      <dd>
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}
