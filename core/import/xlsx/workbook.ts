import type { FileHandle } from 'node:fs/promises';
import { CausewayError, refuse } from '../../base/problem.ts';
import type { SourceFile } from '../file-source.ts';
import { isDateFormat } from './cell-dates.ts';
import { type XmlEvents, XmlReader } from './xml-reader.ts';
import { inflateEntry, readDirectory, refuseZip, type ZipEntry } from './zip-directory.ts';

/** The open archive and what may still be unpacked from it. */
export interface Archive {
  readonly handle: FileHandle;
  readonly file: SourceFile;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly spend: (bytes: number) => void;
}

/** One sheet: its name as shown, and the entry that holds its cells. */
export interface SheetPlace {
  readonly name: string;
  readonly entry: string;
}

/** What all sheets of a workbook share. */
export interface Workbook {
  readonly sheets: readonly SheetPlace[];
  readonly sharedStrings: readonly string[];
  /** For each cell style, whether its number format shows a date. */
  readonly dateStyles: readonly boolean[];
  /** Whether day 0 is 1904-01-01, as on old Macs. */
  readonly is1904: boolean;
}

/** Opens the archive with a budget on everything that is unpacked from it. */
export async function openArchive(handle: FileHandle, file: SourceFile, budgetBytes: number): Promise<Archive> {
  const entries = await readDirectory(handle, file);
  let left = budgetBytes;
  const spend = (bytes: number): void => {
    left -= bytes;
    if (left >= 0) return;
    refuse(
      'data/too-large',
      `"${file.name}" unfolds to more than ${Math.round(budgetBytes / 2 ** 20)} MB.`,
      'If you trust it, save the sheet as csv, or raise inflateBudgetBytes.',
      { file: file.path, option: 'inflateBudgetBytes' },
    );
  };
  return { handle, file, entries, spend };
}

/** Streams one part through the XML reader; `between` is called after every piece. */
export async function readPart(archive: Archive, name: string, events: XmlEvents, between: () => void = () => undefined): Promise<void> {
  const entry = archive.entries.get(name);
  if (entry === undefined) refuseZip(archive.file, `its part ${name} is missing`);
  const reader = new XmlReader(events);
  const decoder = new TextDecoder();
  try {
    for await (const piece of inflateEntry(archive.handle, entry, archive.file, archive.spend)) {
      reader.push(decoder.decode(piece, { stream: true }));
      between();
    }
    reader.push(decoder.decode());
    reader.end();
  } catch (error) {
    if (error instanceof CausewayError) throw error;
    if (error instanceof Error && error.name === 'AbortError') throw error;
    refuseZip(archive.file, `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Reads the list of sheets, the shared strings and the styles. */
export async function readWorkbook(archive: Archive): Promise<Workbook> {
  if (!archive.entries.has('xl/workbook.xml')) {
    refuse(
      'data/not-text',
      `"${archive.file.name}" is a zip archive but no Excel workbook (.xlsx).`,
      'Unpack it and choose one of its files.',
      {
        file: archive.file.path,
      },
    );
  }
  const targets = await readTargets(archive);
  const sheets: SheetPlace[] = [];
  let is1904 = false;
  await readPart(archive, 'xl/workbook.xml', {
    ...IGNORE,
    open: (name, attributes) => {
      if (name === 'workbookPr') is1904 = /^(1|true)$/.test(attributes.get('date1904') ?? '');
      if (name !== 'sheet') return;
      const target = targets.get(attributes.get('id') ?? '');
      if (target !== undefined && archive.entries.has(target)) sheets.push({ name: attributes.get('name') ?? target, entry: target });
    },
  });
  return { sheets, is1904, sharedStrings: await readSharedStrings(archive), dateStyles: await readDateStyles(archive) };
}

const IGNORE: XmlEvents = { open: () => undefined, text: () => undefined, close: () => undefined };

/** Which entry each relation of the workbook means; those that lead outside the file are left out. */
async function readTargets(archive: Archive): Promise<ReadonlyMap<string, string>> {
  const targets = new Map<string, string>();
  const part = 'xl/_rels/workbook.xml.rels';
  if (!archive.entries.has(part)) return targets;
  await readPart(archive, part, {
    ...IGNORE,
    open: (name, attributes) => {
      if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
      const target = attributes.get('Target') ?? '';
      targets.set(attributes.get('Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
    },
  });
  return targets;
}

async function readSharedStrings(archive: Archive): Promise<readonly string[]> {
  const strings: string[] = [];
  if (!archive.entries.has('xl/sharedStrings.xml')) return strings;
  let current = '';
  let isText = false;
  let phonetic = 0;
  await readPart(archive, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') current = '';
      if (name === 'rPh') phonetic++;
      isText = name === 't' && phonetic === 0;
    },
    text: (words) => {
      if (isText) current += words;
    },
    close: (name) => {
      if (name === 'si') strings.push(current);
      if (name === 'rPh') phonetic--;
      isText = false;
    },
  });
  return strings;
}

async function readDateStyles(archive: Archive): Promise<readonly boolean[]> {
  const styles: boolean[] = [];
  if (!archive.entries.has('xl/styles.xml')) return styles;
  const custom = new Map<number, string>();
  let isInCells = false;
  await readPart(archive, 'xl/styles.xml', {
    open: (name, attributes) => {
      if (name === 'numFmt') custom.set(Number(attributes.get('numFmtId')), attributes.get('formatCode') ?? '');
      if (name === 'cellXfs') isInCells = true;
      if (name === 'xf' && isInCells) {
        const id = Number(attributes.get('numFmtId') ?? 0);
        styles.push(isDateFormat(id, custom.get(id)));
      }
    },
    text: () => undefined,
    close: (name) => {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  return styles;
}
