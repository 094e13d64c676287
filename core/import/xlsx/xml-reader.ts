/** What a document is reported as, in order. */
export interface XmlEvents {
  /** Names come without their prefix. */
  open(name: string, attributes: ReadonlyMap<string, string>): void;
  text(words: string): void;
  close(name: string): void;
}

/** Deeper nesting than this is an attack, not a sheet. */
const MOST_DEPTH = 64;
/** A tag or a text that goes on for longer than this without an end is not XML that a workbook holds. */
const LONGEST_PIECE = 16_777_216;

/**
 * Reads XML piece by piece. It knows elements, attributes, text, CDATA, comments and the five named entities, and refuses
 * whatever a workbook never needs: document types, entity declarations, deep nesting. Nothing is ever fetched.
 */
export class XmlReader {
  private rest = '';
  private readonly path: string[] = [];
  private readonly events: XmlEvents;

  constructor(events: XmlEvents) {
    this.events = events;
  }

  /** @throws Error with the reason when the text is no XML, or XML that is refused */
  push(piece: string): void {
    const text = this.rest + piece;
    let at = 0;
    while (at < text.length) {
      const next = text[at] === '<' ? this.readTag(text, at) : this.readText(text, at);
      if (next < 0) break;
      at = next;
    }
    this.rest = text.slice(at);
    if (this.rest.length > LONGEST_PIECE) throw new Error('a tag or text has no end');
  }

  /** @throws Error when elements are still open */
  end(): void {
    if (this.rest.trim() !== '' || this.path.length > 0) throw new Error('the XML ends too early');
  }

  private readText(text: string, from: number): number {
    const to = text.indexOf('<', from);
    if (to < 0) return -1;
    if (this.path.length > 0) this.events.text(unescapeXml(text.slice(from, to)));
    return to;
  }

  /** Reads what begins with "<"; answers where it ends, or −1 when its end is still to come. */
  private readTag(text: string, from: number): number {
    if (text.length - from < 9 && !text.includes('>', from)) return -1;
    if (text.startsWith('<!--', from)) return after(text, '-->', from + 4);
    if (text.startsWith('<![CDATA[', from)) {
      const to = text.indexOf(']]>', from);
      if (to < 0) return -1;
      this.events.text(text.slice(from + 9, to));
      return to + 3;
    }
    if (text.startsWith('<!', from)) throw new Error('it declares a document type');
    if (text.startsWith('<?', from)) return after(text, '?>', from + 2);
    const to = tagEnd(text, from);
    if (to < 0) return -1;
    if (text[from + 1] === '/') this.closeElement(localName(text.slice(from + 2, to).trim()));
    else this.openElement(text.slice(from + 1, to));
    return to + 1;
  }

  private openElement(inner: string): void {
    const isEmpty = inner.endsWith('/');
    const body = isEmpty ? inner.slice(0, -1) : inner;
    const space = body.search(/\s/);
    const name = localName(space < 0 ? body : body.slice(0, space));
    if (name === '') throw new Error('an element has no name');
    this.events.open(name, space < 0 ? NO_ATTRIBUTES : attributesOf(body.slice(space)));
    if (isEmpty) {
      this.events.close(name);
      return;
    }
    this.path.push(name);
    if (this.path.length > MOST_DEPTH) throw new Error(`its elements are nested more than ${MOST_DEPTH} deep`);
  }

  private closeElement(name: string): void {
    if (this.path.pop() !== name) throw new Error(`the element ${name} is closed but was not open`);
    this.events.close(name);
  }
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

function after(text: string, mark: string, from: number): number {
  const to = text.indexOf(mark, from);
  return to < 0 ? -1 : to + mark.length;
}

/** The ">" that ends a tag; those inside attribute values do not count. */
function tagEnd(text: string, from: number): number {
  let quote = '';
  for (let at = from + 1; at < text.length; at++) {
    const sign = text[at];
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at;
  }
  return -1;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', double, single] of text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    found.set(localName(name), unescapeXml(double ?? single ?? ''));
  }
  return found;
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Resolves the five named entities and numbered characters; any other entity is refused. */
function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;&]{0,10});?/g, (_, name: string) => {
    const known = ENTITIES.get(name);
    if (known !== undefined) return known;
    const number = /^#x([0-9a-f]+)$/i.exec(name)?.[1];
    const code = number === undefined ? Number(/^#(\d+)$/.exec(name)?.[1] ?? Number.NaN) : Number.parseInt(number, 16);
    if (!(code >= 0 && code <= 0x10ffff)) throw new Error(`it uses the entity "${name}"`);
    return String.fromCodePoint(code);
  });
}
