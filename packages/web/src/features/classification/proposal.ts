import type { DeterminationPageView } from '@fengni/server/modules/classification/contract';
import { ProposalFields } from '@fengni/server/modules/classification/contract';
import { deriveMark } from '@fengni/server/modules/classification/determination/rules';
import { Mark } from '@fengni/schemes/mark';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { parseLocalDate } from '@fengni/schemes/term';
import { z } from 'zod';
import { todayHere } from '../../lib/format.ts';
import type { FormValues } from '../../lib/value-path.ts';

export const proposalSteps = ['what', 'level', 'basis', 'scope', 'persons'] as const;
export type ProposalStep = (typeof proposalSteps)[number];

/** A source as the form keeps it: what is sent, and its name. */
export const SourceValue = z.object({
  carrierId: z.string().nullable(),
  words: z.string(),
  mark: Mark.nullable(),
  issuedOn: z.string().nullable(),
  manner: z.string(),
  name: z.string().default(''),
});
export type SourceValue = z.infer<typeof SourceValue>;
export const LevelValue = z.object({ scheme: z.string().min(1), level: z.string().min(1) });
export const BasisValue = z.object({
  catalogueItemId: z.string().nullable().default(null),
  citation: z.string().max(900).default(''),
  mark: Mark,
});

/** What each step asks, checked on its own, so that a fault is told where it was made. */
export const stepContracts = {
  what: z.object({
    kind: ProposalFields.kind,
    title: ProposalFields.title,
    content: z.string().trim().max(2000).default(''),
  }),
  level: z.object({ harm: z.string().trim().max(1000).default(''), level: LevelValue }),
  sources: z.object({ sources: z.array(SourceValue).min(1) }),
  basis: z.object({
    basis: BasisValue,
    ruledOut: z.array(z.string()).default([]),
    reportTo: z.string().trim().max(100).default(''),
  }),
  scope: z.object({
    scope: z.object({
      personIds: z.array(z.string()).default([]),
      postIds: z.array(z.string()).default([]),
      /** Shown, not sent. */
      names: z.record(z.string(), z.string()).default({}),
    }),
    keyPoints: z.string().trim().max(1000).default(''),
  }),
  persons: z.object({
    reviewerId: z.string().nullable().default(null),
    deciderId: z.string().nullable().default(null),
  }),
} as const;

/** The mark of what is derived from these; null while there is none to compute. */
export function markOfSources(sources: readonly SourceValue[]): Mark | null {
  const today = todayHere();
  const terms = sources.flatMap(({ mark, issuedOn }) => {
    const day = parseLocalDate(issuedOn ?? today);
    return mark === null || day === null ? [] : [{ mark, issuedOn: day }];
  });
  const union = terms.length < sources.length ? null : deriveMark(terms);
  const scheme = sources[0]?.mark?.scheme;
  if (union === null || scheme === undefined) return null;
  const { level, endsOn, validity } = union;
  return { scheme, level, validity: endsOn === null ? validity : { kind: 'date', date: endsOn } };
}

/** What a level is marked with to begin with: ten years at most, or its maximum. */
export function usualMark(the: z.infer<typeof LevelValue>): Mark {
  const level = levelOf(the.scheme, the.level);
  if (level === undefined || level.markKind !== 'star') return { ...the, validity: { kind: 'unstated' } };
  const years = Number(/^P(\d+)Y/.exec(level.maxTerm ?? '')?.[1] ?? 10);
  return { ...the, validity: { kind: 'duration', years: Math.min(10, years) } };
}

function readSources(values: FormValues): SourceValue[] {
  const sources = z.array(SourceValue).safeParse(values['sources']);
  return sources.success ? sources.data : [];
}

/** The mark as it stands in the form: of the sources, of the basis, or what the level is usually marked with. */
export function markOfForm(values: FormValues): Mark | null {
  if (values['kind'] === 'derived') return markOfSources(readSources(values));
  const basis = BasisValue.safeParse(values['basis']);
  if (basis.success) return basis.data.mark;
  const level = LevelValue.safeParse(values['level']);
  return level.success ? usualMark(level.data) : null;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const orNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The form as the commands take it, or null while there is no mark to propose. */
export function inputOfForm(values: FormValues): Readonly<Record<string, unknown>> | null {
  const mark = markOfForm(values);
  if (mark === null) return null;
  const basis = BasisValue.partial().safeParse(values['basis']);
  const scope = stepContracts.scope.shape.scope.safeParse(values['scope']);
  return {
    kind: values['kind'],
    mark,
    title: text(values['title']),
    content: text(values['content']),
    harm: text(values['harm']),
    catalogueItemId: basis.success ? (basis.data.catalogueItemId ?? null) : null,
    citation: basis.success ? (basis.data.citation ?? '') : '',
    keyPoints: text(values['keyPoints']),
    ruledOut: values['ruledOut'] ?? [],
    sources: readSources(values).map(({ carrierId, words, mark: marked, issuedOn, manner }) => ({
      carrierId,
      words,
      // of a carrier, the mark it bears is what counts
      mark: carrierId === null ? marked : null,
      issuedOn: carrierId === null ? issuedOn : null,
      manner,
    })),
    scope: scope.success
      ? { personIds: scope.data.personIds, postIds: scope.data.postIds }
      : { personIds: [], postIds: [] },
    reportTo: text(values['reportTo']),
    reviewerId: orNull(values['reviewerId']),
    deciderId: orNull(values['deciderId']),
  };
}

/** A draft on record as the form shows it. */
export function formOfDraft(page: DeterminationPageView): FormValues {
  const { matter, markValue } = page;
  if (matter === null) return {};
  const named = [
    ...matter.scope.persons,
    ...matter.scope.posts.map((post) => ({ ...post, name: `${post.unit}${post.name}` })),
  ];
  return {
    kind: page.kind,
    title: matter.title,
    content: matter.content,
    harm: matter.harm,
    level: { scheme: markValue.scheme, level: markValue.level },
    basis: { catalogueItemId: matter.catalogueItemId, citation: matter.citation, mark: markValue },
    ruledOut: matter.ruledOut,
    reportTo: matter.reportTo,
    keyPoints: matter.keyPoints,
    sources: matter.sources.map((source) => ({
      carrierId: source.carrierId,
      words: source.carrierId === null ? source.name : '',
      mark: { scheme: source.scheme, level: source.level, validity: source.validity },
      issuedOn: source.issuedOn,
      manner: source.manner,
      name: source.name,
    })),
    scope: {
      personIds: matter.scope.persons.map((one) => one.id),
      postIds: matter.scope.posts.map((one) => one.id),
      names: Object.fromEntries(named.map((one) => [one.id, one.name])),
    },
    reviewerId: page.reviewerId ?? '',
    deciderId: page.deciderId ?? '',
  };
}

/** Whether the four grounds are asked about: they are of state secrets. */
export function asksExclusions(values: FormValues): boolean {
  const mark = markOfForm(values);
  return mark !== null && builtinPacks.get(mark.scheme)?.kind === 'state-secret';
}
