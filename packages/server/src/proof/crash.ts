import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { withClient } from '@fengni/kernel/db/pool';
import { type StartedProgram, startProgram } from '../cli/testing.ts';
import { readRunFile } from '../cli/run-file.ts';
import { type Outcome, type ReadyHouse, postmasterOf, settleRealHouse, startReal } from './real-house.ts';

export type Victim = 'server' | 'database';

/** One command a client sent, and what it was told; `null` as long as no answer came. */
interface Sent {
  readonly id: string;
  readonly input: unknown;
  told: Outcome | null;
}

export interface CrashOptions {
  readonly dataDir: string;
  readonly clients: number;
  /** Whom to kill, one round after the other, and after how many milliseconds of load. */
  readonly rounds: Iterable<{ readonly victim: Victim; readonly loadMs: number }>;
  readonly say?: (line: string) => void;
}

export interface CrashReport {
  readonly rounds: number;
  readonly sent: number;
  /** Commands whose answer was lost with a process, and were sent again. */
  readonly unanswered: number;
  /** Of those, done before the kill: the answer was lost, the work was not. */
  readonly doneUnheard: number;
  /** Acknowledged commands that were sent again, and told otherwise than before. */
  readonly toldOtherwise: readonly string[];
  readonly faults: readonly string[];
  /** Last line of `seal verify` over the exported log, and its exit code. */
  readonly verdict: { readonly code: number | null; readonly text: string };
}

/**
 * Several clients register carriers; server or database is killed with SIGKILL in the midst of it, round after round.
 * What was unanswered is sent again under the same ids. In the end each command must have been done exactly once.
 *
 * A killed process leaves the operating system's page cache whole, so this proves death of processes, not a power cut:
 * with `fsync` off it passes all the same. That `start` refuses such settings is tested elsewhere.
 */
export async function crashHouse(options: CrashOptions): Promise<CrashReport> {
  const { dataDir, say = () => undefined } = options;
  const sent: Sent[] = [];
  let running = await startReal(dataDir);
  const house = await settleRealHouse(running.program, running.address);
  let rounds = 0;
  let unanswered = 0;
  let doneUnheard = 0;
  const toldOtherwise: string[] = [];
  for (const { victim, loadMs } of options.rounds) {
    rounds += 1;
    const fresh = await loadUntilKilled({
      house,
      program: running.program,
      dataDir,
      victim,
      loadMs,
      clients: options.clients,
    });
    sent.push(...fresh);
    running = await startReal(dataDir);
    house.clerk.address = running.address;
    const lost = fresh.filter((one) => one.told === null);
    unanswered += lost.length;
    doneUnheard += await countDone(
      dataDir,
      lost.map((one) => one.id),
    );
    for (const one of lost) one.told = await house.clerk.run('carrier.register', one.input, one.id);
    for (const one of fresh.slice(-options.clients * 2)) {
      const again = await house.clerk.run('carrier.register', one.input, one.id);
      if (!isDeepStrictEqual(again, one.told)) toldOtherwise.push(one.id);
    }
    say(`round ${rounds}: ${victim} killed; ${fresh.length} sent, ${lost.length} unanswered and sent again`);
  }
  const faults = await findFaults(dataDir, house.registerId, sent);
  const verdict = await verifyExported(dataDir);
  running.program.child.kill('SIGTERM');
  await running.program.finished;
  return { rounds, sent: sent.length, unanswered, doneUnheard, toldOtherwise, faults, verdict };
}

function carrierInput(registerId: string, id: string) {
  return {
    registerId,
    medium: 'paper',
    mark: { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'unstated' } },
    title: `样例 ${id}`,
    copies: 2,
  };
}

async function loadUntilKilled(the: {
  readonly house: ReadyHouse;
  readonly program: StartedProgram;
  readonly dataDir: string;
  readonly victim: Victim;
  readonly loadMs: number;
  readonly clients: number;
}): Promise<Sent[]> {
  const { clerk, registerId } = the.house;
  const sent: Sent[] = [];
  const server = { down: false };
  const client = async (): Promise<void> => {
    while (!server.down) {
      const id = randomUUID();
      const one: Sent = { id, input: carrierInput(registerId, id), told: null };
      sent.push(one);
      const told = await clerk.run('carrier.register', one.input, id).catch(() => null);
      // a fault told while the database goes is no outcome: the same id is asked again later
      if (told?.kind === 'done') one.told = told;
      else if (told === null || told.kind !== 'refused' || told.code !== 'program.fault') return;
    }
  };
  const clients = Array.from({ length: the.clients }, client);
  await new Promise((resolve) => {
    setTimeout(resolve, the.loadMs);
  });
  if (the.victim === 'server') the.program.child.kill('SIGKILL');
  else process.kill(await postmasterOf(the.dataDir), 'SIGKILL');
  await the.program.finished;
  server.down = true;
  await Promise.all(clients);
  return sent;
}

async function asOwner<Row extends object>(
  dataDir: string,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  const run = await readRunFile(dataDir);
  if (run?.socketDir === undefined) throw new Error('the house runs on its own database');
  const connection = { host: run.socketDir, port: run.socketPort, user: 'fengni_owner', database: 'fengni' };
  return withClient(connection, async (client) => (await client.query<Row>(text, [...values])).rows);
}

async function countDone(dataDir: string, ids: readonly string[]): Promise<number> {
  const rows = await asOwner<{ count: number }>(
    dataDir,
    'select count(*)::int as count from command_run where id = any($1)',
    [ids],
  );
  return rows[0]?.count ?? 0;
}

/** What is there against what was told: each command once, under its number; numbers without twin or gap. */
async function findFaults(dataDir: string, registerId: string, sent: readonly Sent[]): Promise<string[]> {
  const faults: string[] = [];
  const rows = await asOwner<{ title: string; number: string; copies: number; entries: number }>(
    dataDir,
    `select m.title, c.number, (select count(*)::int from copy y where y.carrier_id = c.id) as copies,
       (select count(*)::int from log_detail d where d.subject_id = c.id and d.command = 'carrier.register' and d.outcome = 'done') as entries
     from carrier c join carrier_matter m on m.id = c.id where c.register_id = $1 order by c.number`,
    [registerId],
  );
  const byTitle = Map.groupBy(rows, (row) => row.title);
  for (const { id, told } of sent) {
    const found = byTitle.get(`样例 ${id}`) ?? [];
    if (told?.kind !== 'done') faults.push(`${id}: never done, told ${JSON.stringify(told)}`);
    else if (found.length !== 1) faults.push(`${id}: acknowledged once, there ${found.length} times`);
    else if (found[0]?.number !== told.result['number'])
      faults.push(`${id}: told ${String(told.result['number'])}, there ${found[0]?.number}`);
  }
  if (rows.length !== sent.length) faults.push(`${rows.length} carriers for ${sent.length} commands`);
  for (const [i, row] of rows.entries()) {
    if (Number(row.number) !== i + 1) faults.push(`number ${row.number} in place ${i + 1}`);
    if (row.copies !== 2 || row.entries !== 1)
      faults.push(`${row.number}: ${row.copies} copies, ${row.entries} entries in the log`);
  }
  return faults;
}

/** Export and check by the separate program, as an outsider does it. */
async function verifyExported(dataDir: string): Promise<CrashReport['verdict']> {
  const folder = path.join(path.dirname(dataDir), `export-${randomUUID()}`);
  const exported = await startProgram(['log', 'export', folder], { FENGNI_DATA: dataDir }).finished;
  if (exported.code !== 0) return exported;
  return startProgram(['seal', 'verify', folder, '--lang', 'en']).finished;
}
