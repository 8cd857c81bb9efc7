import { know } from '@fengni/kernel/command/tier';
import { Mark } from '@fengni/schemes/mark';
import { z } from 'zod';
import { MarkProblem } from './problems.ts';

const Id = z.uuid();

/** Largest file looked at here; larger ones are registered and looked at in the vault. */
export const marksFileBytesMax = 64 * 1024 ** 2;
/** Paragraphs offered for a mark of their own, and signs of each that are shown. */
export const paragraphsMax = 200;
export const paragraphCharsMax = 60;

/** The thing whose mark is put on a file. */
const SourceIds = { carrierId: Id.nullable().default(null), determinationId: Id.nullable().default(null) };

/** Beside the file: what is asked. */
export const MarksForm = z.object({
  mode: z.enum(['check', 'stamp']),
  ...SourceIds,
  /** Six digits at most; null for none. */
  copyNumber: z
    .string()
    .regex(/^\d{1,6}$/)
    .nullable()
    .default(null),
  portions: z
    .array(z.object({ paragraph: z.int().min(1), level: z.string().max(32) }))
    .max(paragraphsMax)
    .default([]),
});
export type MarksForm = z.infer<typeof MarksForm>;

export const MarkSourceQuery = z.object(SourceIds);
/** The mark of a thing the caller knows. */
export const MarkSource = z.object({
  number: z.string(),
  title: z.string().nullable(),
  /** null once it is released. */
  mark: Mark.nullable(),
  markText: z.string(),
  former: Mark.nullable(),
  copyNumbers: z.array(z.string()),
});
export type MarkSourceView = z.infer<typeof MarkSource>;

/** What was read of the marks of a file. Nothing of it is kept. */
export const MarksAnswer = z.object({
  kind: z.enum(['docx', 'pdf', 'other']),
  marks: z.array(
    z.object({
      text: z.string(),
      /** Whether it speaks for the document, or stands in its body, or is no longer in force. */
      role: z.enum(['head', 'body', 'past']),
      page: z.int().nullable(),
    }),
  ),
  problems: z.array(MarkProblem),
  hasText: z.boolean(),
  /** Paragraphs of a docx that can have a mark of their own. */
  paragraphs: z.array(z.object({ paragraph: z.int(), text: z.string() })),
});
export type MarksAnswerView = z.infer<typeof MarksAnswer>;

/** What goes on record when a marked file is handed out. */
export const RecordStamp = z.object({
  ...SourceIds,
  fileName: know(z.string().max(200)),
  /** SHA-256 of the file handed out. */
  digest: know(z.string().regex(/^[0-9a-f]{64}$/)),
  did: z.enum(['marked', 'changed', 'already']),
  copyNumber: z.string().max(6).nullable(),
});
