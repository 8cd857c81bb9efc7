import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { UnitTree } from '../packages/kernel/src/org/contract.ts';
import { makeDataFolder, startProgram } from '../packages/server/src/cli/testing.ts';
import { findActivationCode } from '../packages/server/src/http/testing/read-sheet.ts';
import { Generator } from './generator.ts';

const houseName = '示范保密局';
const longAgo = '2020-01-01';
const schemes = ['cn-state-secret', 'cn-work-secret'];
const Outcome = z.object({ kind: z.string(), result: z.record(z.string(), z.unknown()).default({}) });

/** A house as people start it: a process of its own over a fresh data folder, with its pages. */
export interface StartedHouse {
  readonly address: string;
  readonly setupCode: string;
  readonly stop: () => Promise<void>;
}

export async function startHouse(): Promise<StartedHouse> {
  const dataDir = await makeDataFolder();
  const program = startProgram(['start', '--data', dataDir, '--port', '0']);
  const stop = async () => {
    if (program.child.exitCode !== null || program.child.signalCode !== null)
      process.stderr.write(`e2e: the house ended by itself:\n${program.text().slice(-4_000)}\n`);
    program.child.kill('SIGTERM');
    await program.finished;
    await rm(path.dirname(dataDir), { recursive: true, force: true });
  };
  try {
    const [, address = ''] = await program.says(/^Address: (\S+)$/m);
    const [, setupCode = ''] = await program.says(/^Set-up code .*: (\S+)$/m);
    return { address, setupCode, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Somebody with an account: what he knows and has in his hand. */
export class Person {
  readonly name: string;
  readonly login: string;
  readonly password = 'Kiefern und Birken 7';
  readonly generator = new Generator();
  id = '';

  constructor(name: string, login: string) {
    this.name = name;
    this.login = login;
  }
}

export interface Part {
  readonly name: string;
  readonly login: string;
  readonly duties?: readonly string[];
}

/** What a journey that does not begin with the wizard begins with. */
export interface SettledHouse extends StartedHouse {
  readonly registerName: string;
  /** Who has this login; the auditor's is `shenji`. */
  readonly person: (login: string) => Person;
}

/** A house in service, with these people in its one unit and one register; settled through HTTP as pages would. */
export async function settleHouse(parts: readonly Part[]): Promise<SettledHouse> {
  const house = await startHouse();
  try {
    return await settle(house, parts);
  } catch (error) {
    await house.stop();
    throw error;
  }
}

async function settle(house: StartedHouse, parts: readonly Part[]): Promise<SettledHouse> {
  const { address, setupCode } = house;
  const admins = {
    system: new Person('子一', 'xitong'),
    security: new Person('丑一', 'anquan'),
    audit: new Person('寅一', 'shenji'),
  };
  const begun = new Client(address);
  await begun.done('house.begin', {
    setupCode,
    house: { name: houseName, kind: 'bureau', suite: 'intl' },
    administrators: Object.entries(admins).map(([power, { name, login }]) => ({ power, name, login })),
  });
  for (const [power, admin] of Object.entries(admins))
    await activate(address, admin, await begun.file('house.activationSheet', { setupCode, power }));
  const system = await signInClient(address, admins.system);
  const security = await signInClient(address, admins.security);
  const tree = UnitTree.parse(await system.ask('org.tree', {}));
  const unitId = tree.units[0]?.id ?? '';
  const people = new Map<string, Person>();
  for (const part of parts) people.set(part.login, await employ({ address, system, security, unitId, part }));
  const registerName = '涉密文件台账';
  await security.done('register.open', { unitId, kind: 'carrier', name: registerName });
  await security.done('authority.add', {
    unitId,
    scheme: schemes[0],
    kind: 'statutory',
    rule: 'A2',
    levels: ['JIMI', 'MIMI'],
    startsOn: longAgo,
  });
  return {
    ...house,
    registerName,
    person(login) {
      const found = people.get(login) ?? Object.values(admins).find((one) => one.login === login);
      if (found === undefined) throw new Error(`nobody has the login ${login}`);
      return found;
    },
  };
}

async function employ(the: {
  readonly address: string;
  readonly system: Client;
  readonly security: Client;
  readonly unitId: string;
  readonly part: Part;
}): Promise<Person> {
  const { system, security, unitId, part } = the;
  const person = new Person(part.name, part.login);
  const added = await system.done('org.addPerson', { name: part.name, unitId });
  person.id = String(added['personId']);
  const { accountId } = await system.done('account.invite', { personId: person.id, login: part.login });
  await activate(the.address, person, await system.file('account.activationSheet', { accountId }));
  for (const duty of part.duties ?? [])
    await security.done('org.grantDuty', { personId: person.id, duty, unitId, startedOn: longAgo });
  const clearance = { personId: person.id, grade: 'CORE', schemes, decidedOn: longAgo };
  await security.done('org.setClearance', clearance);
  return person;
}

async function activate(address: string, person: Person, sheet: Buffer): Promise<void> {
  await new Client(address).done('account.activate', {
    login: person.login,
    activationCode: findActivationCode(sheet),
    password: person.password,
    factor: { kind: 'totp', secret: person.generator.secret, code: person.generator.now() },
  });
  person.generator.taken();
}

async function signInClient(address: string, person: Person): Promise<Client> {
  const client = new Client(address);
  const factorCode = await person.generator.next();
  await client.done('session.signIn', { login: person.login, password: person.password, factorCode });
  return client;
}

/** Calls the house as its pages do, for what stands before a journey. */
class Client {
  readonly #address: string;
  #cookie = '';

  constructor(address: string) {
    this.#address = address;
  }

  async done(name: string, input: unknown): Promise<Readonly<Record<string, unknown>>> {
    const body = JSON.stringify({ id: randomUUID(), input });
    const response = await this.#send(`/api/commands/${name}`, { method: 'POST', body });
    const text = await response.text();
    const outcome = Outcome.safeParse(JSON.parse(text));
    if (outcome.data?.kind !== 'done') throw new Error(`${name} was ${text}`);
    return outcome.data.result;
  }

  async ask(name: string, input: unknown): Promise<unknown> {
    return (await this.#read('queries', name, input)).json();
  }

  async file(name: string, input: unknown): Promise<Buffer> {
    return Buffer.from(await (await this.#read('files', name, input)).arrayBuffer());
  }

  async #read(kind: 'queries' | 'files', name: string, input: unknown): Promise<Response> {
    const url = `/api/${kind}/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;
    const response = await this.#send(url);
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return response;
  }

  async #send(url: string, options: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${this.#address}${url}`, {
      ...options,
      headers: {
        origin: this.#address,
        ...(this.#cookie !== '' && { cookie: this.#cookie }),
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
      },
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
    return response;
  }
}
