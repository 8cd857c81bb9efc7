// CLS-6, BEY-4
import { invariant } from '@fengni/kernel/command/invariant';
import { openFile } from '@fengni/kernel/command/run-query';
import { refused, testTerminal, textOf } from '@fengni/kernel/testkit/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { CarrierList, CarrierPage, WhereWas } from '../carriers/contract.ts';
import { CompartmentList, CompartmentPage } from './contract.ts';
import { createTestHouse } from '../../testing/test-house.ts';

const reason = '按环节分工需要';
const state = 'cn-state-secret';
const Made = z.object({
  carrierId: z.string(),
  number: z.string(),
  copies: z.array(z.object({ copyId: z.string() })),
});

async function createHouse() {
  const house = await createTestHouse();
  const { w } = house;
  const person = (name: string) => house.person(name, 3);
  const clerk = await person('甲一');
  const leader = await person('甲二');
  const outsideLeader = await person('甲三');
  const member = await person('乙一');
  const stranger = await person('乙二');
  await w.hold(clerk.id, 'document-clerk', 'north');
  await w.hold(leader.id, 'leader-in-charge', 'north');
  await w.hold(outsideLeader.id, 'leader-in-charge', 'north');
  const otherClerk = await person('甲四');
  await w.hold(otherClerk.id, 'document-clerk', 'north');
  const officer = await w.as('officer', 'north');
  const registerId = textOf(
    await w.done(officer, 'register.open', { unitId: w.units.north.id, kind: 'carrier', name: '涉密文件' }),
    'registerId',
  );
  const open = async (personIds: readonly string[] = []) =>
    textOf(
      await w.done(leader.session, 'compartment.open', {
        unitId: w.units.north.id,
        name: '样机试验组',
        matter: '样机研制（样例）',
        link: '试验',
        personIds,
        reason,
      }),
      'compartmentId',
    );
  const register = async (more: Record<string, unknown>, session = clerk.session) =>
    Made.parse(
      await w.done(session, 'carrier.register', {
        registerId,
        medium: 'paper',
        mark: { scheme: state, level: 'JIMI', validity: { kind: 'duration', years: 5 } },
        issuedOn: '2026-10-12',
        title: '试验数据汇编（样例）',
        place: '1号柜',
        ...more,
      }),
    );
  const known = async (session: string, search = '') =>
    (await w.ask(session, 'carrier.list', { by: 'known', search }, CarrierList)).rows.map((row) => row.id);
  return {
    database: house.database,
    w,
    clerk,
    otherClerk,
    leader,
    outsideLeader,
    member,
    stranger,
    officer,
    registerId,
    open,
    register,
    known,
  };
}

let house: Awaited<ReturnType<typeof createHouse>>;
beforeAll(async () => {
  house = await createHouse();
});
afterAll(() => house.database.close());

