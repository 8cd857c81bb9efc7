import { type Power, powers } from '@fengni/kernel/access/actor';
import { transact } from '@fengni/kernel/command/transact';
import { UnitTree } from '@fengni/kernel/org/contract';
import { z } from 'zod';
import {
  administrators,
  clearedPeople,
  countyUnits,
  demoNames,
  enterprises,
  houseName,
  parts,
} from './cast.ts';
import type { Player, Stage } from './stage.ts';

const Id = z.object({
  unitId: z.string().optional(),
  personId: z.string().optional(),
  accountId: z.string().optional(),
  bodyId: z.string().optional(),
});

/** The house of the demo: who and what there is, by name. */
export interface DemoHouse {
  readonly admin: Readonly<Record<Power, Player>>;
  readonly players: ReadonlyMap<string, Player>;
  readonly units: ReadonlyMap<string, string>;
  readonly people: ReadonlyMap<string, { readonly id: string; readonly rank: number; readonly unit: string }>;
}

const ranks = { CORE: 3, IMPORTANT: 2, GENERAL: 1 } as const;
const schemes = ['cn-state-secret', 'cn-work-secret', 'internal'];

/** Set-up, units, people, clearances, duties and accounts, each by the administrator or officer whose it is. */
export async function settleHouse(stage: Stage, setupCode: string): Promise<DemoHouse> {
  const admin = await beginHouse(stage, setupCode);
  const units = await addUnits(stage, admin.system);
  const people = await addPeople(stage, admin, units);
  const players = new Map<string, Player>();
  for (const part of parts) {
    const player = stage.newPlayer(part.login, part.name);
    player.personId = people.get(part.name)?.id ?? '';
    const invitedAt = await invite(stage, admin.system, player);
    await stage.activate(player, invitedAt.accountId, invitedAt.at);
    await stage.signIn(player);
    players.set(part.login, player);
    const startedOn = stage.now.toISOString().slice(0, 10);
    for (const held of part.duties) {
      await stage.done(admin.security, 'org.grantDuty', {
        personId: player.personId,
        duty: held.duty,
        unitId: units.get(held.unit),
        startedOn,
      });
    }
  }
  await foundCommittee(stage, admin.system, { units, people });
  return { admin, players, units, people };
}

async function invite(
  stage: Stage,
  system: Player,
  player: Player,
): Promise<{ accountId: string; at: Date }> {
  const made = Id.parse(
    await stage.done(system, 'account.invite', { personId: player.personId, login: player.login }),
  );
  return { accountId: made.accountId ?? '', at: stage.now };
}

async function beginHouse(stage: Stage, setupCode: string): Promise<Record<Power, Player>> {
  const [system, security, audit] = powers.map((power) => {
    const one = administrators.find((each) => each.power === power);
    return stage.newPlayer(one?.login ?? power, one?.name ?? power);
  });
  if (system === undefined || security === undefined || audit === undefined)
    throw new Error('there are three powers');
  const admin = { system, security, audit };
  await stage.done(system, 'house.begin', {
    setupCode,
    house: { name: houseName, kind: 'bureau', suite: 'intl' },
    administrators: administrators.map(({ power, name, login }) => ({ power, name, login })),
  });
  const invitedAt = stage.now;
  for (const power of powers) await stage.activate(admin[power], await accountOf(stage, power), invitedAt);
  for (const power of powers) await stage.signIn(admin[power]);
  return admin;
}

async function accountOf(stage: Stage, power: Power): Promise<string> {
  const { kernel } = stage;
  const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read only' } as const;
  const rows = await transact(kernel, options, (tx) =>
    tx.readSql<{ account_id: string }>('select account_id from sheet_of_power($1)', [power]),
  );
  return rows[0]?.account_id ?? '';
}

async function addUnits(stage: Stage, system: Player): Promise<Map<string, string>> {
  const tree = await stage.query(system, 'org.tree', {}, UnitTree);
  const root = tree.units[0]?.id ?? '';
  const units = new Map([[houseName, root]]);
  const all = [
    ...countyUnits.map((name) => ({ name, kind: 'department' })),
    ...enterprises.map((name) => ({ name, kind: 'company' })),
  ];
  for (const [i, unit] of all.entries()) {
    const made = Id.parse(
      await stage.done(system, 'org.addUnit', {
        parentId: root,
        ...unit,
        code: `SF${String(i + 1).padStart(3, '0')}`,
        position: i + 1,
      }),
    );
    units.set(unit.name, made.unitId ?? '');
  }
  return units;
}

/** The people with access: who has an account first, then two or three in each unit. */
async function addPeople(stage: Stage, admin: Record<Power, Player>, units: ReadonlyMap<string, string>) {
  const people = new Map<string, { id: string; rank: number; unit: string }>();
  const cast = new Map(parts.map((part) => [part.name, part]));
  const names = [...cast.keys(), ...demoNames().filter((name) => !cast.has(name))].slice(0, clearedPeople);
  const homes = [...countyUnits, ...enterprises];
  const decidedOn = stage.now.toISOString().slice(0, 10);
  for (const [i, name] of names.entries()) {
    const part = cast.get(name);
    const unit = part?.unit ?? homes[i % homes.length] ?? houseName;
    const grade = part?.grade ?? (i % 9 === 0 ? 'CORE' : i % 3 === 0 ? 'IMPORTANT' : 'GENERAL');
    const made = Id.parse(
      await stage.done(admin.system, 'org.addPerson', {
        name,
        staffNo: `SF${String(i + 1).padStart(4, '0')}`,
        unitId: units.get(unit),
      }),
    );
    const id = made.personId ?? '';
    await stage.done(admin.security, 'org.setClearance', { personId: id, grade, schemes, decidedOn });
    people.set(name, { id, rank: ranks[grade], unit });
  }
  return people;
}

/** Committee and office of the county, and the leaders some enterprises have: others stay flagged as lacking (ORG-2). */
async function foundCommittee(
  stage: Stage,
  system: Player,
  the: { units: ReadonlyMap<string, string>; people: ReadonlyMap<string, { id: string }> },
): Promise<void> {
  const startedOn = stage.now.toISOString().slice(0, 10);
  const root = the.units.get(houseName);
  const committee = Id.parse(
    await stage.done(system, 'org.addBody', {
      unitId: root,
      kind: 'committee',
      name: '示范县委保密委员会',
      termFrom: startedOn,
      termTo: null,
    }),
  );
  const seats = [
    ['乙二', '主任'],
    ['乙一', '副主任'],
    ['丁一', '委员'],
    ['甲一', '办公室主任'],
  ] as const;
  for (const [name, role] of seats) {
    await stage.done(system, 'org.addBodyMember', {
      bodyId: committee.bodyId,
      personId: the.people.get(name)?.id,
      role,
      startedOn,
    });
  }
}

/** Who plays under this login; a login that is not in the cast is a fault of the scene. */
export function playerOf(house: DemoHouse, login: string): Player {
  const player = house.players.get(login);
  if (player === undefined) throw new Error(`no player ${login}`);
  return player;
}
