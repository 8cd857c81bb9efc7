import { know } from '@fengni/kernel/command/tier';
import type { Bilingual } from '@fengni/kernel/command/define';
import type { ErrorList } from '@fengni/kernel/command/refusal';
import { z } from 'zod';
import { Action } from '../../carriers/contract.ts';

const Id = z.uuid();

/** In what manner a carrier rests on its source (FACTS D8; Implementing Regulations art. 18). */
export const manners = [
  'identical',
  'key-point',
  'summary',
  'demand',
  'extract',
  'copy',
  'compiled',
] as const;
export type Manner = (typeof manners)[number];
export const mannerTitles: Readonly<Record<Manner, Bilingual>> = {
  identical: { zh: '内容一致', en: 'identical' },
  'key-point': { zh: '涉及密点', en: 'touches a key point' },
  summary: { zh: '概括、摘编', en: 'summary' },
  demand: { zh: '原定密单位要求', en: "originator's demand" },
  extract: { zh: '摘录', en: 'extract' },
  copy: { zh: '另立的一份', en: 'copy set apart' },
  compiled: { zh: '汇编', en: 'compiled' },
};

/** A source that is a carrier here, or the words that name one elsewhere. */
export const AddSource = z.object({
  carrierId: Id,
  sourceId: Id.nullable().default(null),
  words: know(z.string().trim().max(200)).default(''),
  manner: z.enum(manners),
});
export const DropSource = z.object({ edgeId: Id });
export const KeepAfterReview = z.object({
  reviewId: Id,
  reason: know(z.string().trim().min(2).max(300)),
});

export const SourcesGraphQuery = z.object({ carrierId: Id });
/** Carriers on one picture at most. */
export const graphNodesMax = 150;
export const SourcesGraph = z.object({
  nodes: z.array(
    z.object({
      id: z.string(),
      /** Null for a source elsewhere, which only has words. */
      number: z.string().nullable(),
      title: z.string().nullable(),
      mark: z.string().nullable(),
      levelToken: z.string().nullable(),
      releasedOn: z.string().nullable(),
      origin: z.enum(['own', 'received']).nullable(),
      toReview: z.boolean(),
    }),
  ),
  edges: z.array(
    z.object({
      id: z.string(),
      /** The source. */
      from: z.string(),
      /** What rests on it. */
      to: z.string(),
      manner: z.enum(manners),
      mayDrop: z.boolean(),
    }),
  ),
  more: z.boolean(),
  actions: z.array(Action),
});
export type SourcesGraphView = z.infer<typeof SourcesGraph>;

export const ReviewListQuery = z.object({ after: z.string().max(300).nullable().default(null) });
export const ReviewList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      carrierId: z.string(),
      number: z.string(),
      title: z.string().nullable(),
      mark: z.string(),
      levelToken: z.string(),
      /** The changed source and what became of it, where the caller sees it. */
      source: z
        .object({
          id: z.string(),
          number: z.string(),
          mark: z.string(),
          formerMark: z.string().nullable(),
          /** What the source has become, for a proposal that follows it; null where released. */
          kind: z.string(),
        })
        .nullable(),
      madeAt: z.string(),
      dueOn: z.string(),
      actions: z.array(Action),
    }),
  ),
  next: z.string().nullable(),
});
export type ReviewLineView = z.infer<typeof ReviewList>['rows'][number];

export const sourcesErrors = {
  'sources.what': {
    status: 422,
    zh: '请选一件载体作为来源，或写明外单位来源的名称和文号，二者选一。',
    en: 'Choose a carrier as source, or name the source elsewhere in words: one of the two.',
  },
  'sources.itself': { status: 422, zh: '载体不能以自身为来源。', en: 'A carrier is no source of itself.' },
  'sources.known': { status: 409, zh: '这一来源已登记。', en: 'This source is on record already.' },
  'sources.dropped': { status: 409, zh: '这一来源已取消。', en: 'This source was dropped already.' },
  'derivation.decided': { status: 409, zh: '此项派生复核已有决定。', en: 'This review is decided already.' },
} as const satisfies ErrorList;

export const sourcesObligations = {
  'derivation.review': { zh: '来源已变更，复核派生件', en: 'Source changed: review what rests on it' },
} as const satisfies Record<string, Bilingual>;
