import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Finding } from '../detect/finding.ts';
import type { Gap } from '../document/gaps.ts';
import { decideVerdict, holds, matchesAny, VerdictCount, worseOf } from './decide-verdict.ts';
import { builtinPolicies } from './policy.ts';
import type { InspectionPolicy } from './policy.ts';

function policyOf(id: string): InspectionPolicy {
  const policy = builtinPolicies.get(id);
  if (policy === undefined) throw new Error(`no policy ${id}`);
  return policy;
}

const publication = policyOf('publication');

function finding(change: Partial<Finding> = {}): Finding {
  return {
    detector: 'mark.state-secret',
    family: 'mark',
    place: { path: [], kind: 'body' },
    from: 0,
    to: 2,
    hidden: false,
    excerpt: '**',
    digest: '00000000000000000000000000000000',
    confidence: 1,
    citation: 'x',
    facts: {},
    ...change,
  };
}

function digestOf(at: number): string {
  return at.toString(16).padStart(32, '0');
}

test('nothing found and nothing unread passes', () => {
  expect(decideVerdict([], [], publication)).toEqual({ verdict: 'pass', reasons: [] });
});

test('a state-secret mark blocks, an unsure one is reviewed, and the law is named', () => {
  const sure = decideVerdict([finding()], [], publication);
  expect(sure.verdict).toBe('block');
  expect(sure.reasons[0]?.citations[0]?.zh).toContain('保守国家秘密法');
  expect(decideVerdict([finding({ confidence: 0.5 })], [], publication).verdict).toBe('review');
});

test('what could not be read is reviewed before publication and blocked at a gateway', () => {
  const gaps: Gap[] = [{ path: [], reason: 'damaged' }];
  expect(decideVerdict([], gaps, publication)).toMatchObject({
    verdict: 'review',
    reasons: [{ because: 'gap', rule: 'damaged', count: 1 }],
  });
  expect(decideVerdict([], gaps, policyOf('gateway')).verdict).toBe('block');
});

function phone(at: number): Finding {
  return finding({ detector: 'identifier.X08', family: 'identifier', digest: digestOf(at) });
}

test('one telephone number passes, ten different ones together do not, ten equal ones do', () => {
  const phones = (count: number): Finding[] => Array.from({ length: count }, (_, at) => phone(at));
  expect(decideVerdict([phone(1)], [], publication).verdict).toBe('pass');
  expect(decideVerdict(phones(9), [], publication).verdict).toBe('pass');
  expect(decideVerdict(phones(10), [], publication)).toMatchObject({
    verdict: 'review',
    reasons: [{ because: 'sum', rule: 'many-persons' }],
  });
  const repeated = Array.from({ length: 50 }, () => phone(1));
  expect(decideVerdict(repeated, [], publication).verdict).toBe('pass');
});

test('an allowed digest passes by itself and in a sum, another one does not', () => {
  const policy = { ...publication, allow: [{ digest: digestOf(7), note: '公开样例' }] };
  expect(decideVerdict([finding({ digest: digestOf(7) })], [], policy).verdict).toBe('pass');
  expect(decideVerdict([finding({ digest: digestOf(8) })], [], policy).verdict).toBe('block');
  expect(new VerdictCount(policy).addFinding(finding({ digest: digestOf(7) }))).toEqual({
    verdict: 'pass',
    rule: 'allowed',
  });
});

test('reasons come most severe first', () => {
  const term = finding({ detector: 'term', family: 'term' });
  const { reasons } = decideVerdict([term, finding()], [{ path: [], reason: 'damaged' }], publication);
  expect(reasons.map(({ verdict }) => verdict)).toEqual(['block', 'review', 'review']);
});

test('conditions: detectors, hidden, facts', () => {
  expect(matchesAny(['mark.*'], 'mark.tlp')).toBe(true);
  expect(matchesAny(['mark.*'], 'market')).toBe(false);
  expect(matchesAny(['identifier.X01'], 'identifier.X010')).toBe(false);
  expect(holds({ hidden: true }, finding())).toBe(false);
  expect(holds({ facts: { level: ['机密'] } }, finding({ facts: { level: '机密' } }))).toBe(true);
  expect(holds({ facts: { toString: [true] } }, finding())).toBe(false);
});

test('property: more findings or gaps never make a verdict milder', () => {
  const anyFinding = fc
    .record({
      detector: fc.constantFrom('mark.state-secret', 'identifier.X01', 'identifier.X08', 'term', 'other'),
      family: fc.constantFrom('mark', 'identifier', 'term', 'hidden'),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      digest: fc.nat(30).map(digestOf),
      hidden: fc.boolean(),
    })
    .map((change) => finding(change as Partial<Finding>));
  const anyGap = fc.constantFrom<Gap>(
    { path: [], reason: 'damaged' },
    { path: [], reason: 'cycle' },
    { path: [], reason: 'encrypted' },
  );
  fc.assert(
    fc.property(fc.array(anyFinding), fc.array(anyFinding), fc.array(anyGap), (some, more, gaps) => {
      for (const policy of builtinPolicies.values()) {
        const less = decideVerdict(some, [], policy).verdict;
        const whole = decideVerdict([...some, ...more], gaps, policy).verdict;
        expect(worseOf(less, whole)).toBe(whole);
      }
    }),
  );
});
