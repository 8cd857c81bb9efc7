import type { VerifierKey } from '@fengni/seal/note';
import { sql } from 'kysely';
import { z } from 'zod';
import type { AccessTables } from '../access/tables.ts';
import { type Bilingual, type LoadTx, type Query, defineQuery } from '../command/define.ts';
import { refuse } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import type { OrgTables } from '../org/tables.ts';
import { readPage } from '../register/page.ts';
import {
  LogEntryQuery,
  LogEntryView,
  LogList,
  LogListQuery,
  LogVerdict,
  VerifyLogQuery,
} from './contract.ts';
import { logPolicy } from './policy.ts';
import { readerOfTx } from './reader.ts';
import type { LogTables } from './tables.ts';
import { keysOfSuite } from './tree-store.ts';
import { verifyLog } from './verify-log.ts';
import { readSetting, readWitnesses } from './witnesses.ts';

const db = tables<LogTables & AccessTables & OrgTables>();
const logRowsMax = 50;
/** Rows shown with an entry; an import may have written thousands. */
const entryRowsMax = 500;

export type TitleOf = (command: string) => Bilingual;
type Search = NonNullable<z.output<typeof LogListQuery>['search']>;

const entries = db
  .selectFrom('log_detail as d')
  .innerJoin('log_entry as e', 'e.id', 'd.entry_id')
  .leftJoin('person as p', 'p.id', 'd.person_id')
  .leftJoin('account as a', 'a.id', 'd.account_id')
  .select([
    'd.entry_id',
    'd.recorded_at',
    'e.leaf_index',
    'p.name as person',
    'a.login',
    'd.command',
    'd.outcome',
    'd.subject_id',
  ]);

function searched(search: Search) {
  let query = entries;
  if (search.command !== undefined) query = query.where('d.command', '=', search.command);
  if (search.outcome !== undefined) query = query.where('d.outcome', '=', search.outcome);
  if (search.accountId !== undefined) query = query.where('d.account_id', '=', search.accountId);
  const zone = sql`current_setting('fengni.zone')`;
  if (search.from !== undefined) {
    query = query.where(
      sql<boolean>`d.recorded_at >= (${search.from}::date::timestamp at time zone ${zone})`,
    );
  }
  if (search.to !== undefined) {
    query = query.where(
      sql<boolean>`d.recorded_at < ((${search.to}::date + 1)::timestamp at time zone ${zone})`,
    );
  }
  if (search.text !== undefined && search.text !== '') {
    const pattern = `%${search.text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where((eb) =>
      eb.or([
        eb('d.details', 'ilike', pattern),
        eb('p.name', 'ilike', pattern),
        eb('a.login', 'ilike', pattern),
      ]),
    );
  }
  return query;
}

async function readStanding(tx: LoadTx) {
  const rows = await tx.readSql<{
    size: number;
    root: string;
    sealed_at: Date | null;
    witnessed_at: Date | null;
    foreign: number;
  }>(
    `select coalesce(h.size, 0)::float8 as size, coalesce(encode(h.root, 'hex'), '') as root, h.sealed_at,
       (select max(witnessed_at) from log_checkpoint) as witnessed_at,
       (select count(*) from log_foreign)::float8 as foreign
     from (select 1) one left join log_head h on true`,
  );
  const standing = rows[0];
  return {
    size: standing?.size ?? 0,
    root: standing?.root ?? '',
    sealedAt: standing?.sealed_at?.toISOString() ?? null,
    witnessedAt: standing?.witnessed_at?.toISOString() ?? null,
    foreign: standing?.foreign ?? 0,
  };
}

export function createLogQueries(the: {
  readonly titleOf: TitleOf;
  readonly verifiers: readonly VerifierKey[];
}): Query[] {
  const { titleOf, verifiers } = the;
  const list = defineQuery({
    name: 'log.list',
    title: { zh: '审计日志', en: 'Audit log' },
    input: LogListQuery,
    output: LogList,
    rule: logPolicy['log.read'],
    async run(tx, { input }) {
      const page = await readPage(tx, searched(input.search ?? {}), {
        keys: ['d.recorded_at', 'd.entry_id'],
        types: ['timestamptz', 'uuid'],
        after: input.after,
        rowsMax: logRowsMax,
      });
      const rows = page.rows.map((row) => ({
        entryId: row.entry_id,
        at: row.recorded_at.toISOString(),
        leafIndex: row.leaf_index,
        person: row.person,
        login: row.login,
        command: row.command,
        title: titleOf(row.command),
        outcome: row.outcome,
        subject: row.subject_id,
      }));
      return { rows, next: page.next, ...(await readStanding(tx)) };
    },
  });

  const entry = defineQuery({
    name: 'log.entry',
    title: { zh: '日志条目', en: 'Log entry' },
    input: LogEntryQuery,
    output: LogEntryView,
    rule: logPolicy['log.read'],
    async run(tx, { input }) {
      const found = await tx.readOne(entries.select('d.details').where('d.entry_id', '=', input.entryId));
      if (found === undefined) throw refuse('not.found');
      const rows = await tx.readSql<{ table: string; rowId: string; hash: string | null }>(
        `select table_name as "table", row_id as "rowId", row_hash as hash from log_row
         where entry_id = $1 order by table_name, row_id limit $2`,
        [input.entryId, entryRowsMax + 1],
      );
      return {
        entryId: found.entry_id,
        at: found.recorded_at.toISOString(),
        leafIndex: found.leaf_index,
        person: found.person,
        login: found.login,
        title: titleOf(found.command),
        details: AnyDetails.parse(JSON.parse(found.details)),
        rows: rows.slice(0, entryRowsMax),
        more: rows.length > entryRowsMax,
      };
    },
  });

  const verify = defineQuery({
    name: 'log.verify',
    title: { zh: '核对日志', en: 'Check the log' },
    input: VerifyLogQuery,
    output: LogVerdict,
    rule: logPolicy['log.read'],
    async run(tx) {
      const reader = readerOfTx(tx);
      const suite = await readSetting(reader, 'house.suite');
      const report = await verifyLog(reader, {
        verifiers: keysOfSuite(verifiers, suite),
        witnesses: await readWitnesses(reader),
        now: tx.now,
      });
      const findings = report.findings.map(({ code, zh, en, at }) => ({ code, zh, en, at }));
      return { ...report, findings };
    },
  });
  return [list, entry, verify];
}

const AnyDetails = z.record(z.string(), z.unknown());
