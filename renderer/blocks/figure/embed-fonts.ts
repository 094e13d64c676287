const FAMILY = 'Noto Sans SC';

/**
 * Puts the pieces of the bundled Chinese font that a picture needs inside of it: a picture cannot use the fonts
 * of the page, and the machine that opens it may have none. Pictures without Chinese stay as they are.
 */
export async function embedFonts(svg: string): Promise<string> {
  const letters = new Set(
    [...svg].filter((letter) => /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(letter)).map((letter) => letter.codePointAt(0) ?? 0),
  );
  if (letters.size === 0) return svg;
  const faces = await Promise.all([...bundledFaces()].filter((face) => holdsAny(face, letters)).map(inlineFace));
  return svg.replace(/(<svg[^>]*>)/, `$1<style>${faces.join('')}</style>`);
}

function* bundledFaces(): Generator<CSSFontFaceRule> {
  for (const sheet of document.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      const { style } = rule;
      const isOurs = style.getPropertyValue('font-family').includes(FAMILY) && style.getPropertyValue('font-weight') === '400';
      if (isOurs) yield rule;
    }
  }
}

/** Whether a piece of the font holds one of the letters, by its unicode-range ("U+4e00-4eff, U+ff0c"). */
function holdsAny({ style }: CSSFontFaceRule, letters: ReadonlySet<number>): boolean {
  const ranges = [...style.getPropertyValue('unicode-range').matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].map(
    ([, low = '0', high = low]) => [Number.parseInt(low, 16), Number.parseInt(high, 16)],
  );
  return ranges.some(([low = 0, high = 0]) => [...letters].some((letter) => letter >= low && letter <= high));
}

async function inlineFace(face: CSSFontFaceRule): Promise<string> {
  const url = /url\("?([^")]+)"?\)/.exec(face.style.getPropertyValue('src'))?.[1] ?? '';
  const response = await fetch(new URL(url, face.parentStyleSheet?.href ?? location.href));
  const bytes = new Uint8Array(await response.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `@font-face{font-family:'${FAMILY}';src:url(data:font/woff2;base64,${btoa(binary)}) format('woff2');unicode-range:${face.style.getPropertyValue('unicode-range')}}`;
}