test('who is in scope but not in the compartment does not know the carrier, who is in both does', async () => {
  const { w, clerk, leader, member, stranger, open, register, known } = house;
  const compartmentId = await open([clerk.id, member.id]);
  const made = await register({ scope: { personIds: [member.id, leader.id], compartmentId } });
  // who sees evidence of the register cannot tell it from one without a compartment
  const divided = await w.lastEntry();
  await register({ scope: { personIds: [member.id, leader.id] } });
  const plain = await w.lastEntry();
  const shapeOf = ({ details, rows }: typeof plain) => [
    Object.keys(Object(details['input'])).toSorted(),
    rows.map((row) => row.table),
  ];
  expect(shapeOf(divided)).toEqual(shapeOf(plain));
  expect(JSON.stringify(divided.details)).not.toContain(compartmentId);
  expect(await known(member.session)).toContain(made.carrierId);
  expect(await known(member.session, '试验数据')).toContain(made.carrierId);
  const page = await w.ask(member.session, 'carrier.open', { carrierId: made.carrierId }, CarrierPage);
  expect(page).toMatchObject({ knows: true, compartment: { id: compartmentId, name: '样机试验组' } });
  // a stranger in scope would know nothing: naming him is refused to who registers
  expect(
    await w.run(clerk.session, 'carrier.register', {
      registerId: house.registerId,
      medium: 'paper',
      mark: { scheme: state, level: 'JIMI', validity: { kind: 'duration', years: 5 } },
      title: '另一件',
      scope: { personIds: [stranger.id], compartmentId },
    }),
  ).toMatchObject({ ...refused('compartment.not.member'), params: { persons: '乙二' } });
  expect(
    await w.run(member.session, 'carrier.widenScope', {
      carrierId: made.carrierId,
      add: { personIds: [stranger.id] },
      reason,
    }),
  ).toMatchObject(refused('compartment.not.member'));
  // a carrier all know is divided later: the stranger loses it at once, with its search
  const shared = await register({ scope: { personIds: [member.id, stranger.id, leader.id] } });
  expect(await known(stranger.session, '试验数据')).toContain(shared.carrierId);
  await w.done(leader.session, 'compartment.divide', { compartmentId, carrierId: shared.carrierId, reason });
  expect(await known(stranger.session, '试验数据')).not.toContain(shared.carrierId);
  expect(await known(stranger.session)).not.toContain(shared.carrierId);
  await expect(w.query(stranger.session, 'carrier.open', { carrierId: shared.carrierId })).rejects.toThrow(
    'not.found',
  );
  expect(await known(member.session)).toContain(shared.carrierId);
  expect(
    await w.run(leader.session, 'compartment.divide', { compartmentId, carrierId: shared.carrierId, reason }),
  ).toMatchObject(refused('compartment.carrier.elsewhere'));
  const copyId = shared.copies[0]?.copyId;
  const was = await w.ask(clerk.session, 'copy.whereWas', { copyId, day: '2026-11-02' }, WhereWas);
  expect(was.couldRead.map((one) => one.person)).toEqual(expect.arrayContaining(['乙一']));
  expect(was.couldRead.map((one) => one.person)).not.toContain('乙二');
  // out again, and everybody in scope knows it
  await w.done(leader.session, 'compartment.undivide', {
    compartmentId,
    carrierId: shared.carrierId,
    reason,
  });
  expect(await known(stranger.session)).toContain(shared.carrierId);
});

test('a compartment is nothing to who is not in it: not the security administrator, not another leader', async () => {
  const { w, clerk, outsideLeader, officer, open } = house;
  const compartmentId = await open([clerk.id]);
  for (const session of [outsideLeader.session, officer, house.stranger.session]) {
    const list = await w.ask(session, 'compartment.list', {}, CompartmentList);
    expect(list.rows).toEqual([]);
    await expect(w.query(session, 'compartment.page', { compartmentId })).rejects.toThrow('not.found');
    await expect(
      w.query(session, 'compartment.page', { compartmentId: '11111111-2222-4333-8444-555555555555' }),
    ).rejects.toThrow('not.found');
  }
  expect(
    await w.run(outsideLeader.session, 'compartment.admit', {
      compartmentId,
      personIds: [outsideLeader.id],
      reason,
    }),
  ).toMatchObject(refused('not.found'));
  await expect(w.query(await w.administrator('security'), 'compartment.list', {})).rejects.toThrow(
    'not.permitted',
  );
});

test('who may not decide asks, and only a leader who is a member sees the request', async () => {
  const { w, member, leader, outsideLeader, stranger, open } = house;
  const compartmentId = await open([member.id]);
  const outcome = await w.run(member.session, 'compartment.admit', {
    compartmentId,
    personIds: [stranger.id],
    reason,
  });
  invariant(outcome.kind === 'parked', `parked, not ${JSON.stringify(outcome)}`);
  const { approvalId } = outcome;
  await expect(w.query(outsideLeader.session, 'approval.open', { approvalId })).rejects.toThrow('not.found');
  expect(
    JSON.stringify(await w.query(outsideLeader.session, 'approval.list', { box: 'inbox' })),
  ).not.toContain(approvalId);
  expect(JSON.stringify(await w.query(leader.session, 'approval.list', { box: 'inbox' }))).toContain(
    approvalId,
  );
  await w.done(await w.signIn(leader.id), 'approval.decide', {
    approvalId,
    verdict: 'consent',
    openedAt: '2026-11-02T01:00:00.000Z',
  });
  const page = await w.ask(stranger.session, 'compartment.page', { compartmentId }, CompartmentPage);
  expect(page.members.filter((one) => one.state === 'in').map((one) => one.person)).toEqual(
    expect.arrayContaining(['甲二', '乙一', '乙二']),
  );
  // out again at once; the last one who can decide stays
  const of = (name: string) => page.members.find((one) => one.person === name)?.id;
  await w.done(leader.session, 'compartment.dismiss', { memberId: of('乙二'), reason });
  expect(
    (await w.ask(stranger.session, 'compartment.list', {}, CompartmentList)).rows.map((row) => row.id),
  ).not.toContain(compartmentId);
  expect(await w.run(leader.session, 'compartment.dismiss', { memberId: of('甲二'), reason })).toMatchObject(
    refused('compartment.last.decider'),
  );
  await w.done(leader.session, 'compartment.close', { compartmentId, reason });
  expect(
    await w.run(leader.session, 'compartment.admit', { compartmentId, personIds: [stranger.id], reason }),
  ).toMatchObject(refused('compartment.closed'));
});

