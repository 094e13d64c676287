import { CheckCircleOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import { useState } from 'react';
import type { SampleInfo } from '../../../core/api/types.ts';
import { useProjectActions } from '../../app/use-project-actions.tsx';
import { useMethods } from '../../client/session-hooks.ts';
import { homeWords } from '../../text/home.ts';
import { useWords } from '../../text/words.tsx';
import { SampleSketch } from './SampleSketch.tsx';

/** Methods named on a card; a card is no list. */
const MOST_NAMED = 4;

/** The samples as cards: what it is, how large, which methods, and whether the truth is known. */
export function SampleGallery({ samples }: { readonly samples: readonly SampleInfo[] }) {
  const { say } = useWords();
  return (
    <section className="home-right" aria-label={say(homeWords.samples)}>
      <h2>{say(homeWords.samples)}</h2>
      <p className="quiet small">{say(homeWords.samplesHint)}</p>
      <div className="sample-cards">
        {samples.map((sample) => (
          <SampleCard key={sample.id} sample={sample} />
        ))}
      </div>
    </section>
  );
}

function SampleCard({ sample }: { readonly sample: SampleInfo }) {
  const { say, number } = useWords();
  const methods = useMethods();
  const { openSample } = useProjectActions();
  const [isOpening, setOpening] = useState(false);
  const shorten = (title: string): string => title.replace(/\s*[(（][^)）]*[)）]\s*$/u, '');
  const named = sample.methods.slice(0, MOST_NAMED).map((id) => {
    const method = methods.get(id);
    return method === undefined ? id : shorten(say(method.text.title));
  });
  const rest = sample.methods.length - named.length;
  return (
    <article className="sample-card">
      <SampleSketch id={sample.id} />
      <div className="sample-body">
        <h3>
          <button
            type="button"
            className="sample-open"
            aria-busy={isOpening}
            disabled={isOpening}
            onClick={() => {
              setOpening(true);
              void openSample(sample.id).finally(() => setOpening(false));
            }}
          >
            {say(sample.name)}
          </button>
        </h3>
        <p className="quiet small sample-text">{say(sample.description)}</p>
        <p className="sample-facts small">
          <span>{`${number(sample.rowCount)} ${say(homeWords.rows)}`}</span>
          {sample.hasKnownTruth ? (
            <Tooltip title={say(homeWords.knownTruthWhy)}>
              <span className="truth-badge">
                <CheckCircleOutlined aria-hidden /> {say(homeWords.knownTruth)}
              </span>
            </Tooltip>
          ) : null}
        </p>
        <p className="quiet small">{`${named.join(' · ')}${rest > 0 ? ` · +${rest}` : ''}`}</p>
      </div>
    </article>
  );
}
