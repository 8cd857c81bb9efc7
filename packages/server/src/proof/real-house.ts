import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { codeOfAddress } from '@fengni/kernel/access/factors';
import { UnitTree } from '@fengni/kernel/org/contract';
import { z } from 'zod';
import { type StartedProgram, startProgram } from '../cli/testing.ts';
import { findActivationCode } from '../http/testing/read-sheet.ts';

const password = 'Kiefern und Birken 7';
const powers = ['system', 'security', 'audit'] as const;
const names = { system: '甲一', security: '乙二', audit: '丙三' } as const;
const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const startedOn = '2020-01-01';

export const Outcome = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('done'),
    result: z.record(z.string(), z.unknown()),
    entryId: z.string(),
  }),
  z.object({ kind: z.literal('parked'), approvalId: z.string(), entryId: z.string() }),
  z.object({ kind: z.literal('refused'), code: z.string() }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** The program as people start it: a process of its own over a data folder, without pages unless they are asked for. */
export async function startReal(
  dataDir: string,
  the: { readonly env?: Record<string, string>; readonly web?: boolean } = {},
): Promise<{ readonly program: StartedProgram; readonly address: string }> {
  const args = ['start', '--data', dataDir, '--port', '0', ...(the.web === true ? [] : ['--no-web'])];
  const program = startProgram(args, the.env);
  const address = (await program.says(/^Address: (\S+)$/m))[1] ?? '';
  return { program, address };
}

/** The postmaster of a data folder, to be killed. */
export async function postmasterOf(dataDir: string): Promise<number> {
  const text = await readFile(path.join(dataDir, 'db', 'cluster', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}

/** Somebody at a browser with a code generator in his hand; works against whatever address the house has now. */
export class RealClient {
  address: string;
  #cookie = '';
  readonly login: string;
  readonly #secret = Array.from(randomBytes(32), (byte) => base32[byte % 32]).join('');

  constructor(address: string, login: string) {
    this.address = address;
    this.login = login;
  }

  /** `name=value` of the session, for a browser that is to go on with it. */
  get cookie(): string {
    return this.#cookie;
  }

  async #send(url: string, options: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${this.address}${url}`, {
      ...options,
      headers: {
        origin: this.address,
        'accept-language': 'en',
        ...(this.#cookie !== '' && { cookie: this.#cookie }),
        ...(options.body !== undefined && { 'content-type': 'application/json' }),
      },
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
    return response;
  }

  /** Runs a command. Throws where there was no answer: then nobody knows whether it was done. */
  async run(name: string, input: unknown, id: string = randomUUID()): Promise<Outcome> {
    const response = await this.#send(`/api/commands/${name}`, {
      method: 'POST',
      body: JSON.stringify({ id, input }),
    });
    return Outcome.parse(await response.json());
  }

  async done(name: string, input: unknown): Promise<Readonly<Record<string, unknown>>> {
    const outcome = await this.run(name, input);
    if (outcome.kind === 'done') return outcome.result;
    throw new Error(`${name} was ${JSON.stringify(outcome)}`);
  }

  async ask<Output extends z.ZodType>(
    name: string,
    input: unknown,
    output: Output,
  ): Promise<z.output<Output>> {
    const response = await this.#send(
      `/api/queries/${name}?input=${encodeURIComponent(JSON.stringify(input))}`,
    );
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return output.parse(await response.json());
  }

  async file(name: string, input: unknown): Promise<Buffer> {
    const response = await this.#send(
      `/api/files/${name}?input=${encodeURIComponent(JSON.stringify(input))}`,
    );
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Sets password and generator with the code of his sheet; once more where the code turned on the way. */
  async activate(sheet: Buffer): Promise<void> {
    const attempt = (): Promise<Outcome> =>
      this.run('account.activate', {
        login: this.login,
        activationCode: findActivationCode(sheet),
        password,
        factor: { kind: 'totp', secret: this.#secret, code: this.#code(0) },
      });
    const first = await attempt();
    const last = first.kind === 'refused' && first.code === 'factor.failed' ? await attempt() : first;
    if (last.kind !== 'done') throw new Error(`account.activate was ${JSON.stringify(last)}`);
  }

  /** A code counts once, so signing in takes the next one: the server accepts half a minute either way. */
  async signIn(): Promise<void> {
    await this.done('session.signIn', { login: this.login, password, factorCode: this.#code(30_000) });
  }

  #code(aheadMs: number): string {
    return codeOfAddress(`otpauth://totp/test?secret=${this.#secret}`, new Date(Date.now() + aheadMs));
  }
}

export interface ReadyHouse {
  readonly clerk: RealClient;
  readonly clerkId: string;
  readonly officer: RealClient;
  readonly unitId: string;
  readonly registerId: string;
}

/**
 * From an empty folder to a clerk who can register, through HTTP alone: wizard, three activations, sign-in with second
 * factor, an officer and a clerk with duty and clearance, a register.
 */
export async function settleRealHouse(program: StartedProgram, address: string): Promise<ReadyHouse> {
  const setupCode = (await program.says(/^Set-up code .*: (\S+)$/m))[1] ?? '';
  const admins = powers.map((power) => ({ power, client: new RealClient(address, `admin-${power}`) }));
  const [system, security] = admins.map((one) => one.client);
  if (system === undefined || security === undefined) throw new Error('there are three administrators');
  await system.done('house.begin', {
    setupCode,
    house: { name: '示例研究院', kind: 'company' },
    administrators: powers.map((power) => ({ power, name: names[power], login: `admin-${power}` })),
  });
  for (const { power, client } of admins)
    await client.activate(await client.file('house.activationSheet', { setupCode, power }));
  await system.signIn();
  await security.signIn();
  const tree = await system.ask('org.tree', {}, UnitTree);
  const unitId = tree.units[0]?.id ?? '';
  const { client: officer } = await employ({
    system,
    security,
    unitId,
    name: '丁四',
    login: 'officer',
    duty: 'officer',
  });
  const { client: clerk, personId: clerkId } = await employ({
    system,
    security,
    unitId,
    name: '戊五',
    login: 'clerk',
    duty: 'document-clerk',
  });
  const { registerId } = await officer.done('register.open', {
    unitId,
    kind: 'carrier',
    name: '涉密文件台账',
    numberPattern: '{seq:6}',
  });
  return { clerk, clerkId, officer, unitId, registerId: String(registerId) };
}

async function employ(the: {
  readonly system: RealClient;
  readonly security: RealClient;
  readonly unitId: string;
  readonly name: string;
  readonly login: string;
  readonly duty: string;
}): Promise<{ client: RealClient; personId: string }> {
  const { system, security, unitId, login } = the;
  const { personId } = await system.done('org.addPerson', { name: the.name, unitId });
  const { accountId } = await system.done('account.invite', { personId, login });
  const client = new RealClient(system.address, login);
  await client.activate(await system.file('account.activationSheet', { accountId }));
  await security.done('org.grantDuty', { personId, duty: the.duty, unitId, startedOn });
  await security.done('org.setClearance', {
    personId,
    grade: 'CORE',
    schemes: ['cn-state-secret'],
    decidedOn: startedOn,
  });
  await client.signIn();
  return { client, personId: String(personId) };
}