test('where no other member can decide, a request is refused at once; the last member is not shut out by a freeze', async () => {
  const { w, member, stranger, known, register, clerk } = house;
  const { id } = await w.person('丁一', 'north');
  await w.clear(id, state, 3);
  await w.hold(id, 'classifier', 'north');
  const session = await w.signIn(id);
  const compartmentId = textOf(
    await w.done(session, 'compartment.open', {
      unitId: w.units.north.id,
      name: '总体组',
      matter: '样机研制（样例）',
      personIds: [member.id, clerk.id],
      reason,
    }),
    'compartmentId',
  );
  const made = await register({ scope: { personIds: [id], compartmentId } });
  const security = await w.administrator('security');
  await w.done(security, 'org.freezePerson', { personId: id, reason });
  const ask = { compartmentId, personIds: [stranger.id], reason };
  expect(await w.run(member.session, 'compartment.admit', ask)).toMatchObject(
    refused('compartment.nobody.decides'),
  );
  await w.done(security, 'org.restorePerson', { personId: id, reason });
  expect(await known(await w.signIn(id))).not.toContain(made.carrierId);
  // alone in one, he is frozen and finds it again
  const alone = textOf(
    await w.done(await w.signIn(id), 'compartment.open', {
      unitId: w.units.north.id,
      name: '接口组',
      matter: '样机研制（样例）',
      reason,
    }),
    'compartmentId',
  );
  await w.done(security, 'org.freezePerson', { personId: id, reason });
  await w.done(security, 'org.restorePerson', { personId: id, reason });
  const list = await w.ask(await w.signIn(id), 'compartment.list', {}, CompartmentList);
  expect(list.rows.map((row) => row.id)).toEqual([alone]);
});

test('frozen people drop out at once, from list, search, page and file, and come back by decision only', async () => {
  const { w, clerk, leader, open, register, known } = house;
  const { id } = await w.person('丙一', 'north');
  await w.clear(id, state, 3);
  const session = await w.signIn(id);
  const compartmentId = await open([clerk.id, id]);
  const made = await register({ scope: { personIds: [id], compartmentId } });
  await w.done(leader.session, 'compartment.openRegister', { compartmentId, name: '试验组台账' });
  expect(await known(session, '试验数据')).toContain(made.carrierId);
  const security = await w.administrator('security');
  await w.done(security, 'org.freezePerson', { personId: id, reason });
  const signedOut = /signed\.out/;
  await expect(known(session)).rejects.toThrow(signedOut);
  await expect(known(session, '试验数据')).rejects.toThrow(signedOut);
  await expect(w.query(session, 'carrier.open', { carrierId: made.carrierId })).rejects.toThrow(signedOut);
  const labels = { copyIds: made.copies.map((copy) => copy.copyId) };
  await expect(
    openFile(w.kernel, {
      name: 'carrier.labels',
      input: labels,
      sessionHash: session,
      terminal: testTerminal,
    }),
  ).rejects.toThrow(signedOut);
  // the freeze's own entry does not tell that he was in a compartment
  expect((await w.lastEntry()).rows.map((row) => row.table)).not.toContain('compartment_member');
  await w.done(security, 'org.restorePerson', { personId: id, reason });
  const back = await w.signIn(id);
  expect(await known(back)).not.toContain(made.carrierId);
  expect((await w.ask(back, 'compartment.list', {}, CompartmentList)).rows).toEqual([]);
  const page = await w.ask(leader.session, 'compartment.page', { compartmentId }, CompartmentPage);
  expect(page.members.find((one) => one.personId === id)?.state).toBe('dropped');
  await w.done(leader.session, 'compartment.admit', { compartmentId, personIds: [id], reason });
  expect(await known(back)).toContain(made.carrierId);
});

