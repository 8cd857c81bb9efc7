import { drawFields, drawSignatures, entryWords, type LoggedEntry, type Signed } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { type DestructionApprovals, drawApprovals, totalWords } from './destruction-list.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** An electronic copy is destroyed by its key: what of that key is left, and where. */
export interface ElectronicTrace {
  number: string;
  copyNumber: string;
  /** When its key was destroyed; absent while that waits for the key store to be open. */
  keyDestroyedAt?: Date | undefined;
  /** Generations of the key store that still hold it. */
  generations: readonly number[];
}

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
  /** What is left of the electronic copies among them. */
  electronic?: readonly ElectronicTrace[] | undefined;
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
  drawTraces(page, certificate.electronic ?? []);
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

/** Copy by copy, whether its key is gone and what still opens it: the certificate says no more than is true. */
function drawTraces(page: Page, traces: readonly ElectronicTrace[]): void {
  if (traces.length === 0) return;
  const { texts } = page;
  page.heading(texts['certificate.keys.heading']);
  drawTable(page, {
    columns: [
      { head: texts['certificate.keys.copy'], weight: 34, shrink: true },
      { head: texts['certificate.keys.state'], weight: 33 },
      { head: texts['certificate.keys.left'], weight: 33 },
    ],
    rows: traces.map((trace) => [
      [trace.number, trace.copyNumber].filter((part) => part !== '').join(' - '),
      trace.keyDestroyedAt === undefined
        ? texts['certificate.keys.waiting']
        : page.t('certificate.keys.destroyed', { time: page.time(trace.keyDestroyedAt) }),
      trace.generations.length === 0
        ? texts['certificate.keys.none']
        : page.t('certificate.keys.generations', {
            numbers: trace.generations.join(page.lang === 'zh' ? '、' : ', '),
          }),
    ]),
    size: typeSize.smallFive,
  });
  page.skip(2 * mm);
  const isOver = traces.every(
    (trace) => trace.keyDestroyedAt !== undefined && trace.generations.length === 0,
  );
  page.paragraph(texts[isOver ? 'certificate.keys.over' : 'certificate.keys.open'], { indent: 2 });
}

/** Hex in groups of eight, so that a person can compare it. */
function inGroups(hash: string): string {
  return hash.match(/.{1,8}/gu)?.join(' ') ?? '';
}
