import type { MethodInfo } from '../../../../core/api/types.ts';
import { fuzzyScore, pinyinInitials } from '../../../app/commands/fuzzy.ts';
import { STAGES, type Stage, stageOf } from '../../../app/stages.ts';

export interface PaletteGroup {
  readonly stage: Stage;
  readonly methods: readonly MethodInfo[];
}

/** Every method of the engine under the stage of its kind, in the order of the work; of those only what answers to the query. */
export function groupMethods(methods: Iterable<MethodInfo>, query: string): readonly PaletteGroup[] {
  const found = [...methods].flatMap((method) => {
    const score = scoreOf(method, query);
    return score === null ? [] : [{ method, score }];
  });
  found.sort((left, right) => right.score - left.score || (left.method.id < right.method.id ? -1 : 1));
  const byStage = Map.groupBy(found, ({ method }) => stageOf(method.kind));
  return STAGES.flatMap((stage) => {
    const members = byStage.get(stage);
    return members === undefined ? [] : [{ stage, methods: members.map(({ method }) => method) }];
  });
}

function scoreOf({ id, text: { title } }: MethodInfo, query: string): number | null {
  if (query.trim() === '') return 0;
  const scores = [id, title.en, title.zh, pinyinInitials(title.zh)].flatMap((words) => fuzzyScore(query, words) ?? []);
  return scores.length === 0 ? null : Math.max(...scores);
}
