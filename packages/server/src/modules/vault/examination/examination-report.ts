import { Mark } from '@fengni/schemes/mark';
import { z } from 'zod';

const Words = z.object({ zh: z.string(), en: z.string() });

/** Something wrong with the marks of a file, said before it is registered. */
export const MarkProblem = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  /** What to do about it, where the check says it apart. */
  advice: Words.nullable().default(null),
  citation: z.string().default(''),
});
export type MarkProblem = z.infer<typeof MarkProblem>;

/** What a file has that could not be read or shown, and why. */
export const FileGap = z.object({
  what: z.enum(['text', 'pages']),
  reason: z.string(),
  zh: z.string(),
  en: z.string(),
  page: z.int().nullable(),
  count: z.int(),
});
export type FileGap = z.infer<typeof FileGap>;

/** What an examination found of one file. It quotes the file, so it is kept in the vault and nowhere else. */
export const ExaminationReport = z.object({
  kind: z.string(),
  outcome: z.enum(['whole', 'partly', 'failed']),
  /** What the head of the document says, to fill the form of registration with. */
  head: z.object({
    title: z.string().nullable(),
    documentNo: z.string().nullable(),
    originator: z.string().nullable(),
    copyNo: z.string().nullable(),
    markText: z.string().nullable(),
    mark: Mark.nullable(),
  }),
  problems: z.array(MarkProblem),
  gaps: z.array(FileGap),
  pages: z.int(),
  /** How the page images were made; null where there are none. */
  rendering: z.object({ engine: z.string(), faithful: z.boolean() }).nullable(),
  /** Electronic copies in this house of which passages stand in the file, by id; shown to who may know them. */
  nearCopies: z.array(z.object({ copyId: z.string(), share: z.number(), shareOfOther: z.number() })),
  textUnits: z.int(),
});
export type ExaminationReport = z.infer<typeof ExaminationReport>;
