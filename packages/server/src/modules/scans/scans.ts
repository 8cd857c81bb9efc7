import { createHash } from 'node:crypto';
import { byteText } from '@fengni/kernel/access/factors';
import { type FileRoute, defineFile } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { Refusal, refuser } from '@fengni/kernel/command/refusal';
import { definePolicy, everyone } from '@fengni/kernel/access/policy';
import { tables } from '@fengni/kernel/db/table';
import type { Tx } from '@fengni/kernel/db/tx';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import type { z } from 'zod';
import { OpenScan, type ScanInput, scanBytesMax, scanErrors } from './contract.ts';
import { type ScanRow, type ScansTables, scans } from './tables.ts';

const db = tables<ScansTables>();
const refuse = refuser(scanErrors);
const scansPolicy = definePolicy({ 'scan.open': everyone() });

export type Scan = z.output<typeof ScanInput>;

const heads: Readonly<Record<ScanRow['media_type'], Buffer>> = {
  'application/pdf': Buffer.from('%PDF-', 'latin1'),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
};
const base64Form = /^[A-Za-z0-9+/]+={0,2}$/;

/** The bytes of a scan, or a refusal: base64, of the kind its first bytes say, within `scanBytesMax`. */
export function readScan(scan: Scan): Buffer {
  if (!base64Form.test(scan.base64)) throw refuse('scan.unreadable');
  const bytes = Buffer.from(scan.base64, 'base64');
  const head = heads[scan.mediaType];
  const known = bytes.length > head.length && bytes.subarray(0, head.length).equals(head);
  if (!known || bytes.length > scanBytesMax) throw refuse('scan.unreadable');
  return bytes;
}

/** What a scan belongs to: a register, or a thing kept in none, whose own rule of knowing then decides who sees it. */
type ScanHome = { readonly registerId: string } | { readonly subjectId: string };

/** Keeps the scan of a signed paper, sealed by the server's keys. Returns its id. */
export async function keepScan(
  tx: Tx,
  the: ScanHome & { readonly keys: KeyRing; readonly scan: Scan },
): Promise<string> {
  const bytes = readScan(the.scan);
  const id = tx.newId();
  await tx.insert(scans, {
    id,
    register_id: 'registerId' in the ? the.registerId : null,
    subject_id: 'subjectId' in the ? the.subjectId : null,
    name: the.scan.name,
    media_type: the.scan.mediaType,
    byte_count: bytes.length,
    digest: createHash('sha256').update(bytes).digest('hex'),
    sealed: byteText(the.keys.sealSecret(bytes)),
    added_at: tx.now,
  });
  return id;
}

/** A kept scan, for who handles its register or may know its thing. */
export function createScanRoute(the: { readonly keys: KeyRing }): FileRoute {
  return defineFile({
    name: 'scan.open',
    title: { zh: '查看扫描件', en: 'Open a scan' },
    input: OpenScan,
    rule: scansPolicy['scan.open'],
    async make(tx, { input }) {
      const row = await tx.readOne(db.selectFrom('scan').selectAll().where('id', '=', input.scanId));
      if (row === undefined) throw new Refusal('not.found');
      invariant(Buffer.isBuffer(row.sealed), 'a sealed scan is read as bytes');
      const bytes = the.keys.openSecret(row.sealed);
      const digest = createHash('sha256').update(bytes).digest('hex');
      invariant(digest === row.digest, 'a scan opens as it was kept');
      return { fileName: row.name, mediaType: row.media_type, bytes, subject: row.id };
    },
  });
}
