import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '../access/actor.ts';
import { type Bilingual, type Command, type LoadTx, type Query, defineQuery } from '../command/define.ts';
import { refuse } from '../command/refusal.ts';
import { tables } from '../db/table.ts';
import { readPage } from '../register/page.ts';
import { approvalPolicy, entitlementTo } from './commands.ts';
import { ApprovalList, type ApprovalLineView, ApprovalView } from './contract.ts';
import type { ApprovalRow, ApprovalTables } from './tables.ts';

interface Named extends ApprovalTables {
  person: { id: string; name: string; unit_id: string };
  unit: { id: string; name: string };
}
const db = tables<Named>();
const approvalRowsMax = 50;
const alikeMax = 8;

type Titles = (command: string) => Bilingual;
type NamedApproval = ApprovalRow & { requester: string; requester_unit: string; unit: string };

function selectApprovals() {
  return db
    .selectFrom('approval as a')
    .innerJoin('person as p', 'p.id', 'a.requester_person')
    .innerJoin('unit as pu', 'pu.id', 'p.unit_id')
    .innerJoin('unit as u', 'u.id', 'a.unit_id')
    .selectAll('a')
    .select(['p.name as requester', 'pu.name as requester_unit', 'u.name as unit']);
}

function present(row: NamedApproval, actor: Actor, titles: Titles): ApprovalLineView {
  return {
    id: row.id,
    command: row.command,
    title: titles(row.command),
    subjectId: row.subject_id,
    subjectNumber: row.subject_number,
    requester: row.requester,
    requesterUnit: row.requester_unit,
    unit: row.unit,
    reason: row.reason,
    state: row.state,
    step: row.step,
    stepName: row.steps[row.step]?.name ?? null,
    createdAt: row.created_at.toISOString(),
    stepDueAt: row.step_due_at?.toISOString() ?? null,
    nobodyDecides: row.nobody_decides,
    mine:
      row.state === 'pending' &&
      row.requester_person !== actor.personId &&
      entitlementTo(actor, row) !== undefined,
  };
}

/** The inbox, one's own requests, and what was decided; the newest first. */
export function createApprovalQueries(the: {
  readonly find: (name: string) => Command | undefined;
  /** Tables whose rows have a page. */
  readonly pages?: () => readonly string[];
}): Query[] {
  const { pages = () => [] } = the;
  const titles: Titles = (name) => the.find(name)?.title ?? { zh: name, en: name };
  return [
    defineQuery({
      name: 'approval.list',
      title: { zh: '待我审批', en: 'Requests to decide' },
      input: z.object({
        box: z.enum(['inbox', 'asked', 'decided']).default('inbox'),
        after: z.string().max(200).nullable().default(null),
      }),
      output: ApprovalList,
      rule: approvalPolicy['approval.read'],
      async run(tx, { input, actor }) {
        let query = selectApprovals();
        if (input.box === 'inbox')
          query = query.where('a.state', '=', 'pending').where('a.requester_person', '<>', actor.personId);
        if (input.box === 'asked') query = query.where('a.requester_person', '=', actor.personId);
        if (input.box === 'decided') {
          query = query.where(
            sql<boolean>`exists (select from approval_decision d where d.approval_id = a.id and d.person_id = ${actor.personId})`,
          );
        }
        const page = await readPage(tx, query, {
          keys: ['a.created_at', 'a.id'],
          types: ['timestamptz', 'uuid'],
          after: input.after,
          rowsMax: approvalRowsMax,
        });
        const rows = page.rows.map((row) => present(row, actor, titles));
        return { rows: input.box === 'inbox' ? rows.filter((row) => row.mine) : rows, next: page.next };
      },
    }),
    defineQuery({
      name: 'approval.open',
      title: { zh: '查看申请', en: 'Open a request' },
      input: z.object({ approvalId: z.uuid() }),
      output: ApprovalView,
      rule: approvalPolicy['approval.read'],
      run: (tx, { input, actor }) =>
        openApproval(tx, { approvalId: input.approvalId, actor, titles, pages: pages() }),
    }),
  ];
}

async function openApproval(
  tx: LoadTx,
  the: { approvalId: string; actor: Actor; titles: Titles; pages: readonly string[] },
): Promise<z.input<typeof ApprovalView>> {
  const row = await tx.readOne(selectApprovals().where('a.id', '=', the.approvalId));
  if (row === undefined) throw refuse('not.found');
  const decisions = await tx.read(
    db
      .selectFrom('approval_decision as d')
      .innerJoin('person as p', 'p.id', 'd.person_id')
      .leftJoin('person as f', 'f.id', 'd.deputy_for')
      .selectAll('d')
      .select(['p.name as person', 'f.name as principal'])
      .where('d.approval_id', '=', row.id)
      .orderBy('d.decided_at'),
  );
  const matter = await tx.readOne(db.selectFrom('approval_matter').select('facts').where('id', '=', row.id));
  const alike = await tx.read(
    db
      .selectFrom('approval_decision as d')
      .innerJoin('approval as a', 'a.id', 'd.approval_id')
      .select(['d.decided_at', 'a.subject_number', 'd.decision', 'd.reason'])
      .where('a.command', '=', row.command)
      .where('a.id', '<>', row.id)
      .where('d.decided_at', '>', new Date(tx.now.getTime() - 365 * 86_400_000))
      .orderBy('d.decided_at', 'desc')
      .limit(alikeMax),
  );
  return {
    ...present(row, the.actor, the.titles),
    subject: await findSubject(tx, row.subject_id, the.pages),
    snapshot: { ...row.snapshot },
    matter: matter === undefined ? null : { ...matter.facts },
    steps: row.steps.map((step) => ({
      name: step.name,
      duties: [...step.duties],
      count: step.count,
      must: step.must,
    })),
    decisions: decisions.map((one) => ({
      step: one.step,
      person: one.person,
      deputyFor: one.principal,
      verdict: one.decision,
      reason: one.reason,
      decidedAt: one.decided_at.toISOString(),
      seconds: Math.round((one.decided_at.getTime() - one.opened_at.getTime()) / 1000),
      batchSize: one.batch_size,
    })),
    failure: row.failure === null ? null : { ...row.failure },
    result: row.result === null ? null : { ...row.result },
    alike: alike.map((one) => ({
      at: one.decided_at.toISOString(),
      subjectNumber: one.subject_number,
      verdict: one.decision,
      reason: one.reason,
    })),
    canWithdraw: row.state === 'pending' && row.requester_person === the.actor.personId,
  };
}

/** The way to the thing, for who sees it: row-level security decides. */
async function findSubject(tx: LoadTx, id: string | null, pages: readonly string[]) {
  if (id === null || pages.length === 0) return null;
  const text = pages.map((table) => `select '${table}' as found from ${table} where id = $1`);
  const rows = await tx.readSql<{ found: string }>(text.join(' union all '), [id]);
  const table = rows[0]?.found;
  return table === undefined ? null : { table, id };
}
