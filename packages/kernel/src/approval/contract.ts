import { z } from 'zod';
import type { ErrorList } from '../command/refusal.ts';

/** What a decider can answer (UX, Decision). */
export const verdicts = ['consent', 'consent-with-condition', 'send-back', 'refuse'] as const;
export const approvalBatchMax = 50;

export const DecideApproval = z.object({
  approvalId: z.uuid(),
  verdict: z.enum(verdicts),
  reason: z.string().trim().max(500).default(''),
  /** When the decider opened the thing: time per decision is on record (BEY-13). */
  openedAt: z.iso.datetime(),
  /** How many were decided with one gesture. */
  batchSize: z.int().min(1).max(approvalBatchMax).default(1),
});

export const WithdrawApproval = z.object({
  approvalId: z.uuid(),
  reason: z.string().trim().max(500).default(''),
});

const ApprovalLine = z.object({
  id: z.string(),
  command: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }),
  subjectId: z.string().nullable(),
  subjectNumber: z.string(),
  requester: z.string(),
  requesterUnit: z.string(),
  unit: z.string(),
  reason: z.string(),
  state: z.enum(['pending', 'sent-back', 'stale', 'done', 'refused', 'withdrawn', 'failed']),
  step: z.int(),
  stepName: z.object({ zh: z.string(), en: z.string() }).nullable(),
  createdAt: z.string(),
  stepDueAt: z.string().nullable(),
  nobodyDecides: z.boolean(),
  /** True where the caller can decide the step that is due. */
  mine: z.boolean(),
});
export const ApprovalList = z.object({ rows: z.array(ApprovalLine), next: z.string().nullable() });
export type ApprovalLineView = z.infer<typeof ApprovalLine>;

export const ApprovalView = ApprovalLine.extend({
  /** The thing it is about, where the caller sees it: the table it stands in and its id. */
  subject: z.object({ table: z.string(), id: z.string() }).nullable(),
  snapshot: z.record(z.string(), z.unknown()),
  /** Facts of the know tier, where there are any and the caller may know them. */
  matter: z.record(z.string(), z.unknown()).nullable(),
  steps: z.array(
    z.object({
      name: z.object({ zh: z.string(), en: z.string() }),
      duties: z.array(z.string()),
      count: z.int(),
      must: z.enum(['know', 'handle']),
    }),
  ),
  decisions: z.array(
    z.object({
      step: z.int(),
      person: z.string(),
      deputyFor: z.string().nullable(),
      verdict: z.enum(verdicts),
      reason: z.string(),
      decidedAt: z.string(),
      /** Seconds between opening and deciding. */
      seconds: z.number(),
      batchSize: z.int(),
    }),
  ),
  failure: z.record(z.string(), z.unknown()).nullable(),
  result: z.record(z.string(), z.unknown()).nullable(),
  /** What was decided in like cases within a year. */
  alike: z.array(
    z.object({ at: z.string(), subjectNumber: z.string(), verdict: z.enum(verdicts), reason: z.string() }),
  ),
  canWithdraw: z.boolean(),
});
export type ApprovalPage = z.infer<typeof ApprovalView>;

export const approvalErrors = {
  'approval.closed': {
    status: 409,
    zh: '此项申请已办结，不能再签批。',
    en: 'This request is closed and can no longer be decided.',
  },
  'approval.own': {
    status: 409,
    zh: '不能审批自己提出的申请。请由其他有权的人办理。',
    en: 'You cannot decide your own request. Another entitled person must.',
  },
  'approval.already.decided': {
    status: 409,
    zh: '你（或你所代理、代理你的人）已在此项申请中签批，须由另一人签批。',
    en: 'You, or whom you stand in for, have already decided in this request; another person must.',
  },
  'approval.reason.missing': {
    status: 422,
    zh: '退回、不同意或附条件同意须写明理由（至少 4 个字）。',
    en: 'Sending back, refusing or consenting with a condition needs a reason (at least 4 characters).',
  },
  'approval.opened.late': {
    status: 422,
    zh: '打开时间不合理。请刷新页面后重新签批。',
    en: 'The time of opening is implausible. Reload the page and decide again.',
  },
} as const satisfies ErrorList;
