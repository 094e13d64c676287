import type { Language } from '../../core/base/text.ts';

const localeOf = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en-US');

/** "64%"; small shares keep one digit. */
export function formatShare(value: number, language: Language): string {
  return new Intl.NumberFormat(localeOf(language), { style: 'percent', maximumFractionDigits: value > 0 && value < 0.1 ? 1 : 0 }).format(
    value,
  );
}

/** "42 ms", "0.4 s", "12 s", "3 min 20 s": as exact as a waiting person needs. */
export function formatDuration(ms: number, language: Language): string {
  const [milli, second, minute, hour] = language === 'zh' ? [' 毫秒', ' 秒', ' 分', ' 小时'] : [' ms', ' s', ' min', ' h'];
  if (ms < 100) return `${Math.round(ms)}${milli}`;
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)}${second}`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds}${second}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}${minute} ${seconds % 60}${second}`;
  return `${Math.floor(minutes / 60)}${hour} ${minutes % 60}${minute}`;
}

/** "11.4 MB", counted in powers of 1000 as file managers do. */
export function formatBytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, count < 1000 ? 0 : Math.floor(Math.log10(count) / 3));
  const value = count / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** A moment in the reader's own time. */
export function formatDate(iso: string, language: Language): string {
  const moment = new Date(iso);
  if (Number.isNaN(moment.getTime())) return iso;
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'medium', timeStyle: 'short' }).format(moment);
}
