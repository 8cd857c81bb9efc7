// What is asked and was decided about a thing is told to who may know it, and to nobody else.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegistry } from '../command/registry.ts';
import { transact } from '../command/transact.ts';
import type { Tx } from '../db/tx.ts';
import { type TestDatabase, createTestDatabase } from '../testkit/database.ts';
import { type World, createWorld } from '../testkit/world.ts';
import { readDecisions, readPending } from './requests.ts';
import {
  type ApprovalDecisionRow,
  type ApprovalRow,
  approvalDecisions,
  approvals,
  type ApprovalVerdict,
} from './tables.ts';

const clock = { now: new Date('2026-03-02T04:00:00Z') };
const commands = ['test.submit', 'test.end'];
let database: TestDatabase;
let w: World;
let knower: string;
let stranger: string;
beforeAll(async () => {
  database = await createTestDatabase();
  w = await createWorld({ database, registry: createRegistry([]), clock });
  // the things of this test are known to officers
  await database.asOwner((client) =>
    client.query(`create table test_thing (id uuid primary key);
      create function knows_test_thing(wanted uuid) returns boolean language sql stable security definer set search_path = public as
      $$ select exists (select from test_thing where id = wanted) and exists (select from acting_duties() where duty = 'officer') $$;
      call add_know_rule('knows_test_thing')`),
  );
  knower = await w.as('officer', 'north');
  // handles the unit, and so is one of those who could decide, but does not know the thing
  stranger = await w.as('inspector', 'north');
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

async function addThing(): Promise<string> {
  const id = w.kernel.newId();
  await database.asOwner((client) => client.query('insert into test_thing values ($1)', [id]));
  return id;
}

const stepName = { zh: '同意', en: 'Consent' };
/** A request of somebody who asked long ago. */
async function ask(subjectId: string, more: Partial<ApprovalRow> = {}): Promise<ApprovalRow> {
  const requester = await w.as('classifier', 'north');
  const { rows } = await database.asOwner((client) =>
    client.query<{ id: string }>('select id from account where person_id = $1', [w.personOf(requester)]),
  );
  const row: ApprovalRow = {
    id: w.kernel.newId(),
    command: 'test.submit',
    subject_id: subjectId,
    subject_number: '',
    unit_id: w.units.north.id,
    unit_path: w.units.north.path,
    requester_person: w.personOf(requester),
    requester_account: rows[0]?.id ?? '',
    reason: '',
    snapshot: {},
    snapshot_hash: '',
    flow: 'test',
    steps: [{ duties: ['leader-in-charge'], count: 1, days: 7, must: 'handle', name: stepName }],
    step: 0,
    state: 'pending',
    nobody_decides: false,
    result: null,
    failure: null,
    created_at: clock.now,
    step_due_at: null,
    ended_at: null,
    hidden_from: null,
    ...more,
  };
  await w.fixture((tx) => tx.insert(approvals, row));
  return row;
}

async function decide(
  request: ApprovalRow,
  decision: ApprovalVerdict,
  decidedAt: Date,
): Promise<ApprovalDecisionRow> {
  const row: ApprovalDecisionRow = {
    id: w.kernel.newId(),
    approval_id: request.id,
    step: 0,
    person_id: w.personOf(await w.as('leader-in-charge', 'root')),
    duty_id: null,
    deputy_for: null,
    decision,
    reason: `${decision}的意见`,
    opened_at: decidedAt,
    decided_at: decidedAt,
    batch_size: 1,
  };
  await w.fixture((tx) => tx.insert(approvalDecisions, row));
  return row;
}

const at = (day: number) => new Date(Date.UTC(2026, 1, day));
function read<T>(sessionHash: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const options = { sessionHash, entryId: w.kernel.newId(), mode: 'read only' } as const;
  return transact(w.kernel, options, work);
}
const pending = (session: string, subjectId: string) =>
  read(session, (tx) => readPending(tx, { subjectId, commands }));
const decisions = (session: string, subjectId: string, consentsOnly?: boolean) =>
  read(session, (tx) =>
    readDecisions(tx, { subjectId, commands, ...(consentsOnly === undefined ? {} : { consentsOnly }) }),
  );

test('who knows a thing is told the newest request that waits, and of the commands asked for only', async () => {
  const thing = await addThing();
  expect(await pending(knower, thing)).toBeNull();
  await ask(thing, { created_at: at(1) });
  const newest = await ask(thing, { command: 'test.end', created_at: at(3) });
  await ask(thing, { command: 'test.other', created_at: at(4) });
  await ask(thing, { state: 'withdrawn', created_at: at(5) });
  expect(await pending(knower, thing)).toEqual({
    approvalId: newest.id,
    command: 'test.end',
    requesterId: newest.requester_person,
    step: 0,
    createdAt: at(3),
  });
  expect(await pending(knower, await addThing())).toBeNull();
});

test('who knows a thing is told every decision, the newest first, or only the consents by which it was done', async () => {
  const thing = await addThing();
  const sentBack = await ask(thing, { state: 'sent-back' });
  const done = await ask(thing, { state: 'done' });
  const other = await ask(thing, { command: 'test.other', state: 'done' });
  await decide(sentBack, 'send-back', at(1));
  const consent = await decide(done, 'consent-with-condition', at(2));
  await decide(other, 'consent', at(3));
  // a consent to what was refused in the end
  const refused = await ask(thing, { state: 'refused' });
  await decide(refused, 'consent', at(4));
  await decide(refused, 'refuse', at(5));
  const all = await decisions(knower, thing);
  expect(all.map((one) => [one.verdict, one.state])).toEqual([
    ['refuse', 'refused'],
    ['consent', 'refused'],
    ['consent-with-condition', 'done'],
    ['send-back', 'sent-back'],
  ]);
  expect(await decisions(knower, thing, true)).toEqual([
    {
      approvalId: done.id,
      command: 'test.submit',
      state: 'done',
      step: 0,
      stepName,
      personId: consent.person_id,
      person: 'leader-in-charge@root',
      verdict: 'consent-with-condition',
      words: 'consent-with-condition的意见',
      decidedAt: at(2),
    },
  ]);
});

test('who does not know the thing is told nothing, even who asked and who decides', async () => {
  const thing = await addThing();
  const request = await ask(thing);
  await decide(request, 'consent', at(1));
  const others = [
    stranger,
    await w.as('classifier', 'north'),
    await w.as('leader-in-charge', 'root'),
    await w.administrator('security'),
    // nobody is signed in
    '',
  ];
  for (const session of others) {
    expect(await pending(session, thing)).toBeNull();
    expect(await decisions(session, thing)).toEqual([]);
  }
  // the same request, to one who knows it
  expect(await pending(knower, thing)).toMatchObject({ approvalId: request.id });
  expect(await decisions(knower, thing)).toHaveLength(1);
});

test('a request hidden from somebody is as if it were not there, though he knows the thing', async () => {
  const thing = await addThing();
  const other = await w.as('officer', 'south');
  const shown = await ask(thing, { created_at: at(1) });
  const hidden = await ask(thing, { created_at: at(2), hidden_from: w.personOf(knower) });
  await decide(shown, 'consent', at(3));
  await decide(hidden, 'consent', at(4));
  expect(await pending(knower, thing)).toMatchObject({ approvalId: shown.id });
  expect((await decisions(knower, thing)).map((one) => one.approvalId)).toEqual([shown.id]);
  expect(await pending(other, thing)).toMatchObject({ approvalId: hidden.id });
  expect((await decisions(other, thing)).map((one) => one.approvalId)).toEqual([hidden.id, shown.id]);
});

test('what is hidden costs as many statements as what is told', async () => {
  const thing = await addThing();
  await decide(await ask(thing), 'consent', at(1));
  const count = (session: string) =>
    read(session, async (tx) => {
      await readPending(tx, { subjectId: thing, commands });
      await readDecisions(tx, { subjectId: thing, commands });
      return tx.statements;
    });
  expect(await count(stranger)).toBe(await count(knower));
});
