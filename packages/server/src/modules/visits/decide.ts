import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { dayAfter } from '@fengni/schemes/term';
import { HandOverVisit, VisitCall, VisitReason } from './contract.ts';
import { visitFlows, visitsPolicy } from './policy.ts';
import { type PlanCheck, checkPlan, reportDays, weightOfVisit } from './rules.ts';
import {
  type VisitTarget,
  isAskedTwice,
  lockVisit,
  readPersons,
  refuse,
  requireNotPending,
  requireVisit,
} from './store.ts';
import { readPlanFacts } from './plan-facts.ts';
import { type VisitRow, visitMatters, visits } from './tables.ts';

const keep = visitsPolicy['visit.keep'];
export const visitObligationKinds = ['visit.prepare', 'visit.finish'] as const;

/** What the plan lacks; the same for everybody who may know the visit, so that a decider finds what the asker found. */
async function requireReady(tx: LoadTx, target: VisitTarget): Promise<void> {
  const facts = await readPlanFacts(tx, target.visit, target.matter);
  const stops = checkPlan({ ...facts, copiesOut: 0, keyPlacesAside: [] }).filter(isStop);
  if (stops.length === 0) return;
  throw refuse('visit.unready', {
    what: { zh: stops.map((one) => one.zh).join(''), en: stops.map((one) => one.en).join(' ') },
  });
}
const isStop = (check: PlanCheck): boolean => check.weight === 'stop';

async function owesFor(tx: Tx, visit: VisitRow, hostId: string): Promise<void> {
  const [waiting] = await tx.readSql<{ n: number }>(
    `select count(*)::int as n from visit_stop
     where visit_id = $1 and not dropped and treatment <> 'open' and prepared_at is null`,
    [visit.id],
  );
  const subject = { table: 'visit', id: visit.id, number: visit.number };
  const common = { unitPath: visit.unit_path, personId: hostId, subject };
  await owe(
    tx,
    ...(Number(waiting?.n) > 0 ? [{ ...common, kind: 'visit.prepare', dueOn: visit.starts_on }] : []),
    { ...common, kind: 'visit.finish', dueOn: dayAfter(visit.ends_on, reportDays) },
  );
}
export async function settleVisit(
  tx: Tx,
  visitId: string,
  the: { readonly byId: string; readonly outcome?: 'cancelled' },
): Promise<void> {
  for (const kind of visitObligationKinds) await settle(tx, { kind, subjectId: visitId, ...the });
}

/** Reviewed and approved by what it is: foreigners by the leader in charge, key places by the first responsible (FOR-3). */
const submit: Command = defineCommand({
  name: 'visit.submit',
  title: { zh: '来访安排送审', en: 'Send a visit to review' },
  input: VisitCall,
  rule: keep,
  async load(tx, input, actor) {
    const target = await lockVisit(tx, input.visitId);
    if (isAskedTwice(target, actor)) throw refuse('visit.pending');
    requireVisit(target, 'draft');
    await requireReady(tx, target);
    return target;
  },
  unitPath: ({ path }) => path,
  subjectId: ({ visit }) => visit.id,
  subjectNumber: ({ visit }) => visit.number,
  parks: ({ target: { visit } }) =>
    visitFlows[weightOfVisit({ foreigners: visit.foreigners, keyPlaces: visit.key_places })],
  snapshot: ({ target: { visit } }) => ({
    number: visit.number,
    visitKind: `visit-${visit.kind}`,
    firstDay: visit.starts_on,
    lastDay: visit.ends_on,
    visitors: visit.visitors,
    foreigners: visit.foreigners,
    keyPlaces: visit.key_places,
    revision: visit.revision,
  }),
  matter: ({ target: { matter } }) => ({
    firm: matter.firm,
    country: matter.country,
    purpose: matter.purpose,
    mayShow: matter.may_show,
    mayNot: matter.may_not,
  }),
  async handle(tx, { target: { visit } }) {
    await tx.update(visits, visit, { state: 'approved', approved_at: tx.now });
    await owesFor(tx, visit, visit.host_id);
    return { result: { visitId: visit.id } };
  },
});

/** An approved plan that changes is approved again. */
const reopen = defineCommand({
  name: 'visit.reopen',
  title: { zh: '退回修改来访安排', en: 'Take a visit back to change it' },
  input: VisitReason,
  rule: keep,
  load: (tx, input) => loadNobodyInside(tx, input.visitId),
  unitPath: ({ path }) => path,
  subjectId: ({ visit }) => visit.id,
  async handle(tx, { input, target, actor }) {
    requireVisit(target, 'approved');
    requireEmpty(target);
    const { visit, matter } = target;
    await tx.update(visits, visit, { state: 'draft', approved_at: null, revision: visit.revision + 1 });
    await tx.update(visitMatters, matter, { end_reason: input.reason });
    await settleVisit(tx, visit.id, { outcome: 'cancelled', byId: actor.personId });
    return {};
  },
});

const cancel = defineCommand({
  name: 'visit.cancel',
  title: { zh: '取消来访', en: 'Cancel a visit' },
  input: VisitReason,
  rule: keep,
  load: (tx, input) => loadNobodyInside(tx, input.visitId),
  unitPath: ({ path }) => path,
  subjectId: ({ visit }) => visit.id,
  async handle(tx, { input, target, actor }) {
    requireVisit(target, 'draft', 'approved');
    requireNotPending(target);
    requireEmpty(target);
    const { visit, matter } = target;
    await tx.update(visits, visit, { state: 'cancelled', ended_at: tx.now });
    await tx.update(visitMatters, matter, { end_reason: input.reason });
    await settleVisit(tx, visit.id, { outcome: 'cancelled', byId: actor.personId });
    return {};
  },
});

/** Another host takes over, with what is owed. */
const handOver = defineCommand({
  name: 'visit.handOver',
  title: { zh: '移交接待', en: 'Hand a visit over to another host' },
  input: HandOverVisit,
  rule: keep,
  async load(tx, input) {
    await readPersons(tx, [input.hostId]);
    return lockVisit(tx, input.visitId);
  },
  unitPath: ({ path }) => path,
  subjectId: ({ visit }) => visit.id,
  async handle(tx, { input, target, actor }) {
    requireVisit(target, 'draft', 'approved');
    requireNotPending(target);
    const { visit, matter } = target;
    await tx.update(visits, visit, { host_id: input.hostId });
    await tx.update(visitMatters, matter, { end_reason: input.reason });
    if (visit.state === 'approved') {
      await settleVisit(tx, visit.id, { outcome: 'cancelled', byId: actor.personId });
      await owesFor(tx, visit, input.hostId);
    }
    return {};
  },
});

interface CountedTarget extends VisitTarget {
  readonly inside: number;
}
export async function loadNobodyInside(tx: LoadTx, visitId: string): Promise<CountedTarget> {
  const target = await lockVisit(tx, visitId);
  const [row] = await tx.readSql<{ n: number }>(
    'select count(*)::int as n from visit_entry where visit_id = $1 and left_at is null',
    [visitId],
  );
  return { ...target, inside: row?.n ?? 0 };
}
export function requireEmpty({ inside }: CountedTarget): void {
  if (inside > 0) throw refuse('visit.still.inside', { count: inside });
}

export const decideCommands: readonly Command[] = [submit, reopen, cancel, handOver];
