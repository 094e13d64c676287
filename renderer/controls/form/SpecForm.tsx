import { Collapse } from 'antd';
import { type ComponentType, useMemo } from 'react';
import type { ColumnInfo, MethodInfo } from '../../../core/api/types.ts';
import type { Problem } from '../../../core/base/problem.ts';
import { type Text, verbatim } from '../../../core/base/text.ts';
import { controlsWords } from '../../text/controls.ts';
import { useWords } from '../../text/words.tsx';
import { arrangeOptions } from './arrange.ts';
import { checkOptions } from './check.ts';
import { FieldControl } from './FieldControl.tsx';
import { type FieldProps, FormContext, type FormSurroundings } from './form-context.ts';
import { OptionField } from './OptionField.tsx';
import type { SchemaNode } from './schema.ts';
import './form.css';

export type Spec = Readonly<Record<string, unknown>>;

interface SpecFormProps {
  readonly method: MethodInfo;
  readonly spec: Spec;
  onChange(spec: Spec): void;
  /** Columns of the table that comes in, for the pickers. */
  readonly columns: readonly ColumnInfo[];
  readonly arms?: readonly string[];
  /** What the host has found wrong; those that name an option stand at its field. */
  readonly problems?: readonly Problem[];
  readonly isDisabled?: boolean;
  readonly editors?: Readonly<Record<string, ComponentType<FieldProps>>>;
  /** Draws only these options, in this order, e.g. where a screen draws the others its own way. */
  readonly only?: readonly string[];
}

const NO_ARMS: readonly string[] = [];
const NO_EDITORS = {};

/** The form of a method, drawn from its schema and its words: what matters first is open, the rest folds. */
export function SpecForm(props: SpecFormProps) {
  const { method, spec, onChange, columns, arms = NO_ARMS, problems, isDisabled = false, editors = NO_EDITORS, only } = props;
  const { say } = useWords();
  const schema = method.spec as SchemaNode;
  const surroundings = useMemo<FormSurroundings>(
    () => ({ columns, arms, isDisabled, editors, options: method.text.options, Field: FieldControl }),
    [columns, arms, isDisabled, editors, method],
  );
  const wrong = useMemo(() => new Map([...hostTroubles(problems ?? []), ...checkOptions(schema, spec)]), [schema, spec, problems]);
  const { basic, more } = only === undefined ? arrangeOptions(schema, spec) : { basic: only, more: [] };
  const field = (name: string) => (
    <OptionField
      key={name}
      name={name}
      node={schema.properties?.[name] ?? {}}
      root={schema}
      value={spec[name]}
      trouble={wrong.get(name)}
      isRequired={schema.required?.includes(name) === true}
      onChange={(value) => onChange(withOption(spec, name, value))}
    />
  );
  return (
    <FormContext value={surroundings}>
      <div className="spec-form">
        {basic.map(field)}
        {more.length === 0 ? null : (
          <Collapse
            ghost
            size="small"
            items={[
              {
                key: 'more',
                label: `${say(controlsWords.more)} (${more.length})`,
                children: <div className="spec-form">{more.map(field)}</div>,
              },
            ]}
          />
        )}
      </div>
    </FormContext>
  );
}

/** Whether the page itself finds nothing wrong with a spec. */
export function isSpecGood(method: MethodInfo, spec: Spec): boolean {
  return checkOptions(method.spec as SchemaNode, spec).size === 0;
}

function withOption(spec: Spec, name: string, value: unknown): Spec {
  const { [name]: _, ...rest } = spec;
  return value === undefined ? rest : { ...rest, [name]: value };
}

function hostTroubles(problems: readonly Problem[]): Map<string, Text> {
  return new Map(
    problems.flatMap((problem) => {
      const option = problem.where?.option?.split('.')[0];
      return option === undefined ? [] : [[option, verbatim(`${problem.message} ${problem.fix ?? ''}`.trim())] as const];
    }),
  );
}
