import type { Finding } from '../detect/finding.ts';
import { describeGap } from '../document/gaps.ts';
import type { Gap, GapReason } from '../document/gaps.ts';
import { decisionOfGap, verdicts } from './policy-schema.ts';
import type { Condition, InspectionPolicy, Verdict } from './policy-schema.ts';

/** Why a file got its verdict: a rule, a sum or a gap, with how many things it rests on. */
export interface VerdictReason {
  readonly verdict: Verdict;
  readonly because: 'finding' | 'sum' | 'gap';
  /** Id of the rule or sum, `otherwise`, or the gap's reason. */
  readonly rule: string;
  readonly count: number;
  readonly zh: string;
  readonly en: string;
  /** Names of the sources in both languages. */
  readonly citations: readonly { readonly zh: string; readonly en: string }[];
}

export interface Decided {
  readonly verdict: Verdict;
  /** The most severe first; those that let pass are left out. */
  readonly reasons: readonly VerdictReason[];
}

/** What one finding leads to. */
export interface FindingDecision {
  readonly verdict: Verdict;
  /** Id of the rule, `otherwise` or `allowed`. */
  readonly rule: string;
}

export function worseOf(one: Verdict, other: Verdict): Verdict {
  return verdicts.indexOf(one) >= verdicts.indexOf(other) ? one : other;
}

/** Whether all of a condition holds for a finding. */
export function holds(when: Condition, finding: Finding): boolean {
  if (when.families !== undefined && !when.families.includes(finding.family)) return false;
  if (when.detectors !== undefined && !matchesAny(when.detectors, finding.detector)) return false;
  if (when.confidenceMin !== undefined && finding.confidence < when.confidenceMin) return false;
  if (when.hidden !== undefined && finding.hidden !== when.hidden) return false;
  return Object.entries(when.facts ?? {}).every(([name, wanted]) => {
    const fact = Object.hasOwn(finding.facts, name) ? finding.facts[name] : undefined;
    return fact !== undefined && wanted.includes(fact);
  });
}

/** Whether a detector's id is one of these; a `*` at the end stands for anything. */
export function matchesAny(patterns: readonly string[], detector: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? detector.startsWith(pattern.slice(0, -1)) : detector === pattern,
  );
}

/**
 * Takes a file's findings and gaps as they come and says at the end what they lead to. Keeps counts, and of sums no more
 * digests than their least number.
 */
export class VerdictCount {
  readonly #policy: InspectionPolicy;
  readonly #allowed: ReadonlySet<string>;
  readonly #rules = new Map<string, { verdict: Verdict; count: number }>();
  readonly #sums: Set<string>[];
  readonly #gaps = new Map<GapReason, { count: number; gap: Gap }>();

  constructor(policy: InspectionPolicy, allowed: ReadonlySet<string> = allowedDigests(policy)) {
    this.#policy = policy;
    this.#allowed = allowed;
    this.#sums = policy.sums.map(() => new Set());
  }

  /** Counts a finding and says what it leads to by itself. */
  addFinding(finding: Finding): FindingDecision {
    if (this.#allowed.has(finding.digest)) return { verdict: 'pass', rule: 'allowed' };
    for (const [index, sum] of this.#policy.sums.entries()) {
      const digests = this.#sums[index];
      if (digests !== undefined && digests.size < sum.distinctMin && holds(sum.when, finding))
        digests.add(finding.digest);
    }
    const rule = this.#policy.rules.find(({ when }) => holds(when, finding));
    const decision = { verdict: rule?.verdict ?? this.#policy.otherwise, rule: rule?.id ?? 'otherwise' };
    const counted = this.#rules.get(decision.rule);
    if (counted === undefined) this.#rules.set(decision.rule, { verdict: decision.verdict, count: 1 });
    else counted.count += 1;
    return decision;
  }

  addGap(gap: Gap): Verdict {
    const counted = this.#gaps.get(gap.reason);
    if (counted === undefined) this.#gaps.set(gap.reason, { count: gap.count ?? 1, gap });
    else counted.count += gap.count ?? 1;
    return decisionOfGap(this.#policy, gap.reason);
  }

  decide(): Decided {
    const reasons = [...this.#ruleReasons(), ...this.#sumReasons(), ...this.#gapReasons()]
      .filter(({ verdict }) => verdict !== 'pass')
      .toSorted((a, b) => verdicts.indexOf(b.verdict) - verdicts.indexOf(a.verdict));
    return { verdict: reasons[0]?.verdict ?? 'pass', reasons };
  }

  #ruleReasons(): VerdictReason[] {
    return [...this.#rules].map(([id, { verdict, count }]) => {
      const rule = this.#policy.rules.find((candidate) => candidate.id === id);
      const text = rule?.reason ?? { zh: '没有规则允许', en: 'no rule lets it pass' };
      return {
        verdict,
        because: 'finding',
        rule: id,
        count,
        ...text,
        citations: this.#cite(rule?.citations),
      };
    });
  }

  #sumReasons(): VerdictReason[] {
    return this.#policy.sums.flatMap((sum, index) => {
      const count = this.#sums[index]?.size ?? 0;
      if (count < sum.distinctMin) return [];
      const citations = this.#cite(sum.citations);
      return [
        { verdict: sum.verdict, because: 'sum' as const, rule: sum.id, count, ...sum.reason, citations },
      ];
    });
  }

  #gapReasons(): VerdictReason[] {
    return [...this.#gaps].map(([reason, { count, gap }]) => ({
      verdict: decisionOfGap(this.#policy, reason),
      because: 'gap',
      rule: reason,
      count,
      ...describeGap(gap),
      citations: [],
    }));
  }

  #cite(keys: readonly string[] = []): { zh: string; en: string }[] {
    return keys.flatMap((key) => this.#policy.sources[key] ?? []);
  }
}

/** Digests a policy lets stand. */
export function allowedDigests(policy: InspectionPolicy): ReadonlySet<string> {
  return new Set(policy.allow.map(({ digest }) => digest));
}

/** The verdict over all findings and gaps of a file, with the reasons, the most severe first. */
export function decideVerdict(
  findings: Iterable<Finding>,
  gaps: Iterable<Gap>,
  policy: InspectionPolicy,
): Decided {
  const count = new VerdictCount(policy);
  for (const finding of findings) count.addFinding(finding);
  for (const gap of gaps) count.addGap(gap);
  return count.decide();
}
