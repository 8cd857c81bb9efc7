import { z } from 'zod';

const Bilingual = z.object({ zh: z.string(), en: z.string() });

/** Answers of the log's queries, as the auditor reads them. */
export const LogRow = z.object({
  entryId: z.string(),
  at: z.string(),
  leafIndex: z.int().nullable(),
  person: z.string().nullable(),
  login: z.string().nullable(),
  command: z.string(),
  title: Bilingual,
  outcome: z.string(),
  subject: z.string().nullable(),
});
export type LogRow = z.infer<typeof LogRow>;

export const LogList = z.object({
  rows: z.array(LogRow),
  next: z.string().nullable(),
  size: z.int(),
  root: z.string(),
  sealedAt: z.string().nullable(),
  witnessedAt: z.string().nullable(),
});
export const LogEntry = z.object({
  details: z.unknown(),
  leafIndex: z.int().nullable(),
  rows: z.array(z.object({ table: z.string(), rowId: z.string(), hash: z.string() })),
});
export const LogVerdict = z.object({
  verdict: z.enum(['intact', 'broken']),
  size: z.int(),
  root: z.string(),
  findings: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
  checkedAt: z.string(),
});
