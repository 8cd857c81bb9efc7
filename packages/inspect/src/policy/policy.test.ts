import { expect, test } from 'vitest';
import { builtinPolicies, parsePolicy, parsePolicyText, policyFaultsMax } from './policy.ts';

const small = {
  format: 'fengni-inspection-policy',
  version: 1,
  id: 'house',
  title: { zh: '本单位', en: 'Ours' },
  looksFor: { families: ['mark'] },
  rules: [
    { id: 'marks', when: { families: ['mark'] }, verdict: 'block', reason: { zh: '有标志', en: 'a mark' } },
  ],
  otherwise: 'review',
  gaps: { otherwise: 'review' },
};

function faultsOf(json: unknown): string[] {
  const parsed = parsePolicy(json);
  return parsed.ok ? [] : parsed.faults.map(({ path, en }) => `${path}: ${en}`);
}

test('the three built-in policies are whole and cite their sources', () => {
  expect([...builtinPolicies.keys()]).toEqual(['publication', 'gateway', 'inventory']);
  for (const policy of builtinPolicies.values()) {
    expect(Object.keys(policy.sources).length).toBeGreaterThan(5);
    for (const rule of policy.rules.filter(({ verdict }) => verdict === 'block')) {
      expect(rule.citations, `${policy.id}.${rule.id}`).not.toEqual([]);
    }
  }
});

test('a small policy is taken with its defaults', () => {
  const parsed = parsePolicy(small);
  expect(parsed).toMatchObject({ ok: true, policy: { sums: [], allow: [], looksFor: { without: [] } } });
});

test('every fault is told at once, with its path', () => {
  expect(
    faultsOf({
      ...small,
      id: 'Not A Key',
      rules: [
        { ...small.rules[0], verdict: 'maybe' },
        { ...small.rules[0], when: { confidenceMin: 2 } },
        { ...small.rules[0], extra: 1 },
      ],
      gaps: {},
    }),
  ).toEqual([
    'id: a key is small letters, digits and dashes, a letter first',
    'rules[0].verdict: must be one of: pass review block',
    'rules[1].when.confidenceMin: is too large or too long, the limit is 1',
    'rules[2].extra: unknown field: extra',
    'gaps.otherwise: is missing',
  ]);
});

test('repeated rules, empty conditions, unlisted sources and unknown gaps are faults', () => {
  const rule = {
    id: 'one',
    when: {},
    verdict: 'pass',
    reason: { zh: '一', en: 'one' },
    citations: ['nowhere'],
  };
  expect(
    faultsOf({ ...small, rules: [rule, rule], gaps: { otherwise: 'pass', reasons: { lost: 'pass' } } }),
  ).toEqual([
    'rules[0].when: an empty condition holds for every finding; name at least one thing',
    'rules[0].citations[0]: cites what sources does not list: nowhere',
    'rules[1].id: repeats an earlier one: one',
    'rules[1].when: an empty condition holds for every finding; name at least one thing',
    'rules[1].citations[0]: cites what sources does not list: nowhere',
    'gaps.reasons.lost: no such reason for a gap: lost',
  ]);
});

test.each([
  [null, '$: has the wrong type, object is wanted'],
  ['text', '$: has the wrong type, object is wanted'],
  [[], '$: has the wrong type, object is wanted'],
  [
    { ...small, format: 'other' },
    'format: is no inspection policy: format must be "fengni-inspection-policy"',
  ],
  [{ ...small, version: 2 }, 'version: a version not known here; write 1'],
  [{ ...small, looksFor: { families: ['marks'] } }, /^looksFor.families\[0\]: must be one of: mark term/],
  [{ ...small, allow: [{ digest: 'x', note: '' }] }, /^allow\[0\].digest: a digest is 32/],
])('%j is refused', (json, wanted) => {
  expect(faultsOf(json)[0]).toEqual(typeof wanted === 'string' ? wanted : expect.stringMatching(wanted));
});

test('faults are bounded', () => {
  const rules = Array.from({ length: 400 }, () => ({ ...small.rules[0], verdict: 'no' }));
  expect(faultsOf({ ...small, rules })).toHaveLength(policyFaultsMax + 1);
});

test('a text that is no JSON is refused without being quoted', () => {
  const parsed = parsePolicyText('{"secret-word": 1,,}');
  expect(parsed.ok).toBe(false);
  expect(JSON.stringify(parsed)).not.toContain('secret-word');
});

test('a byte-order mark before the JSON does not matter', () => {
  expect(parsePolicyText(`\uFEFF${JSON.stringify(small)}`).ok).toBe(true);
});

test('a derived policy puts its rules first, replaces those of the same id and keeps the rest', () => {
  const parsed = parsePolicy({
    format: 'fengni-inspection-policy',
    version: 1,
    id: 'house',
    base: 'publication',
    title: { zh: '本单位', en: 'Ours' },
    rules: [
      {
        id: 'catalogue-term',
        when: { families: ['term'], confidenceMin: 0.9 },
        verdict: 'block',
        reason: { zh: '目录词语', en: 'a term' },
        citations: ['secrets-regulation'],
      },
    ],
    gaps: { reasons: { 'media-not-read': 'pass' } },
    allow: [{ digest: '0123456789abcdef0123456789abcdef', note: '公开电话' }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const { policy } = parsed;
  expect(policy.rules[0]).toMatchObject({ id: 'catalogue-term', verdict: 'block' });
  expect(policy.rules.filter(({ id }) => id === 'catalogue-term')).toHaveLength(1);
  expect(policy.gaps.reasons).toMatchObject({ 'media-not-read': 'pass', encrypted: 'block' });
  expect(policy.allow).toHaveLength(1);
  expect(faultsOf({ ...small, base: 'nothing' })[0]).toContain('base');
});
