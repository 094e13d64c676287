import { checkValue } from './check.ts';
import type { FieldProps } from './form-context.ts';
import { OptionField } from './OptionField.tsx';

/** Options inside of an option, drawn as a small form. */
export function ObjectField({ label, node, root, value, onChange }: FieldProps) {
  const held: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
  const set = (name: string, next: unknown): void => {
    const { [name]: _, ...rest } = held;
    onChange(next === undefined ? rest : { ...rest, [name]: next });
  };
  return (
    <fieldset className="object-field" aria-label={label}>
      {Object.entries(node.properties ?? {})
        .filter(([, property]) => property.const === undefined)
        .map(([name, property]) => (
          <OptionField
            key={name}
            name={name}
            node={property}
            root={root}
            value={held[name]}
            trouble={checkValue(property, held[name], root)}
            onChange={(next) => set(name, next)}
          />
        ))}
    </fieldset>
  );
}
