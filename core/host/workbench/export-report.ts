import { strToU8, zipSync } from 'fflate';
import type { ParamsOf } from '../../api/calls.ts';
import type { Download } from '../../api/types.ts';
import { CausewayError, refuse } from '../../base/problem.ts';
import type { Language } from '../../base/text.ts';
import { tableToCsv } from '../../report/csv.ts';
import type { ReportDocument } from '../../report/document.ts';
import { reportToHtml } from '../../report/html.ts';
import { plotlySource } from '../engine.ts';
import { writeWhole } from '../write-file.ts';
import type { Bench } from './bench.ts';
import { tableOfBlock } from './block-table.ts';
import { gatherReport } from './report-pages.ts';

type Request = ParamsOf<'report.export'>;

/**
 * Writes the report of the open project: the pages that were chosen, else every step that has a fresh result.
 *
 * @throws document/no-result when there is nothing to report; report/no-printer where the host cannot print
 */
export async function exportReport(bench: Bench, request: Request, signal: AbortSignal): Promise<Download> {
  const { session } = bench;
  const report = gatherReport(session, request.pages, bench.clock());
  const name = report.name[request.language];
  switch (request.format) {
    case 'html':
      return write(bench, name, 'html', reportToHtml(report, plotlySource(), request.language));
    case 'json':
      return write(bench, name, 'json', `${JSON.stringify(report, null, 1)}\n`);
    case 'csv':
      return write(bench, name, 'zip', zipSync(tablesOf(report, request.language)));
    case 'pdf':
      return print(bench, name, () => reportToHtml(report, plotlySource(), request.language), signal);
  }
}

function write(bench: Bench, name: string, extension: string, content: string | Uint8Array): Download {
  const path = bench.exportPath(extension);
  writeWhole(path, content);
  return bench.offer(path, `${name}.${extension}`);
}

async function print(bench: Bench, name: string, html: () => string, signal: AbortSignal): Promise<Download> {
  const { printToPdf } = bench.files;
  if (printToPdf === undefined)
    return refuse('report/no-printer', 'PDF can be made in the desktop app only.', 'Export HTML and print it from the browser.');
  const path = bench.exportPath('html');
  writeWhole(path, html());
  const pdf = await printToPdf(path);
  signal.throwIfAborted();
  return write(bench, name, 'pdf', pdf);
}

/** Every table of the report as a CSV file of its own, in a folder per step. */
function tablesOf(report: ReportDocument, language: Language): Record<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const section of report.sections) {
    if (section.step === null) continue;
    const { step, report: body } = section;
    for (const block of body.blocks) {
      const table = tableOfBlock(block, language);
      if (table !== undefined) files.set(`${safe(step)}/${safe(block.id)}.csv`, strToU8(tableToCsv(table)));
    }
  }
  if (files.size > 0) return Object.fromEntries(files);
  throw new CausewayError({ kind: 'input', code: 'document/no-result', message: 'This report has no tables.', fix: 'Export it as HTML.' });
}

/** A step may be called "..": such a name must not lead out of the folder that the archive is unpacked to. */
function safe(name: string): string {
  const letters = name.replaceAll(/[^\p{L}\p{N}_.-]+/gu, '_');
  return /^\.+$/.test(letters) ? '_' : letters;
}
