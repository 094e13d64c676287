import { refuse } from '../../base/problem.ts';
import type { Frame } from '../../frame/frame.ts';
import type { Session } from './session.ts';

/** The table of a dataset, or the one that a step handed on. @throws document/no-result, data/file-missing */
export function tableOf(source: string, session: Session): { readonly frame: Frame; readonly key: string } {
  const { values, key } = session.valuesOf(source);
  if (values.frame !== undefined) return { frame: values.frame, key };
  return refuse('data/wrong-kind', `"${source}" has no table.`, 'Choose a dataset or a step that hands on a table.', { dataset: source });
}
