import { refuse } from '../../base/problem.ts';

/** A piece of a graph's text. Marks are what stands in brackets, without them. */
export interface Token {
  readonly kind: 'word' | 'arrow' | 'brace' | 'marks' | 'break';
  readonly text: string;
  readonly line: number;
}

/** Comments and settings of the drawing (`bb="…"`) are skipped. The arrow comes first, for "-" may stand inside of a name but "->" may not; then the rest in order of frequency. */
const PIECE =
  /(<->|->|<-)|([{}])|\[((?:"[^"]*"|[^\]"])*)\]|([;\n])|((?:#|\/\/)[^\n]*|\w+="[^"\n]*")|"([^"\n]*)"|((?:(?!<-|->)[^\s;{}[\]"<>])+)|([ \t\r\f\v]+)/guy;

/**
 * Cuts the text of a graph into its pieces.
 *
 * @throws expression/syntax at the first character that belongs to none
 */
export function readTokens(source: string): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let end = 0;
  for (const match of source.matchAll(PIECE)) {
    const [whole, arrow, brace, marks, separator, aside, quoted, bare] = match;
    end = match.index + whole.length;
    if (arrow !== undefined) tokens.push({ kind: 'arrow', text: arrow, line });
    else if (brace !== undefined) tokens.push({ kind: 'brace', text: brace, line });
    else if (marks !== undefined) tokens.push({ kind: 'marks', text: marks.replaceAll(/"[^"]*"/g, '""'), line });
    else if (separator !== undefined) tokens.push({ kind: 'break', text: separator, line });
    else if (aside === undefined && (quoted ?? bare) !== undefined) tokens.push({ kind: 'word', text: quoted ?? bare ?? '', line });
    line += whole.split('\n').length - 1;
  }
  if (end < source.length)
    refuse(
      'expression/syntax',
      `Line ${line} of the graph cannot be read from "${source.slice(end, end + 12)}" on.`,
      'Write arrows such as: age -> treatment.',
      {
        option: 'graph',
        line,
      },
    );
  return tokens;
}
