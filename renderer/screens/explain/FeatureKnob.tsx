import { UndoOutlined } from '@ant-design/icons';
import { Button, Input, InputNumber, Segmented, Select, Slider } from 'antd';
import { memo } from 'react';
import type { CellView, FeatureView } from '../../../core/api/types.ts';
import { explainWords } from '../../text/explain.ts';
import { useWords } from '../../text/words.tsx';
import { FeatureCurve } from './FeatureCurve.tsx';
import { cellOf, type Heights, numberOf, type Stretch } from './knob.ts';

interface KnobControlProps {
  readonly feature: FeatureView;
  readonly stretch: Stretch | null;
  readonly value: CellView;
  readonly before: CellView;
  /** Keep it stable: most controls stay as they are while one is moved. */
  onChange(name: string, value: CellView): void;
}

interface FeatureKnobProps extends KnobControlProps {
  readonly line: readonly number[];
  readonly answer: number;
  readonly heights: Heights;
}

/** One feature of a customer: what it is, what it could be, and how the answer would move with it. */
export function FeatureKnob({ line, answer, heights, ...control }: FeatureKnobProps) {
  const { feature, stretch, value, before } = control;
  return (
    <div className={`knob${value === before ? '' : ' is-changed'}`} data-feature={feature.name}>
      <KnobHead {...control} />
      {line.length === 0 ? (
        <Constant />
      ) : (
        <FeatureCurve feature={feature} stretch={stretch} line={line} answer={answer} value={value} before={before} heights={heights} />
      )}
      <KnobSlider {...control} />
    </div>
  );
}

function Constant() {
  const { say } = useWords();
  return <p className="quiet small">{say(explainWords.constant)}</p>;
}

const KnobHead = memo(function KnobHead(props: KnobControlProps) {
  const { feature, value, before, onChange } = props;
  const { say } = useWords();
  return (
    <div className="knob-head">
      <bdi className="knob-name" title={feature.name}>
        {feature.name}
      </bdi>
      {value === before ? null : (
        <Button
          type="text"
          size="small"
          icon={<UndoOutlined />}
          aria-label={`${say(explainWords.backOne)}: ${feature.name}`}
          title={say(explainWords.backOne)}
          onClick={() => onChange(feature.name, before)}
        />
      )}
      <ValueField {...props} />
    </div>
  );
});

function ValueField({ feature, value, before, onChange }: KnobControlProps) {
  const { say } = useWords();
  const { name, kind, categories } = feature;
  const change = (next: CellView): void => onChange(name, next);
  switch (kind) {
    case 'category':
      return (
        <Select
          size="small"
          className="knob-field"
          aria-label={name}
          value={value === null ? null : String(value)}
          placeholder={say(explainWords.missing)}
          showSearch
          allowClear={before === null}
          onChange={(next: string | null | undefined) => change(next ?? null)}
          options={(categories ?? []).map((category) => ({ value: category, label: <bdi>{category}</bdi> }))}
        />
      );
    case 'boolean':
      return (
        <Segmented
          size="small"
          name={`${name}-is`}
          aria-label={name}
          {...(value === null ? {} : { value: value === true ? 'yes' : 'no' })}
          onChange={(next) => change(next === 'yes')}
          options={[
            { value: 'no', label: say(explainWords.no) },
            { value: 'yes', label: say(explainWords.yes) },
          ]}
        />
      );
    case 'date':
      return (
        <Input
          size="small"
          className="knob-field"
          type="date"
          aria-label={name}
          value={value === null ? '' : String(value)}
          onChange={({ target }) => change(target.value === '' ? null : target.value)}
        />
      );
    default:
      return (
        <InputNumber
          size="small"
          className="knob-field"
          aria-label={name}
          value={typeof value === 'number' ? value : null}
          placeholder={say(explainWords.missing)}
          controls={false}
          onChange={(next) => change(next)}
        />
      );
  }
}

const KnobSlider = memo(function KnobSlider({ feature, stretch, value, onChange }: KnobControlProps) {
  const { number } = useWords();
  if (stretch === null) return null;
  const at = numberOf(value, feature.kind);
  const isDate = feature.kind === 'date';
  return (
    <Slider
      className="knob-slider"
      min={stretch.low}
      max={stretch.high}
      step={stretch.step}
      // A missing value stands nowhere; the slider then waits at its left end.
      value={at ?? stretch.low}
      ariaLabelForHandle={feature.name}
      ariaValueTextFormatterForHandle={(next) => (isDate ? String(cellOf(next, 'date')) : number(next))}
      tooltip={{ formatter: null }}
      onChange={(next) => onChange(feature.name, cellOf(next, feature.kind))}
    />
  );
});
