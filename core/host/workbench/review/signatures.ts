import { z } from 'zod';
import type { SignatureView } from '../../../api/review-types.ts';
import { canonicalJson } from '../../../base/canonical-json.ts';
import { refuse } from '../../../base/problem.ts';
import { appendNote } from '../../../store/append-note.ts';
import type { AuditEntry } from '../../../store/types.ts';
import type { Session } from '../session.ts';
import { pinNamed } from '../shelf.ts';

export interface SignRequest {
  readonly name: string;
  readonly remark: string;
  /** With a step it is a challenge of that step; without, a sign-off. */
  readonly step?: string | undefined;
}

/** What a name is put to: the document, the data it reads, and what came out. */
const subject = z.object({
  documentHash: z.string(),
  run: z.string().nullable(),
  /** Content hash of each dataset. */
  data: z.record(z.string(), z.string()),
  /** Result hash of each step that has a fresh result. */
  results: z.record(z.string(), z.string()),
});

type Subject = z.infer<typeof subject>;

const signed = subject.extend({ name: z.string(), remark: z.string(), step: z.string().optional() });

const SIGN_OFF = 'review.signed';
const CHALLENGE = 'review.challenged';

/**
 * Records a sign-off or a challenge in the audit chain, also in a project that is open for reading only.
 *
 * @throws option/invalid for a blank name, for a challenge without words, for an unknown step; as `appendNote`
 */
export function sign(request: SignRequest, session: Session, clock: () => string): void {
  const name = request.name.trim();
  const remark = request.remark.trim();
  const { step } = request;
  if (name === '') refuse('option/invalid', 'Nobody has signed.', 'Enter the name of whoever signs.', { option: 'name' });
  if (step !== undefined && remark === '')
    refuse('option/invalid', 'The challenge says nothing.', 'Write what is in doubt.', { option: 'remark' });
  if (step !== undefined && !session.traced().has(step))
    refuse('option/invalid', `There is no step "${step}".`, 'Choose one of the experiment.', { option: 'step' });
  const kind = step === undefined ? SIGN_OFF : CHALLENGE;
  const detail = { ...subjectOf(session), name, remark, ...(step === undefined ? {} : { step }) };
  const { project } = session;
  if (project.isReadOnly) appendNote(project.path, { at: clock(), kind, subject: step ?? 'experiment', detail });
  else project.note(kind, step ?? 'experiment', detail);
}

/** Everything that was signed or challenged, newest first. */
export function signatures(session: Session): readonly SignatureView[] {
  const now = subjectOf(session);
  return session.project
    .auditEntries()
    .flatMap((entry) => viewOf(entry, now) ?? [])
    .reverse();
}

function viewOf({ sequence, hash, at, kind, detail }: AuditEntry, now: Subject): SignatureView | undefined {
  if (kind !== `note.${SIGN_OFF}` && kind !== `note.${CHALLENGE}`) return undefined;
  // The chain may hold notes of other programs under the same name.
  const found = signed.safeParse(detail).data;
  if (found === undefined) return undefined;
  const { name, remark, step, documentHash, run } = found;
  return {
    sequence,
    hash,
    at,
    kind: kind === `note.${SIGN_OFF}` ? 'sign-off' : 'challenge',
    name,
    remark,
    step: step ?? null,
    documentHash,
    run,
    isCurrent: step === undefined ? isSame(found, now) : found.results[step] === now.results[step],
  };
}

/** A run that gave the same results again changes nothing. */
function isSame(then: Subject, now: Subject): boolean {
  const { documentHash, data, results } = then;
  return canonicalJson({ documentHash, data, results }) === canonicalJson({ ...now, run: undefined });
}

function subjectOf(session: Session): Subject {
  const moment = session.history.current;
  const data = Object.keys(moment.document.data).flatMap((name) => {
    const pin = pinNamed(name, moment);
    return pin === undefined ? [] : [[name, pin.hash] as const];
  });
  const results = [...session.traced().values()].flatMap(({ entry, fingerprint }) => {
    const info = fingerprint === null ? undefined : session.project.findStepInfo(fingerprint);
    return info === undefined ? [] : [[entry.id, info.resultHash] as const];
  });
  return {
    documentHash: moment.hash,
    run: session.lastRun?.id ?? null,
    data: Object.fromEntries(data),
    results: Object.fromEntries(results),
  };
}
