import { drawFields, drawSignatures, entryWords, type LoggedEntry, type Signed } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { type DestructionApprovals, drawApprovals, totalWords } from './destruction-list.ts';
import { Page } from './page.ts';
import { mm, typeSize } from './units.ts';

/** Proof that a list was destroyed (销毁证明). */
export interface DestructionCertificate {
  number: string;
  listNumber: string;
  unit: string;
  /** Copies destroyed. */
  count: number;
  /** The named destruction point. */
  place: string;
  method: string;
  at: Date;
  approvals: DestructionApprovals;
  witnesses: [Signed, Signed];
  /** For electronic copies: which generation of the key store still opens them, in words; absent if none. */
  remainder?: string | undefined;
  /** SHA-256 (or SM3) of the list as it was approved, in hex. */
  listHash: string;
  /** The entry in the log under which it was destroyed. */
  logEntry: LoggedEntry;
}

/** The certificate that is filed with the list. */
export async function printDestructionCertificate(
  certificate: DestructionCertificate,
  printing: Printing,
): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'certificate.title', subtitle: certificate.number });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['certificate.list'], value: certificate.listNumber },
      { label: texts['destruction.unit'], value: certificate.unit },
    ],
    [{ label: texts['certificate.count'], value: totalWords(page, certificate.count) }],
    [
      { label: texts['certificate.place'], value: certificate.place },
      { label: texts['certificate.method'], value: certificate.method },
    ],
    [{ label: texts['certificate.time'], value: page.time(certificate.at) }],
  ]);
  page.skip(4 * mm);
  page.paragraph(texts['certificate.statement'], { indent: 2 });
  if (certificate.remainder !== undefined) page.paragraph(certificate.remainder, { indent: 2 });
  drawApprovals(page, certificate.approvals);
  drawSignatures(
    page,
    certificate.witnesses.map((witness) => ({ role: texts['witness'], ...witness })),
    { heading: texts['witnesses.heading'] },
  );
  page.need(24 * mm);
  page.skip(4 * mm);
  const small = { size: typeSize.smallFive, leading: 1.5 };
  page.paragraph(page.t('certificate.hash', { hash: inGroups(certificate.listHash) }), small);
  page.paragraph(page.t('certificate.entry', { entry: entryWords(page, certificate.logEntry) }), small);
  return page.finish();
}

/** Hex in groups of eight, so that a person can compare it. */
function inGroups(hash: string): string {
  return hash.match(/.{1,8}/gu)?.join(' ') ?? '';
}
