import { decide } from '@fengni/kernel/access/policy';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { decodeCursor, encodeCursor } from '@fengni/kernel/register/page';
import type { Vault } from '@fengni/kernel/vault/vault';
import type { z } from 'zod';
import {
  CarrierFiles,
  CopiesQuery,
  type ElectronicCopy,
  OpeningList,
  OpeningsQuery,
  VaultState,
  VaultStateQuery,
  type openingKinds,
} from './contract.ts';
import { vaultModulePolicy } from './policy.ts';
import { uploadPieceBytesMax } from './rules.ts';
import { db } from './store.ts';
import type { ReleaseKind } from './tables.ts';
import { readUploadLimit } from './upload-limit.ts';

interface CopyFound {
  id: string;
  copy_no: string;
  state: string;
  content: 'kept' | 'destroying' | 'destroyed';
  file_name: string | null;
  byte_count: number;
  page_count: number;
  outcome: 'whole' | 'partly' | 'failed';
  attached_at: Date;
}
interface ReleaseFound {
  id: string;
  copy_id: string;
  kind: ReleaseKind;
  person_id: string;
  person: string | null;
  granted_at: Date;
  until: Date;
  ended_at: Date | null;
  opened: boolean;
}

/** The electronic copies of a carrier, for who knows and for who handles; the names of files are for who knows. */
export function createCopyQueries({ vault }: { readonly vault: Vault }): Query[] {
  const carrierFiles = defineQuery({
    name: 'vault.copies',
    title: { zh: '载体的电子份', en: 'Electronic copies of a carrier' },
    input: CopiesQuery,
    output: CarrierFiles,
    rule: vaultModulePolicy['vault.read'],
    async run(tx, { input, actor }) {
      const carrier = await tx.readOne(
        db
          .selectFrom('carrier')
          .select(['id', 'unit_path', 'medium', 'state'])
          .where('id', '=', input.carrierId),
      );
      if (carrier === undefined) throw new Refusal('not.found');
      const matter = await tx.readOne(
        db.selectFrom('carrier_matter').select('id').where('id', '=', input.carrierId),
      );
      const copies = await readCopies(tx, input.carrierId);
      const releases = await readReleases(tx, input.carrierId);
      const known = matter !== undefined;
      const attach = decide(vaultModulePolicy['vault.attach'], actor, undefined, carrier.unit_path);
      return {
        vault: vault.status,
        mayKnow: known,
        mayAttach: attach.ok && known && carrier.state === 'active' && carrier.medium !== 'telegram',
        rows: copies.map((row) => present(row, { releases, personId: actor.personId, now: tx.now })),
        awaiting: carrier.medium === 'electronic' ? await readAwaiting(tx, input.carrierId) : [],
      };
    },
  });

  const openings = defineQuery({
    name: 'vault.openings',
    title: { zh: '电子份查看记录', en: 'Who opened the electronic copies' },
    input: OpeningsQuery,
    output: OpeningList,
    rule: vaultModulePolicy['vault.read'],
    run: (tx, { input }) => readOpenings(tx, input),
  });

  const state = defineQuery({
    name: 'vault.state',
    title: { zh: '电子文档库状态', en: 'State of the vault' },
    input: VaultStateQuery,
    output: VaultState,
    rule: vaultModulePolicy['vault.state'],
    run: async (tx) => ({
      status: vault.status,
      uploadBytesMax: await readUploadLimit(tx),
      pieceBytes: uploadPieceBytesMax,
    }),
  });
  return [carrierFiles, openings, state];
}

async function readCopies(tx: LoadTx, carrierId: string): Promise<CopyFound[]> {
  return tx.readSql<CopyFound>(
    `select e.id, y.copy_no, y.state, s.state as content, m.file_name, e.byte_count, e.page_count, e.outcome, e.attached_at
     from electronic_copy e join copy y on y.id = e.id join vault_content_states($1) s on s.copy_id = e.id left join electronic_copy_matter m on m.id = e.id
     where e.carrier_id = $1 order by y.copy_no, e.id`,
    [carrierId],
  );
}

async function readReleases(tx: LoadTx, carrierId: string): Promise<ReleaseFound[]> {
  return tx.readSql<ReleaseFound>(
    `select r.id, r.copy_id, r.kind, r.person_id, p.name as person, r.granted_at, r.until, r.ended_at,
       r.kind <> 'copy-text' and release_opened(r.id) as opened
     from vault_release r left join person p on p.id = r.person_id
     where r.carrier_id = $1 order by r.granted_at desc, r.id`,
    [carrierId],
  );
}

/** Copies that were registered as electronic and wait for their file. */
async function readAwaiting(tx: LoadTx, carrierId: string) {
  const rows = await tx.readSql<{ id: string; copy_no: string }>(
    `select y.id, y.copy_no from copy y where y.carrier_id = $1 and y.state = 'in-store'
       and not exists (select from electronic_copy e where e.id = y.id) order by y.copy_no`,
    [carrierId],
  );
  return rows.map((row) => ({ copyId: row.id, copyNo: row.copy_no }));
}

function present(
  row: CopyFound,
  the: { readonly releases: readonly ReleaseFound[]; readonly personId: string; readonly now: Date },
): z.input<typeof ElectronicCopy> {
  return {
    copyId: row.id,
    copyNo: row.copy_no,
    state: row.state,
    name: row.file_name,
    size: row.byte_count,
    pages: row.page_count,
    outcome: row.outcome,
    attachedAt: row.attached_at.toISOString(),
    content: row.content,
    releases: the.releases
      .filter((release) => release.copy_id === row.id)
      .map((release) => ({
        id: release.id,
        kind: release.kind,
        person: release.person ?? '',
        mine: release.person_id === the.personId,
        grantedAt: release.granted_at.toISOString(),
        until: release.until.toISOString(),
        usable: release.ended_at === null && release.until > the.now && !release.opened,
      })),
  };
}

const kindOf: Readonly<Record<string, (typeof openingKinds)[number]>> = {
  'vault.page': 'page',
  'vault.printFile': 'print',
  'vault.savedFile': 'save',
  'vault.text': 'text',
};
const cursorTypes = ['timestamptz', 'uuid'];

async function readOpenings(
  tx: LoadTx,
  input: z.output<typeof OpeningsQuery>,
): Promise<z.input<typeof OpeningList>> {
  const carrier = await tx.readOne(db.selectFrom('carrier').select('id').where('id', '=', input.carrierId));
  if (carrier === undefined) throw new Refusal('not.found');
  const [at, id] = decodeCursor(input.after, cursorTypes) ?? [null, null];
  const rows = await tx.readSql<{
    entry_id: string;
    copy_id: string;
    opened_at: Date;
    at_key: string;
    person: string | null;
    what: string;
    page: number | null;
    terminal: string | null;
  }>('select *, opened_at::text as at_key from vault_openings($1, $2::timestamptz, $3::uuid, $4)', [
    input.carrierId,
    at,
    id,
    input.limit + 1,
  ]);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  return {
    rows: shown.map((row) => ({
      entryId: row.entry_id,
      copyId: row.copy_id,
      at: row.opened_at.toISOString(),
      person: row.person ?? '',
      what: kindOf[row.what] ?? 'page',
      page: row.page,
      terminal: row.terminal ?? '',
    })),
    next: rows.length > input.limit && last !== undefined ? encodeCursor([last.at_key, last.entry_id]) : null,
  };
}
