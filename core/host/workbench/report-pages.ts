import type { ReportPreview } from '../../api/types.ts';
import { CausewayError, problemOf, refuse } from '../../base/problem.ts';
import { text } from '../../base/text.ts';
import { methodNamed } from '../../jobs/perform.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import type { ReportDocument, ReportSection, WordsSection } from '../../report/document.ts';
import type { ReportPage, StepEntry } from '../../run/document.ts';
import { engineName } from '../engine.ts';
import type { Session } from './session.ts';
import { dataFingerprints, pinNamed } from './shelf.ts';

const STALE: Note = {
  severity: 'warning',
  code: 'report/stale',
  message: text(
    'This was computed before the latest edits of the experiment; run it again before relying on it.',
    '此结果早于实验的最近一次修改；使用之前请重新运行。',
  ),
};

/** The title of a page of words that was given none. */
const UNTITLED = text('In words', '文字说明');

/** Runs that the seal names; older ones are in the project. */
const MOST_RUNS = 3;

/**
 * Puts a report together from what is stored: the pages that were asked for, else those of the document, else the
 * ones that are proposed.
 *
 * @throws document/no-result, document/unknown-input when a page cannot be shown
 */
export function gatherReport(session: Session, pages: readonly ReportPage[] | undefined, finishedAt: string): ReportDocument {
  const { document, places } = previewReport(session, pages, finishedAt);
  for (const place of places) if ('problem' in place) throw new CausewayError(place.problem);
  if (document.sections.length === 0) refuse('document/no-result', 'There is nothing to report yet.', 'Run the experiment first.');
  return document;
}

/** The same for somebody who is still at work on it: pages that cannot be shown say why. */
export function previewReport(session: Session, asked: readonly ReportPage[] | undefined, finishedAt: string): ReportPreview {
  const plan = session.history.current.document.report;
  const pages = asked ?? plan?.pages ?? proposedPages(session);
  const sections: ReportDocument['sections'][number][] = [];
  const places = pages.map((page): ReportPreview['places'][number] => {
    try {
      sections.push(pageSection(page, session));
      return { section: sections.length - 1 };
    } catch (error) {
      const problem = problemOf(error);
      if (problem.kind === 'bug') throw error;
      return { problem };
    }
  });
  return { document: reportAround(sections, session, finishedAt), pages, isProposed: asked === undefined && plan === undefined, places };
}

function reportAround(sections: ReportDocument['sections'], session: Session, finishedAt: string): ReportDocument {
  const moment = session.history.current;
  const { document, hash } = moment;
  const named = dataFingerprints(moment);
  const runs = session.project.listRuns().filter((run) => run.finishedAt !== undefined);
  return {
    name: document.report?.title ?? document.name,
    ...(document.description === undefined ? {} : { description: document.description }),
    ...(document.report?.notes === undefined ? {} : { remarks: document.report.notes }),
    runs: runs
      .slice(-MOST_RUNS)
      .reverse()
      .map(({ runId }) => runId),
    seed: document.seed,
    documentHash: hash,
    finishedAt,
    engine: engineName(),
    datasets: [...named.keys()].flatMap((name) => {
      const pin = pinNamed(name, moment);
      return pin === undefined ? [] : [{ name, file: pin.file, rowCount: pin.version === 0 ? null : pin.rowCount, hash: pin.hash }];
    }),
    sections,
  };
}

/** A report that nobody has worked on yet: of every fresh step what it found, and its main figure or table. */
function proposedPages(session: Session): ReportPage[] {
  return [...session.traced().values()].flatMap(({ entry, fingerprint }) => {
    if (fingerprint === null || !session.has(fingerprint)) return [];
    const { blocks } = (session.shelf.report(fingerprint)?.report ?? { blocks: [] }) as Report;
    const main = ['figure', 'estimates', 'table', 'scalars'].map((kind) => blocks.find((block) => block.kind === kind));
    const chosen = [blocks.find((block) => block.id === 'reading'), main.find((block) => block !== undefined)];
    const ids = chosen.flatMap((block) => (block === undefined ? [] : [block.id]));
    return ids.length === 0 ? [] : [{ step: entry.id, blocks: ids }];
  });
}

function pageSection({ step, blocks, title, caption, notes }: ReportPage, session: Session): ReportSection | WordsSection {
  const own = {
    ...(title === undefined ? {} : { title }),
    ...(caption === undefined ? {} : { caption }),
    ...(notes === undefined ? {} : { remarks: notes }),
  };
  if (step === undefined) return { step: null, title: UNTITLED, ...own };
  const result = session.resultOf(step);
  const entry = session.traced().get(step)?.entry;
  if (entry === undefined) return refuse('document/unknown-input', `There is no step "${step}".`, 'Look at the document again.', { step });
  const whole = sectionOf(entry, result, session);
  return {
    ...whole,
    ...own,
    report: { ...whole.report, blocks: blocks.map((id) => blockNamed(id, whole.report.blocks, step)) },
  };
}

function blockNamed(id: string, blocks: readonly Block[], step: string): Block {
  const found = blocks.find((block) => block.id === id);
  if (found !== undefined) return found;
  return refuse('document/no-result', `Step "${step}" has no "${id}" any more.`, 'Take it off the page.', { step });
}

function sectionOf(entry: StepEntry, found: { readonly fingerprint: string; readonly isStale: boolean }, session: Session): ReportSection {
  const stored = session.shelf.report(found.fingerprint);
  if (stored === undefined)
    return refuse('document/no-result', `Step "${entry.id}" has not been run yet.`, 'Run it first.', { step: entry.id });
  const { text: words, citation } = methodNamed(stored.methodId);
  const report = stored.report as Report;
  return {
    step: entry.id,
    method: stored.methodId,
    revision: stored.revision,
    title: words.title,
    purpose: words.purpose,
    citation,
    assumptions: words.assumptions,
    reading: words.reading,
    pitfalls: words.pitfalls,
    spec: stored.spec,
    from: entry.from,
    fingerprint: stored.fingerprint,
    resultHash: stored.resultHash,
    rowCount: stored.rowCount,
    elapsedMs: session.cards.step(stored.fingerprint)?.elapsedMs ?? 0,
    report: found.isStale ? { ...report, notes: [STALE, ...report.notes] } : report,
  };
}
