import type { ReportPreview } from '../../../core/api/types.ts';
import { type Text, verbatim } from '../../../core/base/text.ts';
import type { Block, Report } from '../../../core/report/blocks.ts';
import type { ReportDocument, ReportSection } from '../../../core/report/document.ts';
import type { ReportPage } from '../../../core/run/document.ts';
import { reportWords } from '../../text/report.ts';

/** What stands at a place of the report; undefined where it cannot be shown. */
export function sectionAt({ document, places }: ReportPreview, at: number): ReportDocument['sections'][number] | undefined {
  const place = places[at];
  return place !== undefined && 'section' in place ? document.sections[place.section] : undefined;
}

/** The title that a page shows. */
export function titleOfPlace(preview: ReportPreview, at: number): Text {
  const page = preview.pages[at];
  return page?.title ?? sectionAt(preview, at)?.title ?? verbatim(page?.step ?? '–');
}

/** Whether a page was computed before the latest edits. */
export function isStale(section: ReportDocument['sections'][number] | undefined): boolean {
  return section !== undefined && section.step !== null && section.report.notes.some(({ code }) => code === 'report/stale');
}

/** The sentence comes first, wherever it stands among the blocks; figures that follow each other stand side by side. */
export function arrange({ report }: ReportSection): { readonly reading: Block | undefined; readonly rows: readonly (readonly Block[])[] } {
  const reading = report.blocks.find(({ id }) => id === 'reading');
  const rows: Block[][] = [];
  for (const block of report.blocks) {
    const last = rows.at(-1);
    if (block === reading) continue;
    if (block.kind === 'figure' && last?.[0]?.kind === 'figure') last.push(block);
    else rows.push([block]);
  }
  return { reading, rows };
}

/** What a step has to say in short: its sentence, and its main figure or table. */
export function shortPage(step: string, { blocks }: Report): ReportPage | undefined {
  const main = (['figure', 'estimates', 'table', 'scalars'] as const).map((kind) => blocks.find((block) => block.kind === kind));
  const chosen = [blocks.find(({ id }) => id === 'reading'), main.find((block) => block !== undefined)];
  const ids = chosen.flatMap((block) => (block === undefined ? [] : [block.id]));
  return ids.length === 0 ? undefined : { step, blocks: ids };
}

/** A page of words, as it is when it is added. */
export const NEW_WORDS = { blocks: [], title: reportWords.newPageTitle } as const;

/** Names for pages that have none, stable while they change places; pages that are alike are counted. */
export function pageKeys(pages: ReportPreview['pages']): readonly string[] {
  const seen = new Map<string, number>();
  return pages.map(({ step = '', blocks, title }) => {
    const name = JSON.stringify([step, blocks, title]);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return `${name} ${count}`;
  });
}
