import gateway from './builtin/gateway.json' with { type: 'json' };
import inventory from './builtin/inventory.json' with { type: 'json' };
import publication from './builtin/publication.json' with { type: 'json' };
import { faultsOfIssue, policyFault } from './policy-faults.ts';
import type { PolicyFault } from './policy-faults.ts';
import { DerivedPolicy, unknownGapReasons, WholePolicy } from './policy-schema.ts';
import type { InspectionPolicy, Rule, Sum } from './policy-schema.ts';

export type { PolicyFault } from './policy-faults.ts';
export type { Condition, InspectionPolicy, Rule, Sum, Verdict } from './policy-schema.ts';

/** Faults shown for one policy. */
export const policyFaultsMax = 50;

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: InspectionPolicy }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

/** What ships: before publishing, at a gateway, and for taking stock of what lies on a machine. */
export const builtinPolicies: ReadonlyMap<string, InspectionPolicy> = new Map(
  [publication, gateway, inventory].map((json) => {
    const parsed = parseWhole(json);
    if (!parsed.ok) throw new Error(`a built-in policy is faulty: ${JSON.stringify(parsed.faults)}`);
    return [parsed.policy.id, parsed.policy];
  }),
);

/** The policy that is used when none is named. */
export const defaultPolicyId = 'publication';

/** A policy from the text of its file. Never throws; a bad one gives its faults, each with the path of the place. */
export function parsePolicyText(text: string): ParsedPolicy {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // V8's message quotes the text: only where it broke is told
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    return { ok: false, faults: [policyFault([], 'json', at === undefined ? '?' : `#${at}`)] };
  }
  return parsePolicy(json);
}

/** A policy from parsed JSON: a whole one, or one that names its `base`, which is merged into it. */
export function parsePolicy(json: unknown): ParsedPolicy {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'base')) return parseWhole(json);
  const parsed = DerivedPolicy.safeParse(json);
  if (!parsed.success) return refuse(parsed.error.issues.flatMap((issue) => faultsOfIssue(issue, json)));
  const base = builtinPolicies.get(parsed.data.base);
  if (base === undefined) return refuse([policyFault(['base'], 'unknown-base', parsed.data.base)]);
  const faults = findMisreferences(parsed.data, new Set(Object.keys(base.sources)));
  return faults.length > 0 ? refuse(faults) : { ok: true, policy: merge(base, parsed.data) };
}

function parseWhole(json: unknown): ParsedPolicy {
  const parsed = WholePolicy.safeParse(json);
  if (!parsed.success) return refuse(parsed.error.issues.flatMap((issue) => faultsOfIssue(issue, json)));
  const faults = findMisreferences(parsed.data, new Set());
  return faults.length > 0 ? refuse(faults) : { ok: true, policy: parsed.data };
}

interface Referring {
  readonly sources: Readonly<Record<string, unknown>>;
  readonly rules: readonly Rule[];
  readonly sums: readonly Sum[];
  readonly gaps: { readonly reasons: Readonly<Record<string, unknown>> };
}

function findMisreferences(policy: Referring, known: ReadonlySet<string>): PolicyFault[] {
  const faults: PolicyFault[] = [];
  const seen = new Set<string>();
  const lists = [
    ['rules', policy.rules],
    ['sums', policy.sums],
  ] as const;
  for (const [list, rules] of lists) {
    for (const [index, rule] of rules.entries()) {
      if (seen.has(rule.id)) faults.push(policyFault([list, index, 'id'], 'repeated', rule.id));
      seen.add(rule.id);
      if (Object.keys(rule.when).length === 0)
        faults.push(policyFault([list, index, 'when'], 'no-condition'));
      for (const [at, key] of rule.citations.entries()) {
        if (!Object.hasOwn(policy.sources, key) && !known.has(key))
          faults.push(policyFault([list, index, 'citations', at], 'unknown-source', key));
      }
    }
  }
  for (const reason of unknownGapReasons(policy.gaps.reasons))
    faults.push(policyFault(['gaps', 'reasons', reason], 'unknown-gap', reason));
  return faults;
}

function merge(base: InspectionPolicy, changes: DerivedPolicy): InspectionPolicy {
  const { looksFor, gaps } = changes;
  const taken = new Set([...changes.rules, ...changes.sums].map((rule) => rule.id));
  const kept = <Any extends { id: string }>(rules: readonly Any[]): Any[] =>
    rules.filter((rule) => !taken.has(rule.id));
  return {
    format: changes.format,
    version: changes.version,
    id: changes.id,
    title: changes.title,
    sources: { ...base.sources, ...changes.sources },
    looksFor: {
      families: looksFor.families ?? base.looksFor.families,
      without: [...base.looksFor.without, ...looksFor.without],
      confidenceMin: looksFor.confidenceMin ?? base.looksFor.confidenceMin,
      termSpellings: looksFor.termSpellings ?? base.looksFor.termSpellings,
    },
    rules: [...changes.rules, ...kept(base.rules)],
    sums: [...changes.sums, ...kept(base.sums)],
    otherwise: changes.otherwise ?? base.otherwise,
    gaps: {
      otherwise: gaps.otherwise ?? base.gaps.otherwise,
      reasons: { ...base.gaps.reasons, ...gaps.reasons },
    },
    allow: [...base.allow, ...changes.allow],
  };
}

function refuse(faults: readonly PolicyFault[]): ParsedPolicy {
  if (faults.length <= policyFaultsMax) return { ok: false, faults };
  return { ok: false, faults: [...faults.slice(0, policyFaultsMax), policyFault([], 'too-many')] };
}
