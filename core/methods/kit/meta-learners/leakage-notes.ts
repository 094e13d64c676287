import { type Text, text } from '../../../base/text.ts';
import type { Note } from '../../../report/blocks.ts';
import { GIVES_AWAY, type Telltale } from './leakage.ts';

/** What covariates that go with the assignment mean for a comparison of arms. */
export function telltaleNotes(
  method: string,
  { telltales, isByLot }: { readonly telltales: readonly Telltale[]; readonly isByLot: boolean },
): Note[] {
  const notes: Note[] = [];
  const write = (severity: Note['severity'], what: string, message: Text): Note => ({ severity, code: `${method}/${what}`, message });
  const names = (of: readonly Telltale[]): string => of.map(({ name }) => `"${name}"`).join(', ');
  const decisive = telltales.filter(({ explained }) => explained >= GIVES_AWAY);
  if (decisive.length > 0) {
    notes.push(
      write(
        'stop',
        'arm-given-away',
        text(
          `${names(decisive)} tells almost for sure which arm a row is in, so rows with equal covariates were not in different arms. If it follows from the treatment, leave it out; if it decided it, nothing can be compared.`,
          `${names(decisive)} 几乎能确定一行属于哪一组，因此协变量相同的行并未进入不同的组。若它由处理产生，请剔除；若它决定了分组，则无从比较。`,
        ),
      ),
    );
  }
  const others = telltales.filter(({ explained }) => explained < GIVES_AWAY);
  if (isByLot && others.length > 0) {
    notes.push(
      write(
        'warning',
        'not-by-lot',
        text(
          `The assignment is taken as random, but ${names(others)} differs between arms by more than chance. Set propensity to estimated, or find out how arms were assigned.`,
          `此处假定分组随机，但 ${names(others)} 在各组间的差异超出偶然。请将倾向得分设为 estimated，或查明分组方式。`,
        ),
      ),
    );
  }
  return notes;
}
