import { randomBytes, randomUUID } from 'node:crypto';
import { activationDays, issueOf } from '@fengni/kernel/access/begin-house';
import { activationCode, totpAddress, totpCode } from '@fengni/kernel/access/factors';
import { hashToken, newToken } from '@fengni/kernel/access/token';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { type Outcome, factorMinutesMax, runCommand } from '@fengni/kernel/command/run';
import { runQuery } from '@fengni/kernel/command/run-query';
import { Secret } from 'otpauth';
import { z } from 'zod';

const terminal = '127.0.0.1';
const minute = 60_000;

/** Somebody with an account, acting through the same commands as everybody. */
export interface Player {
  readonly login: string;
  readonly name: string;
  readonly password: string;
  readonly secret: Uint8Array;
  personId: string;
  sessionHash: string;
  factorAt: number;
}

/** The demo's own clock and door: a command at a time, the clock only ever going forward. */
export class Stage {
  readonly #kernel: Kernel;
  #now: number;
  readonly #end: number;
  /** A number between 0 and 1, the same series in every demo. */
  readonly chance: () => number;
  commands = 0;

  constructor(kernel: Kernel, from: Date, to: Date) {
    this.#now = from.getTime();
    this.#end = to.getTime();
    this.#kernel = { ...kernel, clock: () => new Date(this.#now) };
    this.chance = seededChance(20261122);
  }

  get now(): Date {
    return new Date(this.#now);
  }

  get kernel(): Kernel {
    return this.#kernel;
  }

  /** Turns the clock to an instant, never back and never past the end. */
  turnTo(instant: Date): void {
    this.#now = Math.min(this.#end, Math.max(this.#now, instant.getTime()));
  }

  /** Lets some seconds pass; near the end time crawls, so that nothing happens in the future. */
  pass(seconds: number): void {
    this.#now = Math.min(this.#end, this.#now + seconds * 1000);
  }

  pick<Item>(from: readonly Item[]): Item {
    const item = from[Math.floor(this.chance() * from.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  pickSome<Item>(from: readonly Item[], count: number): Item[] {
    const left = [...from];
    const taken: Item[] = [];
    while (taken.length < count && left.length > 0)
      taken.push(...left.splice(Math.floor(this.chance() * left.length), 1));
    return taken;
  }

  newPlayer(login: string, name: string): Player {
    const password = `demo-${randomBytes(9).toString('base64url')}`;
    return { login, name, password, secret: randomBytes(20), personId: '', sessionHash: '', factorAt: 0 };
  }

  /** Sets password and code generator with the code of the sheet, then signs in. */
  async activate(player: Player, accountId: string, invitedAt: Date): Promise<void> {
    const until = new Date(invitedAt.getTime() + activationDays * 24 * 60 * minute);
    this.pass(40);
    await this.#must(null, 'account.activate', {
      login: player.login,
      activationCode: activationCode(this.#kernel.keys, accountId, issueOf(until)),
      password: player.password,
      factor: {
        kind: 'totp',
        secret: new Secret({ buffer: new Uint8Array(player.secret).buffer }).base32,
        code: totpCode(player.secret, this.now),
      },
    });
  }

  async signIn(player: Player): Promise<void> {
    this.pass(61);
    const token = newToken();
    await this.#must(
      null,
      'session.signIn',
      { login: player.login, password: player.password, factorCode: totpCode(player.secret, this.now) },
      token,
    );
    player.sessionHash = hashToken(token);
    player.factorAt = this.#now;
  }

  /** Runs a command that must succeed; proves the second factor first where the command asks for it. */
  async done(player: Player, name: string, input: unknown): Promise<Readonly<Record<string, unknown>>> {
    const outcome = await this.run(player, name, input);
    if (outcome.kind === 'done') return outcome.result;
    throw new Error(`demo: ${name} by ${player.login} was ${outcome.kind}: ${JSON.stringify(outcome)}`);
  }

  /** Runs a command that parks, and gives the request's id. */
  async ask(player: Player, name: string, input: unknown): Promise<string> {
    const outcome = await this.run(player, name, input);
    if (outcome.kind === 'parked') return outcome.approvalId;
    throw new Error(`demo: ${name} by ${player.login} did not park: ${JSON.stringify(outcome)}`);
  }

  async run(player: Player, name: string, input: unknown): Promise<Outcome> {
    this.pass(7 + Math.floor(this.chance() * 40));
    const asks = this.#kernel.registry.commands.get(name)?.secondFactor === true;
    if (asks && this.#now - player.factorAt > (factorMinutesMax - 1) * minute) await this.#prove(player);
    return this.#call(player.sessionHash, name, input);
  }

  async decide(player: Player, approvalId: string, verdict = 'consent', reason = ''): Promise<void> {
    const openedAt = this.now.toISOString();
    this.pass(20 + Math.floor(this.chance() * 200));
    await this.done(player, 'approval.decide', { approvalId, verdict, reason, openedAt });
  }

  async query<Schema extends z.ZodType>(
    player: Player,
    name: string,
    input: unknown,
    schema: Schema,
  ): Promise<z.output<Schema>> {
    return schema.parse(
      await runQuery(this.#kernel, { name, input, sessionHash: player.sessionHash, terminal }),
    );
  }

  async #prove(player: Player): Promise<void> {
    this.pass(35);
    const code = totpCode(player.secret, this.now);
    await this.#must(player.sessionHash, 'session.proveFactor', { factorCode: code });
    player.factorAt = this.#now;
  }

  async #must(sessionHash: string | null, name: string, input: unknown, token?: string): Promise<void> {
    const outcome = await this.#call(sessionHash ?? '', name, input, token);
    if (outcome.kind !== 'done') throw new Error(`demo: ${name} was ${JSON.stringify(outcome)}`);
  }

  async #call(sessionHash: string, name: string, input: unknown, token?: string): Promise<Outcome> {
    this.commands += 1;
    return runCommand(this.#kernel, {
      name,
      input,
      commandId: randomUUID(),
      sessionHash,
      terminal,
      ...(token === undefined ? {} : { newToken: token }),
    });
  }
}

export function generatorAddress(player: Player): string {
  return totpAddress(player.secret, player.login);
}

/** mulberry32: small, seeded, good enough to scatter dates. */
function seededChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
