import type { ExperimentDocument } from '../../../core/run/document.ts';

/** The document with a step renamed everywhere: where it stands, where it is read from, and in the report. */
export function renameStep(document: ExperimentDocument, before: string, after: string): ExperimentDocument {
  const name = (id: string): string => (id === before ? after : id);
  const steps = document.steps.map((step) => ({ ...step, id: name(step.id), from: step.from.map(name) }));
  const { report } = document;
  if (report === undefined) return { ...document, steps };
  // A page of words alone has no step.
  const pages = report.pages.map((page) => (page.step === undefined ? page : { ...page, step: name(page.step) }));
  return { ...document, steps, report: { ...report, pages } };
}
