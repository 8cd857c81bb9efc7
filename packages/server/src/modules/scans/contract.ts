import type { ErrorList } from '@fengni/kernel/command/refusal';
import { know } from '@fengni/kernel/command/tier';
import { z } from 'zod';

export const scanBytesMax = 5 * 1024 * 1024;

/** A scan of signed paper, base64; sealed before it is stored. */
export const ScanInput = know(
  z.object({
    name: z.string().trim().min(1).max(120),
    mediaType: z.enum(['application/pdf', 'image/png', 'image/jpeg']),
    base64: z.string().max(7_000_000),
  }),
);
export const OpenScan = z.object({ scanId: z.uuid() });

export const scanErrors = {
  'scan.unreadable': {
    status: 422,
    zh: '扫描件不是可读的 PDF、PNG 或 JPEG，或超过 5 MB。',
    en: 'The scan is no readable PDF, PNG or JPEG, or larger than 5 MB.',
  },
} as const satisfies ErrorList;
