import { formatNumber } from '../../lib/format.ts';

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** A size as people read it: 3.4 MB. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const shown = unit === 0 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${formatNumber(shown)} ${units[unit] ?? 'B'}`;
}
