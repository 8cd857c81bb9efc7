import type { Actor } from '@fengni/kernel/access/actor';
import { type JsonObject, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe } from '@fengni/kernel/obligation/owe';
import { numberSortKey, parsePattern } from '@fengni/kernel/register/number';
import type { RegisterRow } from '@fengni/kernel/register/tables';
import { takeNumbers } from '@fengni/kernel/register/take-number';
import { checkProposal } from './check-proposal.ts';
import { SubmitDetermination } from './contract.ts';
import { reportDay } from './periods.ts';
import { determinationPolicy, flowOf } from './policy.ts';
import { type DeterminationTarget, isPending, lockDetermination } from './proposal.ts';
import { derivationTitles, exclusionTitles, exclusions } from './rules.ts';
import { personsInScope } from './sources.ts';
import { db, refuse } from './store.ts';
import { type DeterminationRow, determinationMatters, determinations } from './tables.ts';

/** Kind of what is owed upward by who proposed it. */
export const reportUpward = 'determination.report';
const numberPattern = '定{year}-{seq:4}';

interface Submission extends DeterminationTarget {
  readonly names: ReadonlyMap<string, string>;
  readonly scopeNames: readonly string[];
  readonly sourceNames: readonly string[];
}

async function loadSubmission(tx: LoadTx, determinationId: string, actor: Actor): Promise<Submission> {
  const target = await lockDetermination(tx, determinationId);
  if (target.determination.state !== 'draft') throw refuse('determination.not.draft');
  // looked at again for a consent, it is waiting for just that
  const asks = actor.sessionKind !== 'approval' && actor.personId === target.determination.drafted_by;
  if (asks && (await isPending(tx, determinationId))) throw refuse('determination.pending');
  await checkProposal(tx, target);
  const { drafted_by, reviewer_id, decider_id } = target.determination;
  const people = await tx.read(
    db
      .selectFrom('person')
      .select(['id', 'name'])
      .where('id', 'in', [drafted_by, reviewer_id ?? drafted_by, decider_id ?? drafted_by]),
  );
  return {
    ...target,
    names: new Map(people.map((row) => [row.id, row.name])),
    scopeNames: await readScopeNames(tx, target),
    sourceNames: await readSourceNames(tx, target),
  };
}

async function readScopeNames(tx: LoadTx, { scope }: DeterminationTarget): Promise<string[]> {
  const posts = scope.flatMap((row) => row.post_id ?? []);
  const named = scope.filter((row) => row.person_id !== null);
  const persons = await personsInScope(tx, named);
  if (posts.length === 0) return persons.map((row) => row.name);
  const rows = await tx.read(
    db
      .selectFrom('post as o')
      .innerJoin('unit as u', 'u.id', 'o.unit_id')
      .select(['o.name', 'u.name as unit'])
      .where('o.id', 'in', posts)
      .orderBy('o.name')
      .orderBy('o.id'),
  );
  return [...persons.map((row) => row.name), ...rows.map((row) => `${row.unit}${row.name}`)];
}

/** Numbers of carriers, or the words that name a source elsewhere, with the mark. */
async function readSourceNames(tx: LoadTx, { sources }: DeterminationTarget): Promise<string[]> {
  const ids = sources.flatMap((row) => row.carrier_id ?? []);
  const carriers =
    ids.length === 0
      ? []
      : await tx.read(db.selectFrom('carrier').select(['id', 'number']).where('id', 'in', ids));
  const numbers = new Map(carriers.map((row) => [row.id, row.number]));
  return sources
    .map(
      (row) =>
        `${numbers.get(row.carrier_id ?? '') ?? row.words} ${row.mark} ${derivationTitles[row.manner].zh}`,
    )
    .toSorted();
}

/** What who decides is shown of the know tier, in the order of the record (定密审批表). */
function describeMatter({ matter, scopeNames, sourceNames }: Submission): JsonObject {
  return {
    title: matter.title,
    content: matter.content,
    ...(matter.harm === '' ? {} : { harm: matter.harm }),
    ...(matter.citation === '' ? {} : { citation: matter.citation }),
    ...(sourceNames.length === 0 ? {} : { sources: sourceNames }),
    ...(matter.key_points === '' ? {} : { keyPoints: matter.key_points }),
    ruledOut: exclusions
      .filter((one) => matter.ruled_out.includes(one))
      .map((one) => exclusionTitles[one].zh),
    scope: scopeNames,
    ...(matter.report_to === '' ? {} : { reportTo: matter.report_to }),
  };
}

