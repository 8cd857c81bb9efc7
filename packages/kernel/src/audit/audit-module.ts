import {
  type AuditCheck,
  type Bilingual,
  type LoadTx,
  type Module,
  type Query,
  defineQuery,
} from '../command/define.ts';
import { refuser } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import type { OrgTables } from '../org/tables.ts';
import { listRowsMax, readPage } from '../register/page.ts';
import { createSwitchCheck, createWaiveFinding } from './commands.ts';
import { AuditRun, RunAudit, WaiverList, WaiverListQuery, auditErrors } from './contract.ts';
import { kernelChecks } from './kernel-checks.ts';
import { auditPolicy } from './policy.ts';
import { runChecks } from './run-checks.ts';
import type { AuditTables } from './tables.ts';

const db = tables<AuditTables & OrgTables>();
const refuse = refuser(auditErrors);

function selectChecks(checks: readonly AuditCheck[], ids: readonly string[] | null): readonly AuditCheck[] {
  if (ids === null) return checks;
  const byId = new Map(checks.map((check) => [check.id, check]));
  return [...new Set(ids)].map((id) => {
    const check = byId.get(id);
    if (check === undefined) throw refuse('audit.check.unknown', { check: id });
    return check;
  });
}

function createWaiverList(titleOf: (checkId: string) => Bilingual): Query {
  return defineQuery({
    name: 'audit.waivers',
    title: { zh: '豁免清单', en: 'List of waivers' },
    input: WaiverListQuery,
    output: WaiverList,
    rule: auditPolicy['audit.run'],
    async run(tx, { input }) {
      let query = db
        .selectFrom('audit_waiver as w')
        .innerJoin('person as p', 'p.id', 'w.given_by')
        .selectAll('w')
        .select('p.name as giver');
      if (!input.ended) query = query.where('w.until', '>=', tx.today);
      const page = await readPage(tx, query, {
        keys: ['w.given_at', 'w.id'],
        types: ['timestamptz', 'uuid'],
        after: input.after,
        rowsMax: listRowsMax,
      });
      const rows = page.rows.map((row) => ({
        id: row.id,
        checkId: row.check_id,
        title: titleOf(row.check_id),
        rowId: row.row_id,
        registerId: row.register_id,
        reason: row.reason,
        until: row.until,
        givenBy: row.giver,
        givenAt: row.given_at.toISOString(),
      }));
      return { rows, next: page.next };
    },
  });
}

/** Consistency checks over all registers (BEY-17). `checks` are those of the registry this becomes part of. */
export function createAuditModule(the: { readonly checks: () => readonly AuditCheck[] }): Module {
  const find = (id: string) => the.checks().find((check) => check.id === id);
  const run = async (tx: LoadTx, ids: readonly string[] | null) => ({
    ranAt: tx.now.toISOString(),
    checks: await runChecks(tx, selectChecks(the.checks(), ids)),
  });
  return {
    name: 'audit',
    commands: [createWaiveFinding(find), createSwitchCheck(find)],
    queries: [
      defineQuery({
        name: 'audit.run',
        title: { zh: '一致性检查', en: 'Consistency audit' },
        input: RunAudit,
        output: AuditRun,
        rule: auditPolicy['audit.run'],
        run: (tx, { input }) => run(tx, input.checkIds),
      }),
      createWaiverList((id) => find(id)?.title ?? { zh: id, en: id }),
    ],
    files: [],
    errors: auditErrors,
    audits: kernelChecks,
    clockwork: [],
  };
}
