import { type Text, text } from '../../base/text.ts';
import { formatNumber } from '../../report/format.ts';

/** What stands in a node's box: its answer, its share of the nearness, and whether the row comes this way. */
export function linesOf(answer: number, share: number, isOwn: boolean): readonly Text[] {
  const percent = Math.round(1000 * share) / 10;
  const lines = [text(formatNumber(answer, 'en'), formatNumber(answer, 'zh')), text(`${percent} % of nearness`, `邻近权重 ${percent}%`)];
  return isOwn ? [...lines, text('▲ this row', '▲ 该行')] : lines;
}
