import type { ResultOf } from '../../core/api/calls.ts';
import type { ApiClient } from '../../core/api/client.ts';
import type { Text } from '../../core/base/text.ts';
import type { Block } from '../../core/report/blocks.ts';

// A block does not say which step it came from. Its title does: it is one object per answer, and it stays the same
// object when a screen draws a changed copy of the block.
const origins = new WeakMap<Text, string>();

/** The step whose stored result holds this block; undefined for trials and for blocks that a screen made itself. */
export function stepOfBlock({ title }: Block): string | undefined {
  return origins.get(title);
}

/** Remembers of every stored result that comes by which step its blocks belong to. */
export function notingOrigins(api: ApiClient): ApiClient {
  return {
    ...api,
    async call(name, params, signal) {
      const outcome = await api.call(name, params, signal);
      if (name === 'step.result' && outcome.ok) note(outcome.value as ResultOf<'step.result'>);
      return outcome;
    },
  };
}

function note({ step, report }: ResultOf<'step.result'>): void {
  for (const { title } of report.blocks) origins.set(title, step);
}
