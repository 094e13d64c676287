import type { Language } from '../base/text.ts';
import type { Estimate, TableCell } from './blocks.ts';

/**
 * Numbers for reading: enough digits to compare, never more than the reader can use. Full precision stays
 * in JSON and CSV.
 */
export function formatNumber(value: number, language: Language): string {
  // A hyphen is easy to miss beside digits; the minus sign is as wide as a plus.
  return value < 0 ? `−${formatSize(-value, language)}` : formatSize(value, language);
}

function formatSize(value: number, language: Language): string {
  if (value !== 0 && (value >= 1e15 || value < 1e-4)) return value.toExponential(2);
  const locale = language === 'zh' ? 'zh-CN' : 'en-US';
  if (Number.isInteger(value)) return value.toLocaleString(locale);
  const digits = value >= 1000 ? 1 : value >= 100 ? 2 : value >= 1 ? 3 : 4;
  return value >= 0.001
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
