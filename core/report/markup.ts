import type { Text } from '../base/text.ts';

declare const markupBrand: unique symbol;

/** HTML that is safe to put on a page: made by this file's functions only, never from raw text. */
export type Markup = string & { readonly [markupBrand]: true };

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control characters have no place on a page; unpaired surrogates would not survive being saved as UTF-8. */
function printable(words: string): string {
  return words.replaceAll(/(?![\t\n\r])\p{Cc}/gu, '\ufffd').toWellFormed();
}

/** Any text as HTML text; names of columns and arms are hostile input. */
export function escapeHtml(words: string): Markup {
  return printable(words).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character) as Markup;
}

/** Joins markup, and escapes everything else that is put in. */
export function html(parts: TemplateStringsArray, ...values: readonly (Markup | readonly Markup[])[]): Markup {
  return parts.reduce((page, part, index) => {
    const value = values[index];
    return page + part + (value === undefined ? '' : typeof value === 'string' ? value : value.join(''));
  }, '') as Markup;
}

/** A sentence in both languages; the page shows the one that is chosen. */
export function inBoth(words: Text): Markup {
  if (words.en === words.zh) return html`<bdi>${escapeHtml(words.en)}</bdi>`;
  return html`<span lang="en">${escapeHtml(words.en)}</span><span lang="zh">${escapeHtml(words.zh)}</span>`;
}

/** A paragraph for each blank-line separated part of a text. */
export function paragraphs(words: Text): Markup {
  const split = (sentence: string): string[] => sentence.split(/\n\s*\n/);
  const [en, zh] = [split(words.en), split(words.zh)];
  return html`${Array.from({ length: Math.max(en.length, zh.length) }, (_, index) => html`<p>${inBoth({ en: en[index] ?? '', zh: zh[index] ?? '' })}</p>`)}`;
}

/** JSON inside a script element of a non-script type: it must not be able to close that element. */
export function jsonIsland(id: string, value: unknown): Markup {
  const json = JSON.stringify(value)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
    .toWellFormed();
  return `<script type="application/json" id="${escapeHtml(id)}">${json}</script>` as Markup;
}

/** Text of our own that is known to be markup already: style sheets, the page's script. */
export function trusted(source: string): Markup {
  return source as Markup;
}
