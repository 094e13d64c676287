import { Select } from 'antd';
import type { StepView } from '../../../core/api/types.ts';
import { stepWords } from '../../text/step.ts';
import { useWords } from '../../text/words.tsx';

interface StepPickerProps {
  readonly steps: readonly StepView[];
  readonly step: StepView;
  go(step: string): void;
}

/** Leads to another step of the same kind; nothing where there is only one. */
export function StepPicker({ steps, step, go }: StepPickerProps) {
  const { say } = useWords();
  if (steps.length < 2) return null;
  return (
    <Select
      aria-label={say(stepWords.steps)}
      value={step.id}
      style={{ width: '100%', marginBottom: 12 }}
      options={steps.map(({ id, title }) => ({ value: id, label: `${id} · ${say(title)}` }))}
      onChange={go}
    />
  );
}
