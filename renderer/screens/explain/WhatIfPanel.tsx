import { Button } from 'antd';
import { useMemo } from 'react';
import type { CellView, RowView, SubjectView } from '../../../core/api/types.ts';
import { explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { FeatureKnob } from './FeatureKnob.tsx';
import { heightsOf, stretchOf } from './knob.ts';

interface WhatIfPanelProps {
  readonly subject: SubjectView;
  readonly before: RowView;
  /** With the changes; the same as before while there are none. */
  readonly view: RowView;
  readonly changes: Readonly<Record<string, CellView>>;
  readonly order: readonly number[];
  onChange(name: string, value: CellView): void;
  onReset(): void;
}

/** Every feature of a customer with its curve, the weightiest first. */
export function WhatIfPanel({ subject, before, view, changes, order, onChange, onReset }: WhatIfPanelProps) {
  const { say } = useWords();
  const heights = useMemo(() => heightsOf(subject.features, before.lines), [subject, before]);
  const stretches = useMemo(
    () => subject.features.map((feature, index) => stretchOf(feature, before.values[index] ?? null)),
    [subject, before],
  );
  return (
    <section className="what-if" aria-label={say(explainWords.whatIf)}>
      <header>
        <h3>{say(explainWords.whatIf)}</h3>
        <Button size="small" disabled={Object.keys(changes).length === 0} onClick={onReset}>
          {say(explainWords.back)}
        </Button>
      </header>
      <p className="quiet small">{say(explainWords.whatIfWhy)}</p>
      {order.map((index) => {
        const feature = subject.features[index];
        if (feature === undefined) return null;
        const own = before.values[index] ?? null;
        return (
          <FeatureKnob
            key={feature.name}
            feature={feature}
            stretch={stretches[index] ?? null}
            value={Object.hasOwn(changes, feature.name) ? (changes[feature.name] ?? null) : own}
            before={own}
            line={view.lines[index] ?? []}
            answer={view.answer}
            heights={heights}
            onChange={onChange}
          />
        );
      })}
    </section>
  );
}
