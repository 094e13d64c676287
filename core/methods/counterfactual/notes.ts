import { text } from '../../base/text.ts';
import type { Note } from '../../report/blocks.ts';
import { formatNumber } from '../../report/format.ts';
import type { CounterfactualFit } from './fit.ts';
import type { CounterfactualSpec } from './spec.ts';
import { featureOf, sideWords } from './words.ts';

/** Columns that a note names. */
const MOST_NAMED = 8;

/** What a reader must know about the search: that nothing was found, that it was cut short, that no real row is across. */
export function searchNotes(fit: CounterfactualFit, spec: CounterfactualSpec): Note[] {
  const { result } = fit;
  const side = sideWords(fit);
  if (result === null)
    return [note('info', 'already', text(`The row is already ${side.en}; nothing was searched.`, `该行已经${side.zh}，无需搜索。`))];
  const notes: Note[] = [];
  if (result.examples.length === 0) notes.push(noneNote(fit, spec));
  if (result.isCut) {
    const [en, zh] = [formatNumber(spec.evaluations, 'en'), formatNumber(spec.evaluations, 'zh')];
    notes.push(
      note(
        'warning',
        'limit',
        text(
          `The search stopped at its limit of ${en} answers. What is shown is the best so far; smaller changes may exist. Raise evaluations to look further.`,
          `搜索在达到 ${zh} 次预测的上限时停止，所示为目前最好的结果，可能存在更小的改动。可调高预测次数上限继续搜索。`,
        ),
      ),
    );
  }
  if (fit.nearestRow === null)
    notes.push(note('info', 'no-real-row', text(`No row of the table is ${side.en}.`, `表中没有任何一行${side.zh}。`)));
  else if (fit.allowedRow === null)
    notes.push(
      note(
        'info',
        'no-allowed-row',
        text(
          'Every real row across the target differs in a column that must not change that way; the nearest of all is shown.',
          '目标另一侧的每个真实行都在不允许那样改变的列上有所不同；这里给出全部行中最近的一行。',
        ),
      ),
    );
  return notes;
}

function noneNote(fit: CounterfactualFit, { mostChanges }: CounterfactualSpec): Note {
  const { movable = [], used = 0, closest } = fit.result ?? {};
  if (movable.length === 0)
    return note(
      'warning',
      'none',
      text(
        'No column may change: each is locked, unused by the model, or has no other value within its range.',
        '没有可以改变的列：各列或被锁定，或未被模型使用，或在其范围内没有其他取值。',
      ),
    );
  const names = movable.slice(0, MOST_NAMED).map((feature) => featureOf(fit, feature).name);
  const more = movable.length > MOST_NAMED ? ', …' : '';
  const side = sideWords(fit);
  const [en, zh] = (['en', 'zh'] as const).map((language) => formatNumber(closest?.answer ?? fit.answer, language));
  return note(
    'warning',
    'none',
    text(
      `No example was found: of ${formatNumber(used, 'en')} versions of the row with up to ${mostChanges} changed columns (${names.join(', ')}${more}) none is answered ${side.en}; the nearest answer is ${en}.`,
      `未找到样例：在最多改动 ${mostChanges} 列（${names.join('、')}${more}）的 ${formatNumber(used, 'zh')} 个版本中，没有一个的预测${side.zh}；最接近的预测为 ${zh}。`,
    ),
  );
}

function note(severity: Note['severity'], code: string, message: Note['message']): Note {
  return { severity, code: `counterfactual/${code}`, message };
}
