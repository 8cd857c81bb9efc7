import { decideVerdict } from '../../policy/decide-verdict.ts';
import { builtinPolicies } from '../../policy/policy.ts';
import { addToCoverage, emptyCoverage } from '../../scan/coverage.ts';
import type { Coverage } from '../../scan/coverage.ts';
import type { Report } from '../../scan/report.ts';
import { createWriter } from '../create-writer.ts';
import type { ReportFormat } from '../create-writer.ts';
import type { WriterOptions } from '../writer.ts';

/** A report of one file; what is not given is that of a text that passes. */
export function sampleReport(change: Partial<Report> = {}): Report {
  const policy = builtinPolicies.get('publication');
  if (policy === undefined) throw new Error('no policy');
  const { verdict, reasons } = decideVerdict(change.findings ?? [], change.uninspected ?? [], policy);
  return {
    path: '文件夹/年度报告.docx',
    kind: 'docx',
    bytes: 12_345,
    sha256: 'ab'.repeat(32),
    verdict,
    reasons,
    findings: [],
    uninspected: [],
    notListed: { findings: 0, uninspected: 0 },
    segments: 12,
    parts: 0,
    cached: false,
    ...change,
  };
}

/** One of each: a mark, a hidden number in an attachment, a gap, a pass, a link. */
export function sampleReports(): Report[] {
  const finding = {
    detector: 'mark.state-secret',
    family: 'mark',
    place: { path: [], kind: 'header', page: 1, paragraph: 1 },
    from: 0,
    to: 6,
    hidden: false,
    excerpt: '▇▇▇▇▇▇ 关于<年度>"投资"的报告',
    digest: '0123456789abcdef0123456789abcdef',
    confidence: 0.98,
    citation: '保守国家秘密法第二十二条',
    facts: { level: '机密' },
    verdict: 'block',
    rule: 'state-secret-mark',
  } as const;
  return [
    sampleReport({ findings: [finding] }),
    sampleReport({
      path: '附件.zip',
      kind: 'zip',
      parts: 3,
      findings: [
        {
          ...finding,
          detector: 'identifier.X01',
          family: 'identifier',
          place: { path: ['名单.xlsx'], kind: 'cell', sheet: '人员', cell: 'B7' },
          hidden: true,
          excerpt: '身份证号▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇▇',
          verdict: 'block',
          rule: 'sensitive-number',
        },
      ],
      uninspected: [
        { path: ['密.doc'], reason: 'encrypted', bytes: 99, verdict: 'block' },
        { path: [], reason: 'picture-not-read', count: 3, verdict: 'review' },
      ],
    }),
    sampleReport({ path: 'plain.txt', kind: 'text', bytes: 10 }),
    sampleReport({
      path: 'link',
      kind: 'link',
      bytes: 0,
      sha256: null,
      segments: 0,
      uninspected: [{ path: [], reason: 'symbolic-link', verdict: 'review' }],
    }),
  ];
}

/** What a writer makes of reports. */
export function writeReports(
  format: ReportFormat,
  reports: readonly Report[],
  options: Partial<WriterOptions> & { interrupted?: boolean } = {},
): { text: string; coverage: Coverage } {
  const pieces: string[] = [];
  const coverage = emptyCoverage();
  coverage.interrupted = options.interrupted ?? false;
  const writer = createWriter(format, {
    write: (text) => void pieces.push(text),
    language: 'zh',
    policy: 'publication',
    startedAt: '2026-01-02T03:04:05.000Z',
    ...options,
  });
  writer.begin();
  for (const report of reports) {
    addToCoverage(coverage, report);
    writer.report(report);
  }
  writer.end(coverage);
  return { text: pieces.join(''), coverage };
}
