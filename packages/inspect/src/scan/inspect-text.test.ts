import { expect, test } from 'vitest';
import { compileTerms } from '../detect/terms.ts';
import { builtinPolicies } from '../policy/policy.ts';
import type { InspectionPolicy } from '../policy/policy.ts';
import { createEngine } from './engine.ts';
import { inspectText } from './inspect-text.ts';

const key = Buffer.alloc(32, 3);

function policyOf(id: string): InspectionPolicy {
  const policy = builtinPolicies.get(id);
  if (policy === undefined) throw new Error(`no policy ${id}`);
  return policy;
}

const gateway = createEngine({ policy: policyOf('gateway'), key });

test('a prompt with nothing in it passes, one with a mark or a number is blocked with the source', () => {
  expect(inspectText('请把这段话翻译成英文：今天天气很好。', gateway)).toMatchObject({
    verdict: 'pass',
    kind: 'text',
    findings: [],
    uninspected: [],
    cached: false,
  });
  const marked = inspectText('机密★10年\n请概括下面的文件', gateway);
  expect(marked.verdict).toBe('block');
  expect(marked.reasons[0]?.citations.length).toBeGreaterThan(0);
  const number = inspectText('请核对身份证号 11010519491231002X', gateway);
  expect(number.verdict).toBe('block');
  expect(JSON.stringify(number)).not.toContain('11010519491231002X');
});

test('an empty text is said to be empty', () => {
  expect(inspectText('', gateway)).toMatchObject({ kind: 'empty', bytes: 0, verdict: 'pass' });
});

test('a policy that does not look for a family finds none of it', () => {
  const policy = policyOf('gateway');
  const without = createEngine({
    policy: { ...policy, looksFor: { ...policy.looksFor, families: ['mark'] } },
    key,
  });
  expect(inspectText('身份证号 11010519491231002X', without).findings).toEqual([]);
  const fewer = createEngine({
    policy: { ...policy, looksFor: { ...policy.looksFor, without: ['identifier.X01'] } },
    key,
  });
  expect(
    inspectText('身份证号 11010519491231002X', fewer).findings.map(({ detector }) => detector),
  ).not.toContain('identifier.X01');
});

test('terms are found in spellings that dodge, and named by list and row only', () => {
  const set = compileTerms([{ id: 'terms', citation: '', words: ['深海七号勘探部署'] }]);
  const engine = createEngine({ policy: policyOf('publication'), key, terms: { set, digest: 'd' } });
  const report = inspectText('另见深 海-七号勘 探部署。', engine);
  expect(report.findings).toEqual([
    expect.objectContaining({ detector: 'term', facts: expect.objectContaining({ row: 1 }) }),
  ]);
  expect(report.findings[0]?.excerpt).not.toMatch(/深|勘/);
});

test('marks are held against the name of the file', () => {
  const engine = createEngine({ policy: policyOf('publication'), key });
  const report = inspectText('秘密★5年\n\n关于会议的通知\n', engine, '机密★10年 通知.txt');
  expect(report.findings.map(({ detector }) => detector)).toContain('mark.issue.file-name-differs');
});

test('digests differ between installations', () => {
  const other = createEngine({ policy: policyOf('gateway'), key: Buffer.alloc(32, 4) });
  const text = '身份证号 11010519491231002X';
  const [mine, theirs] = [gateway, other].map((engine) => inspectText(text, engine).findings[0]?.digest);
  expect(mine).toMatch(/^[0-9a-f]{32}$/);
  expect(theirs).not.toBe(mine);
});

test('so many findings are listed, all are counted', () => {
  const numbers = Array.from({ length: 300 }, (_, at) => `手机 138${String(10_000_000 + at * 7)}`).join('\n');
  const report = inspectText(numbers, gateway);
  const mobiles = report.findings.filter(({ detector }) => detector === 'identifier.X08').length;
  expect(mobiles).toBe(200);
  expect(report.notListed.findings).toBe(100);
  expect(report.verdict).toBe('block');
});

test('the digest of an engine changes with what it looks for', () => {
  const digests = [
    gateway.digest,
    createEngine({ policy: policyOf('publication'), key }).digest,
    createEngine({
      policy: policyOf('gateway'),
      key,
      terms: { set: compileTerms([{ id: 'terms', citation: '', words: ['深海七号'] }]), digest: 'd' },
    }).digest,
  ];
  expect(new Set(digests).size).toBe(3);
});
