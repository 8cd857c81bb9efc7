import { describeGap } from '../document/gaps.ts';
import type { VerdictReason } from '../policy/decide-verdict.ts';
import type { Verdict } from '../policy/policy-schema.ts';
import type { Report, ReportedFinding, ReportedGap } from '../scan/report.ts';
import {
  describeBytes,
  describePlace,
  detectorName,
  findingText,
  kindName,
  sumsOf,
  verdictName,
} from './describe.ts';
import { describeCoverage } from './describe-coverage.ts';
import { displayWidth, fitWidth, fitWidthFromEnd, padWidth } from './display-width.ts';
import { inLanguage } from './language.ts';
import type { Language } from './language.ts';
import type { ReportWriter, WriterOptions } from './writer.ts';

/** Columns where the terminal does not say. */
export const tableColumnsDefault = 100;
const tableColumnsMin = 40;
const tableColumnsMax = 200;
/** Rows for one file; the other forms list more. */
const rowsPerFileMax = 20;

const colours: Record<Verdict, string> = { block: '31;1', review: '33', pass: '32' };

interface Layout {
  readonly language: Language;
  readonly verdict: number;
  readonly name: number;
  readonly place: number;
  readonly rest: number;
  readonly columns: number;
  readonly paint: (text: string, verdict: Verdict) => string;
}

/**
 * For people at a terminal: a line for each file that does not simply pass, below it what was found and what was not
 * read, at the end the coverage statement. No line is wider than the terminal; Chinese counts two columns.
 */
export function createTableWriter(options: WriterOptions): ReportWriter {
  const layout = layOut(options);
  return {
    begin: () => undefined,
    report: (report) => {
      const lines = fileLines(report, layout);
      if (lines.length > 0) options.write(`${lines.join('\n')}\n`);
    },
    end: (coverage) => {
      const lines = describeCoverage(coverage, options.language);
      options.write(`${lines.flatMap((line) => wrap(line, layout.columns)).join('\n')}\n`);
    },
  };
}

function layOut({
  language,
  columns = tableColumnsDefault,
  colours: coloured = false,
}: WriterOptions): Layout {
  const whole = Math.min(tableColumnsMax, Math.max(tableColumnsMin, columns));
  const verdict = language === 'zh' ? 4 : 6;
  const name = Math.min(language === 'zh' ? 16 : 24, Math.floor(whole / 4));
  const left = whole - 2 - verdict - name - 3 * 2;
  const place = Math.floor(left * 0.45);
  return {
    language,
    verdict,
    name,
    place,
    rest: left - place,
    columns: whole,
    paint: (text, of) => (coloured ? `\u001B[${colours[of]}m${text}\u001B[0m` : text),
  };
}

function fileLines(report: Report, layout: Layout): string[] {
  const { language } = layout;
  const t = inLanguage(language);
  const kept = report.cached ? t('，沿用上次结果', ', from the cache') : '';
  const facts = t(
    `（${kindName(report.kind, 'zh')}，${describeBytes(report.bytes)}${kept}）`,
    ` (${kindName(report.kind, 'en')}, ${describeBytes(report.bytes)}${kept})`,
  );
  const verdict = layout.paint(
    padWidth(verdictName(report.verdict, language), layout.verdict),
    report.verdict,
  );
  const room = layout.columns - layout.verdict - 2 - displayWidth(facts);
  const head = `${verdict}  ${fitWidthFromEnd(report.path, room)}${facts}`;
  const rows = [
    ...sumsOf(report).map((sum) => sumRow(sum, layout)),
    ...report.findings.filter(isTold).map((finding) => findingRow(finding, layout)),
    ...report.uninspected.filter(isTold).map((gap) => gapRow(gap, layout)),
  ];
  if (rows.length === 0 && report.verdict === 'pass') return [];
  const cut = Math.max(0, rows.length - rowsPerFileMax);
  const unlisted = report.notListed.findings + report.notListed.uninspected;
  const more = [
    cut === 0
      ? ''
      : t(`  另有 ${cut} 处，见 jsonl 或 html 报告`, `  ${cut} more in the jsonl or html report`),
    unlisted === 0
      ? ''
      : t(`  另有 ${unlisted} 处只计数，未列出`, `  ${unlisted} more are counted, not listed`),
  ].filter((line) => line !== '');
  return [head, ...rows.slice(0, rowsPerFileMax), ...more.map((line) => fitWidth(line, layout.columns))];
}

/** What the policy lets pass is in the other forms; here it would hide what must be seen to. */
function isTold({ verdict }: { verdict: Verdict }): boolean {
  return verdict !== 'pass';
}

/** What harmless findings amount to together stands in no finding. */
function sumRow(sum: VerdictReason, layout: Layout): string {
  const { language } = layout;
  const t = inLanguage(language);
  return row(layout, {
    verdict: sum.verdict,
    name: t('合计', 'in sum'),
    place: t('文件本身', 'the file itself'),
    text: sum[language],
  });
}

function findingRow(finding: ReportedFinding, layout: Layout): string {
  return row(layout, {
    verdict: finding.verdict,
    name: detectorName(finding, layout.language),
    place: describePlace(finding.place, layout.language),
    text: findingText(finding, layout.language),
  });
}

function gapRow(gap: ReportedGap, layout: Layout): string {
  const { language } = layout;
  const t = inLanguage(language);
  const page = gap.page === undefined ? '' : t(`第 ${gap.page} 页`, `page ${gap.page}`);
  const count = gap.count === undefined ? '' : t(`${gap.count} 处`, `${gap.count} times`);
  return row(layout, {
    verdict: gap.verdict,
    name: t('未检查', 'not inspected'),
    place: [gap.path.join(' › ') || t('文件本身', 'the file itself'), page, count]
      .filter((part) => part !== '')
      .join(' '),
    text: describeGap(gap)[language],
  });
}

function row(layout: Layout, cells: { verdict: Verdict; name: string; place: string; text: string }): string {
  const verdict = padWidth(verdictName(cells.verdict, layout.language), layout.verdict);
  const place = padWidth(fitWidthFromEnd(cells.place, layout.place), layout.place);
  const text = fitWidth(cells.text.replaceAll(/\s+/g, ' '), layout.rest);
  const line = `  ${layout.paint(verdict, cells.verdict)}  ${padWidth(cells.name, layout.name)}  ${place}  ${text}`;
  return line.trimEnd();
}

/** A line in pieces no wider than the terminal; the following pieces are indented. */
function wrap(line: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  let width = 0;
  for (const character of line) {
    const step = displayWidth(character);
    if (width + step > columns) {
      pieces.push(piece);
      piece = '    ';
      width = 4;
    }
    piece += character;
    width += step;
  }
  return [...pieces, piece];
}
