import { type Text, text } from '../../../base/text.ts';
import type { Note, Report } from '../../../report/blocks.ts';
import { formatNumber, formatPValue } from '../../../report/format.ts';
import { distributionFigure } from './figures.ts';
import type { RefutedEffect, RefuteFit } from './simulate.ts';
import type { Verdict } from './verdict.ts';

/** The words of one refuter. */
export interface RefuteWords {
  readonly method: string;
  /** What a simulated estimate is called. */
  readonly simulated: Text;
  readonly passed: Text;
  readonly failed: Text;
  readonly passAndFail: Text;
  readonly change: Text;
}

/** Writes the report: the verdict, the distribution, the numbers, and what passing and failing mean. */
export function reportRefutation(fit: RefuteFit, words: RefuteWords, judge: (effect: RefutedEffect) => Verdict): Report {
  const judged = fit.effects.map((effect) => ({ effect, verdict: judge(effect) }));
  const sentences = judged.map(({ effect, verdict }) => sentenceOf(effect, verdict, words));
  return {
    blocks: [
      {
        kind: 'text',
        id: 'reading',
        title: text('Reading', '解读'),
        body: text(sentences.map(({ en }) => en).join(' '), sentences.map(({ zh }) => zh).join('')),
      },
      {
        kind: 'figure',
        id: 'distribution',
        title: text('Where does the estimate lie among the simulated ones?', '原估计值处于模拟估计值中的什么位置？'),
        subtitle: text(`${fit.simulations} simulations with ${fit.estimator}`, `以 ${fit.estimator} 模拟 ${fit.simulations} 次`),
        ...distributionFigure(fit, words.simulated),
      },
      {
        kind: 'table',
        id: 'verdict',
        title: text('Original and simulated', '原估计与模拟估计'),
        table: {
          columns: [
            { name: 'effect', label: text('effect', '效应') },
            { name: 'original', label: text('original', '原估计') },
            { name: 'error', label: text('standard error', '标准误') },
            { name: 'mean', label: text('simulated mean', '模拟均值') },
            { name: 'deviation', label: text('simulated deviation', '模拟标准差') },
            { name: 'significant', label: text('share significant', '显著占比') },
            { name: 'p', label: text('p', 'p 值') },
            { name: 'passed', label: text('passed', '通过') },
          ],
          rows: judged.map(({ effect: { name, value, standardError, significantShare }, verdict }) => [
            name,
            value,
            standardError,
            verdict.mean,
            verdict.deviation,
            significantShare,
            verdict.pValue,
            verdict.isPassed,
          ]),
        },
      },
      { kind: 'text', id: 'pass-and-fail', title: text('Pass and fail', '通过与不通过'), body: words.passAndFail },
      { kind: 'text', id: 'what-would-change', title: text('What would change this', '什么会改变结论'), body: words.change },
    ],
    notes: notesOf(fit, words, judged),
  };
}

function sentenceOf({ name, value }: RefutedEffect, verdict: Verdict, words: RefuteWords): Text {
  const said = verdict.isPassed ? words.passed : words.failed;
  const n = formatNumber;
  return text(
    `${name}: the simulated estimates centre on ${n(verdict.mean, 'en')} (deviation ${n(verdict.deviation, 'en')}), the original is ${n(value, 'en')} (p ${formatPValue(verdict.pValue)}): ${said.en}`,
    `${name}：模拟估计值以 ${n(verdict.mean, 'zh')} 为中心（标准差 ${n(verdict.deviation, 'zh')}），原估计为 ${n(value, 'zh')}（p ${formatPValue(verdict.pValue)}）：${said.zh}`,
  );
}

function notesOf(
  fit: RefuteFit,
  { method, failed }: RefuteWords,
  judged: readonly { readonly effect: RefutedEffect; readonly verdict: Verdict }[],
): Note[] {
  const refuted: Note[] = judged
    .filter(({ verdict }) => !verdict.isPassed)
    .map(({ effect: { name } }) => ({
      severity: 'stop',
      code: `${method}/refuted`,
      message: text(`${name}: ${failed.en}`, `${name}：${failed.zh}`),
    }));
  if (fit.failed === 0) return refuted;
  const message = text(
    `${fit.failed} of ${fit.simulations} simulations could not be estimated and were left out.`,
    `${fit.simulations} 次模拟中有 ${fit.failed} 次无法估计，已剔除。`,
  );
  return [...refuted, { severity: 'warning', code: `${method}/failed-simulations`, message }];
}
