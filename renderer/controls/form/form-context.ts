import { type ComponentType, createContext, use } from 'react';
import type { ColumnInfo } from '../../../core/api/types.ts';
import type { Text } from '../../../core/base/text.ts';
import type { SchemaNode } from './schema.ts';

/** What every field is given. `undefined` stands for an option that is not set. */
export interface FieldProps {
  readonly id: string;
  /** For those who listen; the label that is seen stands above. */
  readonly label: string;
  readonly node: SchemaNode;
  readonly root: SchemaNode;
  readonly value: unknown;
  readonly isWrong: boolean;
  onChange(value: unknown): void;
}

export interface FormSurroundings {
  /** Columns of the table that comes in. */
  readonly columns: readonly ColumnInfo[];
  /** Values of the treatment column, where they are known. */
  readonly arms: readonly string[];
  readonly isDisabled: boolean;
  /** Draws any node of the schema; fields that hold others draw those with it. */
  readonly Field: ComponentType<FieldProps>;
  /** Fields for pickers that a screen brings itself, e.g. a rule tree for `pick: "rule"`. */
  readonly editors: Readonly<Record<string, ComponentType<FieldProps>>>;
  /** The method's words for its options; options inside of options are found here as well. */
  readonly options: Readonly<Record<string, { readonly label: Text; readonly help: Text }>>;
}

export const FormContext = createContext<FormSurroundings | null>(null);

/** What the fields of a form share. */
export function useForm(): FormSurroundings {
  const form = use(FormContext);
  if (form === null) throw new Error('A field stands outside of a form.');
  return form;
}
