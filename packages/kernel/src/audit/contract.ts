import { z } from 'zod';
import type { ErrorList } from '../command/refusal.ts';

/** Findings of one check that are shown; the count beside them stops at {@link findingsCountMax}. */
export const findingsShownMax = 200;
export const findingsCountMax = 1000;
/** Days for which a finding can be waived at once. */
export const waiverDaysMax = 366;

const Words = z.object({ zh: z.string(), en: z.string() });
const CheckId = z.string().trim().min(1).max(80);

/** Without ids all checks are run. */
export const RunAudit = z.object({ checkIds: z.array(CheckId).max(200).nullable().default(null) });
export const AuditRun = z.object({
  ranAt: z.string(),
  checks: z.array(
    z.object({
      id: z.string(),
      title: Words,
      advice: Words,
      /** False where the security administrator has switched the check off: it was not run. */
      on: z.boolean(),
      /** Whether its findings can be waived. */
      waivable: z.boolean(),
      /** Findings that are not waived, counted up to {@link findingsCountMax}. */
      count: z.int(),
      waived: z.int(),
      rows: z.array(
        z.object({
          id: z.string(),
          number: z.string(),
          registerId: z.string().nullable(),
          explanation: Words,
        }),
      ),
    }),
  ),
});

export const WaiveFinding = z.object({
  checkId: CheckId,
  rowId: z.uuid(),
  reason: z.string().trim().min(4).max(500),
  /** Last day on which the finding is waived. */
  until: z.iso.date(),
});
export const SwitchCheck = z.object({ checkId: CheckId, on: z.boolean() });

export const WaiverListQuery = z.object({
  /** Also those that have ended. */
  ended: z.boolean().default(false),
  after: z.string().max(200).nullable().default(null),
});
export const WaiverList = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      checkId: z.string(),
      title: Words,
      rowId: z.string(),
      registerId: z.string().nullable(),
      reason: z.string(),
      until: z.string(),
      givenBy: z.string(),
      givenAt: z.string(),
    }),
  ),
  next: z.string().nullable(),
});

export const auditErrors = {
  'audit.check.unknown': { status: 404, zh: '没有名为 {check} 的检查项。', en: 'There is no check {check}.' },
  'audit.waive.never': {
    status: 409,
    zh: '此项检查涉及知悉范围，不能豁免。请改正所发现的问题。',
    en: 'This check is about who may know, and its findings are never waived. Put the finding right.',
  },
  'audit.waive.until': {
    status: 422,
    zh: '豁免期须自今日起，最长 {days} 天。',
    en: 'A waiver ends today or later, after {days} days at most.',
  },
} as const satisfies ErrorList;
