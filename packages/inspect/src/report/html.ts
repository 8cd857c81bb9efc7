import { createHash } from 'node:crypto';
import { describeGap } from '../document/gaps.ts';
import type { VerdictReason } from '../policy/decide-verdict.ts';
import type { Coverage } from '../scan/coverage.ts';
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
import { drawCharts } from './html-charts.ts';
import { reportStyle } from './html-style.ts';
import { escapeHtml } from './html-text.ts';
import { inLanguage } from './language.ts';
import type { Language } from './language.ts';
import type { ReportWriter, WriterOptions } from './writer.ts';

/** Held in memory until the end, where the summary that stands above is known. A browser shows no more than this well. */
const sectionsUnitsMax = 32 * 1024 * 1024;

/**
 * One file that needs nothing else: no script, no font, no picture from elsewhere, a Content-Security-Policy that allows
 * its own style sheet only. Files that simply pass are counted, not listed.
 */
export function createHtmlWriter(options: WriterOptions): ReportWriter {
  const sections: string[] = [];
  let units = 0;
  let leftOut = 0;
  return {
    begin: () => undefined,
    report: (report) => {
      if (report.findings.length === 0 && report.uninspected.length === 0) return;
      if (units > sectionsUnitsMax) {
        leftOut += 1;
        return;
      }
      const section = sectionOf(report, options.language);
      units += section.length;
      sections.push(section);
    },
    end: (coverage) => {
      options.write(pageHead(coverage, leftOut, options));
      for (const section of sections) options.write(section);
      options.write('</main></body></html>\n');
    },
  };
}

function pageHead(coverage: Coverage, leftOut: number, options: WriterOptions): string {
  const { language, policy, startedAt } = options;
  const t = inLanguage(language);
  const hash = createHash('sha256').update(reportStyle).digest('base64');
  const title = t('检查报告', 'Inspection report');
  const facts = t(`封泥，策略 ${policy}，${startedAt}`, `Fengni, policy ${policy}, ${startedAt}`);
  const [first = '', ...rest] = describeCoverage({ ...coverage, interrupted: false }, language);
  const warnings = [
    ...(coverage.interrupted
      ? [
          t(
            '检查中途停止，以下只是已检查的部分。',
            'Stopped before the end; this covers only what was inspected.',
          ),
        ]
      : []),
    ...(leftOut > 0
      ? [
          t(
            `另有 ${leftOut} 个文件未列出，请用 jsonl 格式查看。`,
            `${leftOut} more files are not listed here; use the jsonl form.`,
          ),
        ]
      : []),
  ];
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'">
<meta name="referrer" content="no-referrer"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${reportStyle}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p class="facts">${escapeHtml(facts)}</p>
${warnings.map((warning) => `<p class="warning">${escapeHtml(warning)}</p>`).join('\n')}
<p>${escapeHtml(first)}</p>
${drawCharts(coverage, language)}
<h2>${escapeHtml(t('检查到哪里', 'What was inspected'))}</h2>
<p>${rest.map((line) => escapeHtml(line)).join('<br>')}</p>
<h2>${escapeHtml(t('发现和未检查的内容', 'Findings and what was not inspected'))}</h2>
${coverage.findings === 0 && coverage.uninspected === 0 ? `<p>${escapeHtml(t('没有。', 'None.'))}</p>` : ''}
`;
}

function sectionOf(report: Report, language: Language): string {
  const t = inLanguage(language);
  const kept = report.cached ? t('，沿用上次结果', ', from the cache') : '';
  const facts = `${kindName(report.kind, language)}${t('，', ', ')}${describeBytes(report.bytes)}${kept}`;
  const headings = [
    t('结论', 'verdict'),
    t('检测项', 'what'),
    t('位置', 'where'),
    t('摘录（已遮盖）', 'excerpt (masked)'),
    t('依据', 'source'),
  ];
  const rows = [
    ...sumsOf(report).map((sum) => sumRow(sum, language)),
    ...report.findings.map((finding) => findingRow(finding, language)),
    ...report.uninspected.map((gap) => gapRow(gap, language)),
  ];
  const unlisted = report.notListed.findings + report.notListed.uninspected;
  const more =
    unlisted === 0
      ? ''
      : `<p>${escapeHtml(t(`另有 ${unlisted} 处未列出。`, `${unlisted} more are not listed.`))}</p>`;
  return `<section class="file"><h3>${verdictSpan(report.verdict, language)} ${escapeHtml(report.path)} <small>${escapeHtml(facts)}</small></h3>
<table><thead><tr>${headings.map((heading) => `<th scope="col">${escapeHtml(heading)}</th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody></table>${more}</section>
`;
}

function sumRow(sum: VerdictReason, language: Language): string {
  const t = inLanguage(language);
  return cells([
    verdictSpan(sum.verdict, language),
    escapeHtml(t('合计', 'in sum')),
    escapeHtml(t('文件本身', 'the file itself')),
    escapeHtml(sum[language]),
    escapeHtml(sum.citations.map((source) => source[language]).join(language === 'zh' ? '；' : '; ')),
  ]);
}

function findingRow(finding: ReportedFinding, language: Language): string {
  return cells([
    verdictSpan(finding.verdict, language),
    escapeHtml(detectorName(finding, language)),
    escapeHtml(describePlace(finding.place, language)),
    `<span class="excerpt">${escapeHtml(findingText(finding, language))}</span>`,
    escapeHtml(finding.citation),
  ]);
}

function gapRow(gap: ReportedGap, language: Language): string {
  const t = inLanguage(language);
  const page = gap.page === undefined ? '' : t(` 第 ${gap.page} 页`, ` page ${gap.page}`);
  const count = gap.count === undefined ? '' : t(` ${gap.count} 处`, ` ${gap.count} times`);
  return cells([
    verdictSpan(gap.verdict, language),
    escapeHtml(t('未检查', 'not inspected')),
    escapeHtml((gap.path.join(' › ') || t('文件本身', 'the file itself')) + page + count),
    escapeHtml(describeGap(gap)[language]),
    '',
  ]);
}

function cells(texts: readonly string[]): string {
  return `<tr>${texts.map((text) => `<td>${text}</td>`).join('')}</tr>`;
}

function verdictSpan(verdict: Report['verdict'], language: Language): string {
  return `<span class="verdict ${verdict}">${escapeHtml(verdictName(verdict, language))}</span>`;
}
