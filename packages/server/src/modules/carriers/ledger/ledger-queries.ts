import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import { type LoadTx, defineQuery } from '@fengni/kernel/command/define';
import { refuse } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { z } from 'zod';
import { LedgerRow } from '../contract.ts';
import { carriersPolicy } from '../policy.ts';
import { importRowsMax } from '../rules.ts';
import { db, findRegister } from '../store.ts';
import { findKnown } from './find-known.ts';

const After = z.string().max(300).nullable().default(null);
export const LedgerImportsQuery = z.object({ registerId: z.uuid(), after: After });
export const LedgerImports = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      fileName: z.string(),
      fileDigest: z.string(),
      added: z.int(),
      known: z.int(),
      rejected: z.int(),
      at: z.string(),
      by: z.string(),
    }),
  ),
  next: z.string().nullable(),
});
export const LedgerExports = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      mark: z.string(),
      rows: z.int(),
      at: z.string(),
      by: z.string(),
      /** Only who made an export is handed it. */
      mine: z.boolean(),
    }),
  ),
  next: z.string().nullable(),
});
export const MayImportQuery = z.object({ registerId: z.uuid() });
export const MayImport = z.object({ register: z.string() });
const Place = z.int().min(0).max(importRowsMax);
export const StandingQuery = z.object({
  registerId: z.uuid(),
  rows: z
    .array(
      LedgerRow.pick({ number: true, copyNo: true, rowKey: true }).extend({
        mark: z.object({ scheme: z.string().max(40), level: z.string().max(20) }),
      }),
    )
    .max(importRowsMax),
});
/** Places in the list of rows asked about. */
export const Standing = z.object({
  /** In the register already. */
  known: z.array(Place),
  /** Their number is that of another thing. */
  taken: z.array(Place),
});
export type Standing = z.infer<typeof Standing>;

const listImports = defineQuery({
  name: 'ledger.imports',
  title: { zh: '台账转入记录', en: 'Imports of a register' },
  input: LedgerImportsQuery,
  output: LedgerImports,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    const query = db
      .selectFrom('ledger_import as i')
      .innerJoin('person as p', 'p.id', 'i.imported_by')
      .selectAll('i')
      .select('p.name as by')
      .where('i.register_id', '=', input.registerId);
    const page = await readPage(tx, query, {
      keys: ['i.imported_at', 'i.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    const rows = page.rows.map((row) => ({
      id: row.id,
      fileName: row.file_name,
      fileDigest: row.file_digest,
      added: row.added,
      known: row.known,
      rejected: row.rejected,
      at: row.imported_at.toISOString(),
      by: row.by,
    }));
    return { rows, next: page.next };
  },
});

const listExports = defineQuery({
  name: 'ledger.exports',
  title: { zh: '台账导出记录', en: 'Exports of a register' },
  input: LedgerImportsQuery,
  output: LedgerExports,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input, actor }) {
    const query = db
      .selectFrom('ledger_export as e')
      .innerJoin('person as p', 'p.id', 'e.made_by')
      .selectAll('e')
      .select('p.name as by')
      .where('e.register_id', '=', input.registerId);
    const page = await readPage(tx, query, {
      keys: ['e.made_at', 'e.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    const rows = page.rows.map((row) => ({
      id: row.id,
      number: row.number,
      mark: row.mark,
      rows: row.row_count,
      at: row.made_at.toISOString(),
      by: row.by,
      mine: row.made_by === actor.personId,
    }));
    return { rows, next: page.next };
  },
});

async function requireImport(tx: LoadTx, registerId: string, actor: Actor) {
  const register = await findRegister(tx, registerId, ['carrier']);
  const rule = carriersPolicy['ledger.import'];
  const decision = decide(rule, actor, undefined, register.unit_path);
  if (!decision.ok) throw refuse('not.permitted', { who: rule.duties.join(', ') });
  return register;
}

/** Asked before a byte of a file is looked at: whether the caller may import into this register. Refusals are thrown. */
const mayImport = defineQuery({
  name: 'ledger.mayImport',
  title: { zh: '能否转入台账', en: 'Whether one may import' },
  input: MayImportQuery,
  output: MayImport,
  rule: carriersPolicy['ledger.import'],
  run: async (tx, { input, actor }) => ({
    register: (await requireImport(tx, input.registerId, actor)).name,
  }),
});

/** Part of the dry run: which rows the register has already, and which numbers are taken by something else. */
const standing = defineQuery({
  name: 'ledger.standing',
  title: { zh: '台账中已有的行', en: 'Rows a register has already' },
  input: StandingQuery,
  output: Standing,
  rule: carriersPolicy['ledger.import'],
  async run(tx, { input, actor }) {
    await requireImport(tx, input.registerId, actor);
    const found = await findKnown(tx, input.registerId, input.rows, 'known');
    const places = (of: 'known' | 'taken') => found.flatMap((row, place) => (row[of] ? [place] : []));
    return { known: places('known'), taken: places('taken') };
  },
});

export const importQueries = [listImports, listExports, mayImport, standing];
