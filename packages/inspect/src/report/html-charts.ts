import type { Coverage, Reading } from '../scan/coverage.ts';
import { kindName, readingName, verdictName } from './describe.ts';
import { escapeHtml } from './html-text.ts';
import type { Language } from './language.ts';

interface Part {
  readonly value: number;
  /** Class of the style sheet: the page's policy allows no style attributes. */
  readonly fill: string;
  readonly label: string;
}

const width = 1000;
const labelWidth = 130;
const barHeight = 18;
const rowHeight = 24;
/** Kinds shown as bars; the table below the charts has all. */
const kindsShownMax = 20;

/** Verdicts of all files, and how much of each kind was read, as drawings without script. */
export function drawCharts(coverage: Coverage, language: Language): string {
  if (coverage.files === 0) return '';
  const captions =
    language === 'zh'
      ? { verdicts: '结论（文件数）', kinds: '各格式的读取情况（文件数）' }
      : { verdicts: 'Verdicts (files)', kinds: 'How much of each kind was read (files)' };
  const verdicts = (['block', 'review', 'pass'] as const).map((verdict) => ({
    value: coverage.verdicts[verdict],
    fill: `fill-${verdict}`,
    label: verdictName(verdict, language),
  }));
  const kinds = Object.entries(coverage.kinds)
    .toSorted(([, a], [, b]) => b.files - a.files)
    .slice(0, kindsShownMax)
    .map(([kind, counts]) => ({
      name: kindName(kind, language),
      parts: (['whole', 'partly', 'not'] as const).map((reading: Reading) => ({
        value: counts[reading],
        fill: `fill-${reading}`,
        label: readingName(reading, language),
      })),
    }));
  return [figure(captions.verdicts, [{ name: '', parts: verdicts }]), figure(captions.kinds, kinds)].join(
    '\n',
  );
}

function figure(caption: string, rows: readonly { name: string; parts: readonly Part[] }[]): string {
  const most = Math.max(1, ...rows.map(({ parts }) => sum(parts)));
  const height = rows.length * rowHeight + 24;
  const bars = rows.map(({ name, parts }, index) => bar({ name, parts, y: index * rowHeight, most }));
  const legend = legendOf(rows[0]?.parts ?? [], rows.length * rowHeight + 14);
  return `<figure><figcaption>${escapeHtml(caption)}</figcaption>
<svg viewBox="0 0 ${width} ${height}" width="100%" role="img" aria-label="${escapeHtml(describe(rows))}">${bars.join('')}${legend}</svg></figure>`;
}

function bar(row: { name: string; parts: readonly Part[]; y: number; most: number }): string {
  const room = width - labelWidth - 60;
  const name = `<text x="0" y="${row.y + 14}">${escapeHtml(row.name)}</text>`;
  let x = labelWidth;
  const drawn = row.parts
    .filter(({ value }) => value > 0)
    .map(({ value, fill }) => {
      const wide = Math.max(1, (value / row.most) * room);
      const piece = `<rect class="${fill}" x="${x.toFixed(1)}" y="${row.y}" width="${wide.toFixed(1)}" height="${barHeight}"/>`;
      x += wide;
      return piece;
    });
  const total = `<text x="${(x + 6).toFixed(1)}" y="${row.y + 14}">${sum(row.parts)}</text>`;
  return name + drawn.join('') + total;
}

function legendOf(parts: readonly Part[], y: number): string {
  return parts
    .map(({ label, fill }, index) => {
      const x = labelWidth + index * 160;

      return `<rect class="${fill}" x="${x}" y="${y - 9}" width="10" height="10"/><text x="${x + 16}" y="${y}">${escapeHtml(label)}</text>`;
    })
    .join('');
}

/** What a reader who does not see the drawing is told. */
function describe(rows: readonly { name: string; parts: readonly Part[] }[]): string {
  return rows
    .map(({ name, parts }) =>
      `${name} ${parts.map(({ label, value }) => `${label} ${value}`).join(', ')}`.trim(),
    )
    .join('; ');
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, { value }) => total + value, 0);
}
