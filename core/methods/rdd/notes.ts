import { type Text, text } from '../../base/text.ts';
import type { Note } from '../../report/blocks.ts';
import { formatPValue } from '../../report/format.ts';
import type { Check, RddFit } from './fit.ts';
import type { RddSpec } from './spec.ts';

/** Below this the density test is read as bunching. */
export const BUNCHING_LEVEL = 0.05;

/** A first stage whose F = z² is below this is weak (Staiger & Stock 1997). */
const WEAK_F = 10;

/** Fewer rows in a window than this make normal intervals rough. */
const FEW_ROWS = 30;

/** From this share of repeats on, the reader is told. */
const MASS_SHARE = 0.1;

/** Whether the checks of the design let the finding stand. */
export function isTrusted(fit: RddFit): boolean {
  return (fit.density?.pValue ?? 1) >= BUNCHING_LEVEL && !fit.balance.some(({ isOff }) => isOff);
}

/** Everything that the reader must know before trusting the numbers. */
export function notesOf(fit: RddFit, spec: RddSpec): Note[] {
  return [...designNotes(fit), ...firstStageNotes(fit, spec), ...dataNotes(fit)];
}

function note(severity: Note['severity'], what: string, message: Text): Note {
  return { severity, code: `rdd/${what}`, message };
}

function designNotes(fit: RddFit): Note[] {
  const notes: Note[] = [];
  const named = (rows: readonly Check[]): string =>
    rows
      .filter(({ isOff }) => isOff)
      .map(({ name }) => name)
      .join(', ');
  if (fit.density === null) {
    notes.push(
      note(
        'warning',
        'no-density-test',
        text('There are too few different values near the cut-off to test for bunching.', '断点附近不同取值过少，无法检验堆积。'),
      ),
    );
  } else if (fit.density.pValue < BUNCHING_LEVEL) {
    const p = formatPValue(fit.density.pValue);
    notes.push(
      note(
        'stop',
        'bunching',
        text(
          `The density of "${fit.names.running}" jumps at the cut-off (p ${p}): rows seem to have been placed on one side. The comparison is then not fair; find out how, or leave out the heap with a donut.`,
          `“${fit.names.running}”的密度在断点处有跳跃（p ${p}）：有的行似乎被有意放到一侧，比较因而不公平。请查明原因，或用甜甜圈剔除堆积处。`,
        ),
      ),
    );
  }
  if (fit.balance.some(({ isOff }) => isOff)) {
    notes.push(
      note(
        'stop',
        'covariate-jump',
        text(
          `${named(fit.balance)} jump at the cut-off too (Holm-adjusted), so rows on the two sides differ in more than the treatment.`,
          `${named(fit.balance)} 在断点处也有跳跃（Holm 校正后），两侧的差别不只在处理。`,
        ),
      ),
    );
  }
  if (fit.placebos.some(({ isOff }) => isOff)) {
    notes.push(
      note(
        'warning',
        'placebo-jump',
        text(
          `The outcome also jumps at ${named(fit.placebos)}, where no treatment switches.`,
          `结果在 ${named(fit.placebos)} 处也有跳跃，而那里并无处理切换。`,
        ),
      ),
    );
  }
  return notes;
}

function firstStageNotes({ firstStage, design }: RddFit, { alpha }: RddSpec): Note[] {
  if (!design.isFuzzy || firstStage === null) return [];
  const strength = (firstStage.value / firstStage.standardError) ** 2;
  if (strength >= WEAK_F) return [];
  const isOpen = firstStage.pValue >= alpha;
  return [
    note(
      isOpen ? 'stop' : 'warning',
      'weak-first-stage',
      text(
        `The cut-off hardly moves take-up (F = ${strength.toFixed(1)}, below ${WEAK_F}); the ratio and its interval are unreliable.`,
        `断点几乎不改变接受率（F = ${strength.toFixed(1)}，低于 ${WEAK_F}）；比值及其区间不可靠。`,
      ),
    ),
  ];
}

function dataNotes(fit: RddFit): Note[] {
  const notes: Note[] = [];
  const { outcome, running } = fit.names;
  if (fit.counted !== null) {
    notes.push(
      note('info', 'level-counted', text(`In "${outcome}", "${fit.counted}" counts as 1.`, `“${outcome}”中，“${fit.counted}”记为 1。`)),
    );
  }
  if (fit.missing > 0) {
    notes.push(
      note(
        'warning',
        'missing-rows',
        text(
          `${fit.missing} rows lack a value that the estimate needs and were left out.`,
          `有 ${fit.missing} 行缺少估计所需的值，已剔除。`,
        ),
      ),
    );
  }
  if (fit.inDonut > 0) {
    notes.push(note('info', 'donut', text(`${fit.inDonut} rows inside the donut were left out.`, `甜甜圈内的 ${fit.inDonut} 行已剔除。`)));
  }
  const repeated = fit.rows.map((rows, at) => 1 - (fit.distinct[at] as number) / rows);
  if (repeated.some((share) => share >= MASS_SHARE)) {
    notes.push(
      note(
        'warning',
        'mass-points',
        text(
          `"${running}" repeats its values (${fit.distinct.join(' and ')} different ones in ${fit.rows.join(' and ')} rows below and above). With few values near the cut-off the result leans on the polynomial.`,
          `“${running}”取值有重复（下侧与上侧 ${fit.rows.join('、')} 行中仅有 ${fit.distinct.join('、')} 个不同取值）。断点附近取值过少时，结果更多依赖多项式。`,
        ),
      ),
    );
  }
  const least = Math.min(...fit.estimate.rowsMain);
  if (least < FEW_ROWS) {
    notes.push(
      note(
        'warning',
        'few-rows',
        text(`One side of the window holds only ${least} rows; its interval is rough.`, `窗口一侧仅有 ${least} 行；区间较粗略。`),
      ),
    );
  }
  return notes;
}
