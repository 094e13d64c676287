import { inflateSync } from 'node:zlib';

/** What a test can see of a PDF without drawing it. */
export interface PdfFacts {
  readonly pageCount: number;
  readonly imageCount: number;
  /** Colours that anything is drawn in, as #rrggbb: a chart shows by those that no text and no table has. */
  readonly colors: ReadonlySet<string>;
  /** The letters that the fonts of the file can say, as far as they are told. */
  readonly letters: string;
}

/** Reads the objects of a PDF as Chromium writes it: plain objects, deflated streams. */
export function readPdf(bytes: Uint8Array): PdfFacts {
  const file = Buffer.from(bytes);
  const text = file.toString('latin1');
  const streams = [...text.matchAll(/<<(?:[^<>]|<<[^<>]*>>|<[^<>]*>)*>>\s*stream\r?\n/g)].map((match) => {
    const start = match.index + match[0].length;
    const length = Number(/\/Length (\d+)/.exec(match[0])?.[1] ?? 0);
    return { head: match[0], body: file.subarray(start, start + length) };
  });
  const plain = streams
    .filter(({ head }) => head.includes('/FlateDecode') && !head.includes('/Subtype /Image'))
    .map(({ body }) => inflateSync(body).toString('latin1'));
  return {
    pageCount: text.match(/\/Type \/Page\b/g)?.length ?? 0,
    imageCount: streams.filter(({ head }) => head.includes('/Subtype /Image')).length,
    colors: new Set(plain.flatMap((stream) => [...stream.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b/g)].map(colorOf))),
    letters: plain
      .filter((stream) => stream.includes('begincmap'))
      .map(lettersOf)
      .join(''),
  };
}

function colorOf([, ...shares]: RegExpExecArray): string {
  return `#${shares
    .map((share) =>
      Math.round(255 * Number(share))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

/** The letters of a font's table from glyphs to Unicode. */
function lettersOf(table: string): string {
  const single = [...table.matchAll(/<[0-9A-Fa-f]+> <([0-9A-Fa-f]{4})>\s*\n/g)].map(([, code = '']) => letter(code));
  const ranges = [...table.matchAll(/<([0-9A-Fa-f]+)> <([0-9A-Fa-f]+)> <([0-9A-Fa-f]{4})>/g)].flatMap(([, from = '', to = '', code = '']) =>
    Array.from({ length: Number.parseInt(to, 16) - Number.parseInt(from, 16) + 1 }, (_, step) =>
      String.fromCharCode(Number.parseInt(code, 16) + step),
    ),
  );
  return [...single, ...ranges].join('');
}

function letter(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16));
}