/** Review, then decision; without authority the matter is protected at once, and reported (实施条例 art. 17). */
const submit = defineCommand({
  name: 'determination.submit',
  title: { zh: '定密报批', en: 'Submit a determination' },
  input: SubmitDetermination,
  rule: determinationPolicy['determination.change'],
  load: (tx, input, actor) => loadSubmission(tx, input.determinationId, actor),
  unitPath: ({ determination }) => determination.unit_path,
  subjectId: ({ determination }) => determination.id,
  parks: ({ target }) => flowOf(target.determination),
  snapshot: ({ target: { determination, names } }) => ({
    manner: determination.kind,
    mark: determination.mark,
    drafter: names.get(determination.drafted_by) ?? '',
    ...(determination.reviewer_id === null ? {} : { reviewer: names.get(determination.reviewer_id) ?? '' }),
    ...(determination.decider_id === null ? {} : { decider: names.get(determination.decider_id) ?? '' }),
  }),
  matter: ({ target }) => describeMatter(target),
  async handle(tx, { target: { determination, matter } }) {
    const decision = await readDecision(tx, determination.id);
    const { register, number } = await takeNumber(tx, determination.unit_path);
    const provisional = determination.kind === 'no-authority' || determination.kind === 'unclear';
    const dueOn = provisional ? reportDay(determination, tx.today) : null;
    await tx.update(determinations, determination, {
      register_id: register.id,
      number,
      number_sort: numberSortKey(number),
      state: provisional ? 'provisional' : 'decided',
      decided_by: decision?.person_id ?? null,
      decided_at: tx.now,
      report_due_on: dueOn,
    });
    if (decision?.decision === 'consent-with-condition')
      await tx.update(determinationMatters, matter, { condition: decision.reason });
    if (dueOn !== null) await oweReport(tx, { determination, number, dueOn });
    return { result: { determinationId: determination.id, number } };
  },
});

interface Decision {
  readonly person_id: string;
  readonly decision: string;
  readonly reason: string;
}

/** The consent that ends the flow, which was given in this transaction; none where nothing had to be asked. */
async function readDecision(tx: Tx, determinationId: string): Promise<Decision | undefined> {
  const rows = await tx.readSql<Decision>(
    `select d.person_id, d.decision, d.reason from approval a join approval_decision d on d.approval_id = a.id
     where a.subject_id = $1 and a.command = 'determination.submit' and a.state = 'pending'
     order by d.step desc, d.decided_at desc limit 1`,
    [determinationId],
  );
  return rows[0];
}

/** The next number of the body's own register of determinations. */
async function takeNumber(tx: Tx, unitPath: string): Promise<{ register: RegisterRow; number: string }> {
  const parsed = parsePattern(numberPattern);
  invariant(parsed.ok, 'patterns of the house are good');
  const rows = await tx.writeSql<RegisterRow>(
    'select * from open_determination_register($1, $2::ltree, $3)',
    [tx.newId(), unitPath, JSON.stringify(parsed.grammar)],
  );
  const register = rows[0];
  invariant(register !== undefined, 'a body has a register of determinations');
  const facts = { year: Number(tx.today.slice(0, 4)), level: '', unit: '' };
  const [number] = await takeNumbers(tx, register, { facts, count: 1 });
  invariant(number !== undefined, 'a number was taken');
  return { register, number };
}

async function oweReport(
  tx: Tx,
  the: { readonly determination: DeterminationRow; readonly number: string; readonly dueOn: string },
): Promise<void> {
  const { determination } = the;
  await owe(tx, {
    kind: reportUpward,
    unitPath: determination.unit_path,
    personId: determination.drafted_by,
    subject: { table: 'determination', id: determination.id, number: the.number },
    dueOn: the.dueOn,
    basis: determination.kind === 'unclear' ? 'cn-state-secret#unclear-matter-report' : 'cn-state-secret#D5',
  });
}

export const submitCommands = [submit];
