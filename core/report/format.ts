import type { Language } from '../base/text.ts';
import type { Estimate, TableCell } from './blocks.ts';

/**
 * Numbers for reading: enough digits to compare, never more than the reader can use. Full precision stays
 * in JSON and CSV.
 */
export function formatNumber(value: number, language: Language): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-6)) return value.toExponential(3);
  const locale = language === 'zh' ? 'zh-CN' : 'en-US';
  if (Number.isInteger(value)) return value.toLocaleString(locale);
  const digits = size >= 1000 ? 1 : size >= 100 ? 2 : size >= 1 ? 3 : 4;
  return size >= 0.001
    ? value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : value.toPrecision(3);
}

/** A p-value as journals print it. */
export function formatPValue(value: number): string {
  return value < 0.0001 ? '< 0.0001' : value.toFixed(4);
}

/** A table cell for reading. */
export function formatCell(cell: TableCell, language: Language): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return formatNumber(cell, language);
  if (typeof cell === 'boolean') return language === 'zh' ? (cell ? '是' : '否') : cell ? 'yes' : 'no';
  return cell;
}

/** "0.31 to 0.58", or a dash where no interval is known. */
export function formatInterval(estimate: Estimate, language: Language): string {
  if (estimate.interval === undefined) return '–';
  const [low, high] = estimate.interval.map((end) => formatNumber(end, language));
  return language === 'zh' ? `${low} 至 ${high}` : `${low} to ${high}`;
}
