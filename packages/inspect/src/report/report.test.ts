import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { displayWidth } from './display-width.ts';
import { reportStyle } from './html-style.ts';
import { sampleReport, sampleReports, writeReports } from './testing/sample-reports.ts';

const languages = ['zh', 'en'] as const;

test.each([40, 60, 80, 100, 137])('no line of the table is wider than %i columns', (columns) => {
  for (const language of languages) {
    const { text } = writeReports('table', sampleReports(), { columns, language });
    for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
  }
});

test('the table says verdict, place and what was not read, and counts what passes', () => {
  const { text } = writeReports('table', sampleReports(), { columns: 160 });
  expect(text).toMatch(/拦截 {2}文件夹\/年度报告\.docx（docx，12\.1 KB）/);
  expect(text).toContain('国家秘密标志');
  expect(text).toContain('名单.xlsx › “人员”表 B7');
  expect(text).toContain('设有密码');
  expect(text).not.toContain('plain.txt');
  expect(text).toContain('共 4 个文件');
  expect(text).toContain('拦截 2，待审 1，通过 1');
});

test('colours show only where asked', () => {
  expect(writeReports('table', sampleReports()).text).not.toContain('\u001B');
  expect(writeReports('table', sampleReports(), { colours: true }).text).toContain('\u001B[31;1m');
});

test('a file with very many findings is shortened and says so', () => {
  const [first] = sampleReports();
  const finding = first?.findings[0];
  if (finding === undefined) throw new Error('no finding');
  const many = sampleReport({
    findings: Array.from({ length: 50 }, () => finding),
    notListed: { findings: 7, uninspected: 0 },
  });
  const { text } = writeReports('table', [many]);
  expect(text).toContain('另有 30 处，见');
  expect(text).toContain('另有 7 处只计数');
});

test('what findings amount to together is said where each alone passes', () => {
  const [first] = sampleReports();
  const finding = first?.findings[0];
  if (finding === undefined) throw new Error('no finding');
  const phones = Array.from({ length: 10 }, (_, at) => ({
    ...finding,
    detector: 'identifier.X08',
    family: 'identifier' as const,
    digest: String(at).padStart(32, '0'),
    verdict: 'pass' as const,
  }));
  const report = sampleReport({ findings: phones });
  expect(report.verdict).toBe('review');
  expect(writeReports('table', [report]).text).toMatch(/待审 {2}合计 .*个人号码较多/);
  expect(writeReports('html', [report]).text).toContain('个人号码较多');
  expect(JSON.parse(writeReports('sarif', [report]).text).runs[0].results[0].ruleId).toBe('sum.many-persons');
});

test('jsonl is one object a file with the promised fields', () => {
  const lines = writeReports('jsonl', sampleReports()).text.trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  for (const line of lines) {
    const report: Record<string, unknown> = JSON.parse(line);
    for (const field of ['path', 'kind', 'bytes', 'verdict', 'findings', 'uninspected'])
      expect(report).toHaveProperty(field);
  }
});

test('SARIF has what version 2.1.0 requires', () => {
  const { text } = writeReports('sarif', sampleReports(), { language: 'en' });
  const log = JSON.parse(text);
  expect(log.version).toBe('2.1.0');
  expect(log.$schema).toMatch(/sarif-2\.1\.0/);
  const [run] = log.runs;
  expect(run.tool.driver.name).toBe('Fengni');
  const rules = run.tool.driver.rules.map(({ id }: { id: string }) => id);
  expect(new Set(rules).size).toBe(rules.length);
  expect(run.results).toHaveLength(2);
  for (const result of run.results) {
    expect(rules).toContain(result.ruleId);
    expect(['none', 'note', 'warning', 'error']).toContain(result.level);
    expect(result.message.text).not.toBe('');
    const [location] = result.locations;
    expect(() => new URL(location.physicalLocation.artifactLocation.uri, 'file:///')).not.toThrow();
    expect(location.physicalLocation.artifactLocation.uri).not.toMatch(/[^\x21-\x7E]/);
  }
  const [invocation] = run.invocations;
  expect(invocation.executionSuccessful).toBe(true);
  expect(
    invocation.toolExecutionNotifications.map((n: { descriptor: { id: string } }) => n.descriptor.id),
  ).toEqual(['gap.encrypted', 'gap.picture-not-read', 'gap.symbolic-link']);
});

test('SARIF without results, and of a run that was stopped, is whole', () => {
  const log = JSON.parse(writeReports('sarif', [], { interrupted: true }).text);
  expect(log.runs[0].results).toEqual([]);
  expect(log.runs[0].invocations[0].executionSuccessful).toBe(false);
});

test('HTML needs nothing else, allows no script and no style but its own', () => {
  for (const language of languages) {
    const { text } = writeReports('html', sampleReports(), { language });
    const hash = createHash('sha256').update(reportStyle).digest('base64');
    expect(text).toContain(`default-src 'none'; style-src 'sha256-${hash}'`);
    expect(text).not.toMatch(/<script|<link|<img|<iframe|\sstyle=|\son\w+=|javascript:|https?:/i);
    expect(text).toContain(`<style>${reportStyle}</style>`);
    expect(text).toContain('<svg');
  }
});

test('what a file names itself cannot leave its place in the HTML', () => {
  const hostile = `"><script>alert(1)</script>&'\`<b x=`;
  const [first] = sampleReports();
  const finding = first?.findings[0];
  if (finding === undefined) throw new Error('no finding');
  const report = sampleReport({
    path: hostile,
    findings: [
      {
        ...finding,
        excerpt: hostile,
        citation: hostile,
        place: { path: [hostile], kind: 'cell', sheet: hostile },
      },
    ],
    uninspected: [{ path: [hostile], reason: 'damaged', verdict: 'review' }],
  });
  const { text } = writeReports('html', [report]);
  expect(text).not.toContain('<script>');
  expect(text).not.toContain('<b x=');
});

test('a run that was stopped says so in every form for people', () => {
  for (const format of ['table', 'html'] as const) {
    expect(writeReports(format, sampleReports(), { interrupted: true }).text).toContain('中途停止');
    expect(writeReports(format, sampleReports(), { interrupted: true, language: 'en' }).text).toContain(
      'Stopped before',
    );
  }
});

test('the coverage statement counts by reading, kind and reason', () => {
  const { coverage } = writeReports('jsonl', sampleReports());
  expect(coverage).toMatchObject({
    files: 4,
    parts: 3,
    reading: { whole: { files: 2 }, partly: { files: 1 }, not: { files: 1 } },
    kinds: { docx: { files: 1, whole: 1 }, zip: { files: 1, partly: 1 }, link: { not: 1 } },
    reasons: { encrypted: { gaps: 1, files: 1, bytes: 99 }, 'picture-not-read': { gaps: 3 } },
    verdicts: { block: 2, review: 1, pass: 1 },
    findings: 2,
    uninspected: 5,
  });
});
