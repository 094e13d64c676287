import type { ParamsOf } from '../../api/calls.ts';
import { refuse } from '../../base/problem.ts';
import { type Text, text } from '../../base/text.ts';
import { methodNamed } from '../../jobs/perform.ts';
import type { Block, Note, Report } from '../../report/blocks.ts';
import type { ReportDocument, ReportSection } from '../../report/document.ts';
import type { StepEntry } from '../../run/document.ts';
import { engineName } from '../engine.ts';
import type { Session } from './session.ts';
import { dataFingerprints, pinNamed } from './shelf.ts';

type Pages = NonNullable<ParamsOf<'report.export'>['pages']>;

const STALE: Note = {
  severity: 'warning',
  code: 'report/stale',
  message: text(
    'This was computed before the latest edits of the experiment; run it again before relying on it.',
    '此结果早于实验的最近一次修改；使用之前请重新运行。',
  ),
};

/**
 * Puts a report together from what is stored: the pages that were chosen, in their order, else every fresh step.
 *
 * @throws document/no-result, document/unknown-input
 */
export function gatherReport(session: Session, pages: Pages | undefined, finishedAt: string): ReportDocument {
  const moment = session.history.current;
  const { document, hash } = moment;
  const sections = pages === undefined || pages.length === 0 ? freshSections(session) : chosenSections(session, pages);
  if (sections.length === 0) refuse('document/no-result', 'There is nothing to report yet.', 'Run the experiment first.');
  const named = dataFingerprints(moment);
  return {
    name: document.name,
    ...(document.description === undefined ? {} : { description: document.description }),
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

function freshSections(session: Session): ReportSection[] {
  return [...session.traced().values()].flatMap(({ entry, fingerprint }) =>
    fingerprint !== null && session.has(fingerprint) ? [sectionOf(entry, { fingerprint, isStale: false }, session)] : [],
  );
}

/** Pages of one step that follow each other stand in one section. */
function chosenSections(session: Session, pages: Pages): ReportSection[] {
  const sections: ReportSection[] = [];
  for (const page of pages) {
    const result = session.resultOf(page.step);
    const entry = session.traced().get(page.step)?.entry;
    if (entry === undefined) continue;
    const whole = sectionOf(entry, result, session);
    const blocks = pageBlocks(whole.report, page);
    const before = sections.at(-1);
    if (before?.step === page.step) {
      sections[sections.length - 1] = { ...before, report: { ...before.report, blocks: [...before.report.blocks, ...blocks] } };
    } else sections.push({ ...whole, report: { ...whole.report, blocks } });
  }
  return sections;
}

function pageBlocks(report: Report, page: { readonly step: string; readonly block: string; readonly caption?: Text | undefined }): Block[] {
  const found = report.blocks.find((block) => block.id === page.block);
  if (found === undefined)
    return refuse('document/no-result', `Step "${page.step}" has no "${page.block}" any more.`, 'Take that page out of the report.', {
      step: page.step,
    });
  const { caption } = page;
  if (caption === undefined) return [found];
  return [{ kind: 'text', id: `${found.id}-caption`, title: found.title, body: caption }, found];
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
