import { Mark } from '@fengni/schemes/mark';
import { z } from 'zod';

/** Digits of a copy number on an official document (GB/T 9704-2012, 7.2.1). */
export const copyNumberDigits = 6;
/** Paragraphs marked by themselves in one order. */
export const portionsMax = 200;

/** What is to stand on a document. */
export const StampOrder = z
  .strictObject({
    /** The mark it bears from now on; null for one that is released: 解密 stands beside the old mark. */
    mark: Mark.nullable(),
    /** The mark it bore, put there struck out where the document itself bears none. */
    former: Mark.nullable().default(null),
    copyNumber: z
      .string()
      .regex(/^\d{1,6}$/)
      .nullable()
      .default(null),
    /** Paragraphs of the body, counted from one, with a mark of their own at their beginning (FACTS M10); docx alone. */
    portions: z
      .array(z.strictObject({ paragraph: z.int().min(1), mark: Mark }))
      .max(portionsMax)
      .default([]),
  })
  .refine((order) => order.mark !== null || order.portions.length === 0);
export type StampOrder = z.infer<typeof StampOrder>;

/** `marked`: had none; `changed`: the old one is struck out; `already`: nothing was to do. */
export const stampOutcomes = ['marked', 'changed', 'already'] as const;
export type StampOutcome = (typeof stampOutcomes)[number];

/** A document with its mark on it. */
export interface Stamped {
  bytes: Uint8Array;
  did: StampOutcome;
}

/** Six digits, as the standard has it. */
export function writeCopyNumber(copyNumber: string): string {
  return copyNumber.padStart(copyNumberDigits, '0');
}