test('a register of its own is handled by members alone, numbers and requests included', async () => {
  const { w, clerk, otherClerk, leader, outsideLeader, member, open, register } = house;
  const compartmentId = await open([clerk.id, member.id]);
  const registerId = textOf(
    await w.done(leader.session, 'compartment.openRegister', { compartmentId, name: '试验组台账' }),
    'registerId',
  );
  const made = await register({ registerId, scope: { personIds: [member.id, leader.id] } });
  expect(made.number).toBe('000001');
  const page = await w.ask(clerk.session, 'carrier.open', { carrierId: made.carrierId }, CarrierPage);
  expect(page.compartment?.id).toBe(compartmentId);
  expect(JSON.stringify(await w.query(otherClerk.session, 'register.list', {}))).not.toContain(registerId);
  expect(JSON.stringify(await w.query(clerk.session, 'register.list', {}))).toContain(registerId);
  await expect(w.query(otherClerk.session, 'carrier.open', { carrierId: made.carrierId })).rejects.toThrow(
    'not.found',
  );
  expect(
    await w.run(otherClerk.session, 'carrier.register', {
      registerId,
      medium: 'paper',
      mark: { scheme: state, level: 'JIMI', validity: { kind: 'unstated' } },
      title: '猜',
    }),
  ).toMatchObject(refused('not.found'));
  const asked = await w.run(member.session, 'carrier.duplicate', {
    carrierId: made.carrierId,
    copies: 1,
    reason,
  });
  invariant(asked.kind === 'parked', `parked, not ${JSON.stringify(asked)}`);
  await expect(w.query(outsideLeader.session, 'approval.open', asked)).rejects.toThrow('not.found');
  expect(
    JSON.stringify(await w.query(leader.session, 'approval.open', { approvalId: asked.approvalId })),
  ).toContain('000001');
  expect(
    await w.run(leader.session, 'compartment.undivide', { compartmentId, carrierId: made.carrierId, reason }),
  ).toMatchObject(refused('compartment.register.own'));
});

test('an extract stays in the compartment of its source; a copy outside keeps a carrier out', async () => {
  const { w, clerk, leader, member, stranger, open, register, database } = house;
  const compartmentId = await open([clerk.id, member.id]);
  const made = await register({ scope: { personIds: [member.id, leader.id], compartmentId } });
  const asked = await w.run(member.session, 'carrier.extract', {
    carrierId: made.carrierId,
    title: '摘录（样例）',
    pages: 1,
    reason,
  });
  invariant(asked.kind === 'parked', `parked, not ${JSON.stringify(asked)}`);
  await w.done(await w.signIn(leader.id), 'approval.decide', {
    approvalId: asked.approvalId,
    verdict: 'consent',
    openedAt: '2026-11-02T01:00:00.000Z',
  });
  const derived = await database.asOwner(async (client) =>
    client.query(
      'select m.compartment_id from carrier c join carrier_matter m on m.id = c.id where c.derived_from = $1',
      [made.carrierId],
    ),
  );
  expect(derived.rows).toEqual([{ compartment_id: compartmentId }]);
  const other = await register({ scope: { personIds: [stranger.id, leader.id] } });
  await w.done(clerk.session, 'circulation.start', {
    copyId: other.copies[0]?.copyId,
    readerIds: [stranger.id],
  });
  const reader = await database.asOwner(async (client) =>
    client.query('select id from circulation_reader where person_id = $1 and carrier_id = $2', [
      stranger.id,
      other.carrierId,
    ]),
  );
  await w.done(clerk.session, 'circulation.pass', {
    readerId: z.array(z.object({ id: z.string() })).parse(reader.rows)[0]?.id,
  });
  expect(
    await w.run(leader.session, 'compartment.divide', { compartmentId, carrierId: other.carrierId, reason }),
  ).toMatchObject({ ...refused('compartment.copies.out'), params: { person: '乙二' } });
});
