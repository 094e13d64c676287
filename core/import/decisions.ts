import { CausewayError, inputProblem } from '../base/problem.ts';
import { type Text, text } from '../base/text.ts';
import type { Decision, ImportNote, ImportOptions } from './import-result.ts';

/** A warning with its stable code. */
export function warning(code: string, en: string, zh: string): ImportNote {
  return { severity: 'warning', code: `import/${code}`, message: text(en, zh) };
}

/** A remark that needs no action. */
export function remark(code: string, en: string, zh: string): ImportNote {
  return { severity: 'info', code: `import/${code}`, message: text(en, zh) };
}

/** A decision that the content of the file, or the user, leaves no doubt about. */
export function sure(what: string, chosen: string, evidence: Text, option: keyof ImportOptions): Decision {
  return { what, chosen, evidence, alternatives: [], certainty: 'sure', option };
}

/** The decision that an option settled. */
export function told(what: string, chosen: string, option: keyof ImportOptions): Decision {
  return sure(what, chosen, text(`Set by the option ${option}.`, `由选项 ${option} 指定。`), option);
}

/** The decisions that a person should look at. */
export function questionsAmong(decisions: readonly Decision[]): readonly Decision[] {
  return decisions.filter((decision) => decision.certainty !== 'sure');
}

/** One warning for every guess, so that a run without a person in front says what it assumed. */
export function guessNotes(decisions: readonly Decision[]): readonly ImportNote[] {
  return questionsAmong(decisions).map((decision) => {
    const others = decision.alternatives.length === 0 ? '' : decision.alternatives.join(', ');
    return warning(
      `guessed-${decision.what.replace(/:.*$/s, '')}`,
      `Assumed ${decision.what} = ${decision.chosen}. ${decision.evidence.en} Set ${decision.option} to settle it${others === '' ? '' : ` (${others})`}.`,
      `已假定 ${decision.what} = ${decision.chosen}。${decision.evidence.zh}可用选项 ${decision.option} 指定${others === '' ? '' : `（${others}）`}。`,
    );
  });
}

/**
 * Refuses the first guess that could change values, when there is no person to ask.
 *
 * @throws data/ambiguous, naming the option to set
 */
export function refuseRisks(decisions: readonly Decision[], options: ImportOptions, fileName: string): void {
  if (options.acceptGuesses === false) return;
  const risky = decisions.find((decision) => decision.certainty === 'risky');
  if (risky === undefined) return;
  const choices = [risky.chosen, ...risky.alternatives].map((choice) => `"${choice}"`).join(', ');
  throw new CausewayError(
    inputProblem(
      'data/ambiguous',
      `"${fileName}": the ${risky.what} cannot be told for sure. ${risky.evidence.en}`,
      `Set ${risky.option}; likely values: ${choices}.`,
      { option: risky.option },
    ),
  );
}
