import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { daysAfter } from '@fengni/kernel/command/instant';
import { Refusal } from '@fengni/kernel/command/refusal';
import { readPage } from '@fengni/kernel/register/page';
import type { VaultObjectRow } from '@fengni/kernel/vault/tables';
import type { Vault } from '@fengni/kernel/vault/vault';
import type { z } from 'zod';
import { UploadList, UploadListQuery, type UploadLine, UploadQuery, UploadView } from './contract.ts';
import type { ExaminationReport } from './examination/examination-report.ts';
import { vaultModulePolicy } from './policy.ts';
import { uploadKeptDays } from './rules.ts';
import { db, readObject } from './store.ts';
import type { ExaminationRow, UploadRow } from './tables.ts';
import type { Views } from './views.ts';

type Line = z.input<typeof UploadLine>;
interface Found extends UploadRow {
  file_name: string;
  phase: ExaminationRow['phase'] | null;
  done: number | null;
  total: number | null;
}

const found = () =>
  db
    .selectFrom('upload as u')
    .innerJoin('upload_matter as m', 'm.id', 'u.id')
    .leftJoin('examination as e', 'e.id', 'u.id')
    .selectAll('u')
    .select(['m.file_name', 'e.phase', 'e.done', 'e.total']);

/** One's own uploads, and what was found in each. */
export function createUploadQueries(the: { readonly vault: Vault; readonly views: Views }): Query[] {
  const uploadList = defineQuery({
    name: 'vault.uploads',
    title: { zh: '我上传的文件', en: 'Files I uploaded' },
    input: UploadListQuery,
    output: UploadList,
    rule: vaultModulePolicy['vault.upload'],
    async run(tx, { input }) {
      const { rows, next } = await readPage(tx, found().where('u.state', '<>', 'dropped'), {
        keys: ['u.begun_at', 'u.id'],
        types: ['timestamptz', 'uuid'],
        after: input.after,
        rowsMax: input.limit,
      });
      const lines: Line[] = [];
      for (const row of rows) lines.push(await lineOf(tx, the.vault, row));
      return { rows: lines, next };
    },
  });

  const uploadView = defineQuery({
    name: 'vault.upload',
    title: { zh: '上传文件的检查结果', en: 'What was found in an upload' },
    input: UploadQuery,
    output: UploadView,
    rule: vaultModulePolicy['vault.upload'],
    async run(tx, { input }) {
      const row = await tx.readOne(found().where('u.id', '=', input.uploadId));
      if (row === undefined) throw new Refusal('not.found');
      const line = await lineOf(tx, the.vault, row);
      const report = await readReport(tx, the, row);
      return {
        ...line,
        kind: report?.kind ?? null,
        head: report?.head ?? null,
        problems: report?.problems ?? [],
        gaps: report?.gaps ?? [],
        nearCopies: await knownCopies(tx, report?.nearCopies ?? []),
      };
    },
  });
  return [uploadList, uploadView];
}

async function readReport(
  tx: LoadTx,
  { vault, views }: { readonly vault: Vault; readonly views: Views },
  row: UploadRow,
): Promise<ExaminationReport | null> {
  const isThere = row.state === 'ready' || row.state === 'attached';
  if (!isThere || row.text_object_id === null || vault.status !== 'open') return null;
  // attached, it is the carrier's: who does not know the carrier any more reads no report of it
  const object = await findObject(tx, row.text_object_id);
  return object === null ? null : views.report(object);
}

async function findObject(tx: LoadTx, id: string): Promise<VaultObjectRow | null> {
  try {
    const object = await readObject(tx, id);
    return object.state === 'kept' ? object : null;
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

async function lineOf(tx: LoadTx, vault: Vault, row: Found): Promise<Line> {
  const ends = daysAfter(row.begun_at, uploadKeptDays);
  const isLive = row.state === 'open' || row.state === 'examining' || row.state === 'ready';
  return {
    id: row.id,
    name: row.file_name,
    size: row.size_bytes,
    received: await receivedOf(tx, vault, row),
    state: row.state,
    outcome: row.outcome,
    pages: row.page_count,
    progress:
      row.state === 'examining'
        ? { phase: row.phase ?? 'waiting', done: row.done ?? 0, total: row.total ?? 0 }
        : null,
    begunAt: row.begun_at.toISOString(),
    removedOn: isLive ? ends.toISOString().slice(0, 10) : null,
  };
}

async function receivedOf(tx: LoadTx, vault: Vault, row: UploadRow): Promise<number | null> {
  if (row.state !== 'open') return row.size_bytes;
  if (vault.status !== 'open') return null;
  const object = await readObject(tx, row.object_id);
  return (await vault.progress(object)).length;
}

/** Near copies among what the caller may know: of the others not even how many there are. */
async function knownCopies(
  tx: LoadTx,
  near: ExaminationReport['nearCopies'],
): Promise<z.input<typeof UploadView>['nearCopies']> {
  const rows = await tx.readSql<{
    id: string;
    carrier_id: string;
    number: string;
    mark: string;
    title: string;
  }>(
    `select e.id, c.id as carrier_id, c.number, c.mark, m.title from electronic_copy e
       join carrier c on c.id = e.carrier_id join carrier_matter m on m.id = c.id
     where e.id = any ($1)`,
    [near.map(({ copyId }) => copyId)],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return near.flatMap(({ copyId, share, shareOfOther }) => {
    const row = byId.get(copyId);
    if (row === undefined) return [];
    const { carrier_id: carrierId, number, mark, title } = row;
    return [{ copyId, carrierId, number, mark, title, share, shareOfOther }];
  });
}
