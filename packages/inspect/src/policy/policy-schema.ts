import { z } from 'zod';
import type { Family } from '../detect/finding.ts';
import { isGapReason } from '../document/gaps.ts';
import type { GapReason } from '../document/gaps.ts';

/** Ways in which a term may dodge, looked for where a policy asks; each costs a pass over the text. */
export const termSpellings = ['look-alike', 'split', 'homophone'] as const;
export type TermSpelling = (typeof termSpellings)[number];

/** The name in a policy's `format` field. */
export const policyFormat = 'fengni-inspection-policy';

/** From the mildest to the most severe. */
export const verdicts = ['pass', 'review', 'block'] as const;

/** `block`: must not leave; `review`: a person decides; `pass`: nothing stands against it. */
export type Verdict = (typeof verdicts)[number];

const families = [
  'mark',
  'term',
  'identifier',
  'coordinate',
  'document-head',
  'near-copy',
  'exact-data',
  'picture',
  'hidden',
] as const satisfies readonly Family[];

/** Every family must be listed above: a new one fails to compile here. */
export const allFamilies: readonly (typeof families)[number][] & readonly Family[] = families;

const rulesMax = 500;
const allowedDigestsMax = 100_000;
const textUnitsMax = 500;
const countMax = 10_000;

const Decision = z.enum(verdicts);
const Key = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'key');
const Text = z.strictObject({
  zh: z.string().min(1, 'empty').max(textUnitsMax),
  en: z.string().min(1, 'empty').max(textUnitsMax),
});
const DetectorPattern = z.string().regex(/^[A-Za-z][A-Za-z0-9.-]{0,99}\*?$/, 'detector');
const Fact = z.union([z.string().max(textUnitsMax), z.number(), z.boolean()], 'fact');
const Share = z.number().min(0).max(1);
const Count = z.int().min(2).max(countMax);
const Citations = z.array(Key).max(20).default([]);

/** Which findings a rule speaks of: all that is named must hold; a list holds when one of it does. */
const Condition = z.strictObject({
  families: z.array(z.enum(families)).min(1, 'empty').max(families.length).optional(),
  /** Ids of detectors; a `*` at the end stands for anything. */
  detectors: z.array(DetectorPattern).min(1, 'empty').max(100).optional(),
  confidenceMin: Share.optional(),
  hidden: z.boolean().optional(),
  /** Facts of the finding that must have one of these values. */
  facts: z.record(z.string(), z.array(Fact).min(1, 'empty').max(100)).optional(),
});
export type Condition = z.infer<typeof Condition>;

const Rule = z.strictObject({
  id: Key,
  when: Condition,
  verdict: Decision,
  reason: Text,
  citations: Citations,
});
/** Decides a finding: the first rule whose condition holds. */
export type Rule = z.infer<typeof Rule>;

const Sum = z.strictObject({
  id: Key,
  when: Condition,
  /** So many different hits (by digest) in one file. */
  distinctMin: Count,
  verdict: Decision,
  reason: Text,
  citations: Citations,
});
/** Decides a file by many harmless findings together (BEY-12). */
export type Sum = z.infer<typeof Sum>;

const LooksFor = z.strictObject({
  families: z.array(z.enum(families)).max(families.length),
  /** Detectors that do not run though their family does. */
  without: z.array(DetectorPattern).max(100).default([]),
  /** Findings of less confidence are dropped. */
  confidenceMin: Share.default(0),
  /** Dodging spellings of terms, besides spaces, signs, width and traditional characters. */
  termSpellings: z.array(z.enum(termSpellings)).max(termSpellings.length).default([]),
});

const Gaps = z.strictObject({
  otherwise: Decision,
  reasons: z.record(z.string(), Decision).default({}),
});

const Allowed = z.strictObject({
  digest: z.string().regex(/^[0-9a-f]{32}$/, 'digest'),
  /** Why it may stand; who said so. */
  note: z.string().min(1, 'empty').max(textUnitsMax),
});

const Source = z.strictObject({ zh: z.string().min(1, 'empty'), en: z.string().min(1, 'empty') });

const head = {
  format: z.literal(policyFormat, 'format'),
  version: z.literal(1, 'version'),
  id: Key,
  title: Text,
  sources: z.record(Key, Source).default({}),
};

/** A policy as it is used: whole. */
export const WholePolicy = z.strictObject({
  ...head,
  looksFor: LooksFor,
  rules: z.array(Rule).max(rulesMax),
  sums: z.array(Sum).max(rulesMax).default([]),
  /** What a finding without a rule leads to. */
  otherwise: Decision,
  gaps: Gaps,
  allow: z.array(Allowed).max(allowedDigestsMax).default([]),
});

/** A policy that changes a built-in one: its rules come first, its lists are added, what it names replaces. */
export const DerivedPolicy = z.strictObject({
  ...head,
  base: Key,
  looksFor: z
    .strictObject({
      families: z.array(z.enum(families)).max(families.length).optional(),
      without: z.array(DetectorPattern).max(100).default([]),
      confidenceMin: Share.optional(),
      termSpellings: z.array(z.enum(termSpellings)).max(termSpellings.length).optional(),
    })
    .default({ without: [] }),
  rules: z.array(Rule).max(rulesMax).default([]),
  sums: z.array(Sum).max(rulesMax).default([]),
  otherwise: Decision.optional(),
  gaps: z
    .strictObject({ otherwise: Decision.optional(), reasons: z.record(z.string(), Decision).default({}) })
    .default({ reasons: {} }),
  allow: z.array(Allowed).max(allowedDigestsMax).default([]),
});
export type DerivedPolicy = z.infer<typeof DerivedPolicy>;

/** What blocks, what a person must see, what passes: data, with the source of each rule. */
export type InspectionPolicy = z.infer<typeof WholePolicy>;

/** What a gap leads to. */
export function decisionOfGap(policy: InspectionPolicy, reason: GapReason): Verdict {
  return policy.gaps.reasons[reason] ?? policy.gaps.otherwise;
}

/** Reasons in a policy that no gap has. */
export function unknownGapReasons(reasons: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(reasons).filter((reason) => !isGapReason(reason));
}
