import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { createPool, withClient } from '@fengni/kernel/db/pool';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { runCommand } from '@fengni/kernel/command/run';
import { runQuery } from '@fengni/kernel/command/run-query';
import { readRunFile } from '../packages/server/src/cli/run-file.ts';
import { type ReadyHouse, settleRealHouse, startReal } from '../packages/server/src/proof/real-house.ts';
import { z } from 'zod';
import { type Bench, percentile, round, timeLoad } from './result.ts';
import { type Stage, withFolder, withStage } from './stage.ts';

const workers = 8;
const seconds = 15;
const ratioMin = 0.4;
const mark = { scheme: 'cn-state-secret', level: 'MIMI', validity: { kind: 'unstated' } } as const;
const Registered = z.object({ copies: z.array(z.object({ copyId: z.string() })) });
const Page = z.object({
  copyViews: z.array(
    z.object({ circulation: z.object({ readers: z.array(z.object({ id: z.string() })) }).nullable() }),
  ),
});

/** (a) Audited commands over HTTP on eight connections, against a loop of as many plain statements on the same database. */
export const benchCommands: Bench = async (report) => {
  const statements = await withStage(countStatements);
  await withFolder(async (folder) => {
    const dataDir = path.join(folder, 'data');
    const { program, address } = await startReal(dataDir);
    try {
      const house = await settleRealHouse(program, address);
      const readers = await lendToEach(house);
      const { clerk, registerId } = house;
      const registers = await openForEach(house);
      const register = (id: string | undefined) => clerk.done('carrier.register', registerInput(id));
      const work = {
        'carrier.register': (worker: number) => register(registers[worker]),
        // numbers have no gaps, so that one register is written in turn
        'carrier.register in one register': () => register(registerId),
        'circulation.sign': (worker: number) =>
          clerk.done('circulation.sign', { readerId: readers[worker], what: 'read' }),
      };
      for (const name of [
        'carrier.register',
        'carrier.register in one register',
        'circulation.sign',
      ] as const) {
        const count = name === 'circulation.sign' ? statements.sign : statements.register;
        const { took, perSecond } = await timeLoad((worker) => work[name](worker), { workers, seconds });
        const peer = await rawLoop(dataDir, count);
        const ratio = perSecond / peer;
        report({
          bench: `commands: ${name}`,
          value: round(perSecond, 1),
          unit: 'commands/s',
          peer: round(peer, 1),
          ratio: round(ratio),
          aim: `≥ ${ratioMin} of the raw loop`,
          met: ratio >= ratioMin,
          more: {
            connections: workers,
            statements: count,
            p50: round(percentile(took, 0.5)),
            p99: round(percentile(took, 0.99)),
          },
        });
      }
    } finally {
      program.child.kill('SIGTERM');
      await program.finished;
    }
  });
};

function registerInput(registerId: string | undefined) {
  return { registerId, medium: 'paper', mark, title: `样例文件 ${randomUUID()}` };
}

/** A register for each connection, as eight offices have. */
async function openForEach({ officer, unitId }: ReadyHouse): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < workers; i += 1) {
    const opened = await officer.done('register.open', { unitId, kind: 'carrier', name: `台账 ${i + 1}` });
    ids.push(String(opened['registerId']));
  }
  return ids;
}

/** A copy with the clerk himself for each connection, so that he signs for reading as often as he likes. */
async function lendToEach({ clerk, clerkId, registerId }: ReadyHouse): Promise<string[]> {
  const readers: string[] = [];
  for (let i = 0; i < workers; i += 1) {
    const made = await clerk.done('carrier.register', registerInput(registerId));
    await clerk.done('circulation.start', {
      copyId: Registered.parse(made).copies[0]?.copyId,
      readerIds: [clerkId],
    });
    const page = await clerk.ask('carrier.open', { carrierId: made['carrierId'] }, Page);
    const readerId = page.copyViews[0]?.circulation?.readers[0]?.id ?? '';
    await clerk.done('circulation.pass', { readerId });
    readers.push(readerId);
  }
  return readers;
}

/** How many statements the pipeline sends for one call of each. */
async function countStatements({ world }: Stage): Promise<{ register: number; sign: number }> {
  const counted: number[] = [];
  const kernel: Kernel = { ...world.kernel, onStatements: (count) => counted.push(count) };
  const clerkId = (await world.person('甲一', 'north')).id;
  await world.clear(clerkId, 'cn-state-secret', 3);
  await world.hold(clerkId, 'document-clerk', 'north');
  const sessionHash = await world.signIn(clerkId);
  const opened = await world.done(await world.as('officer', 'north'), 'register.open', {
    unitId: world.units.north.id,
    kind: 'carrier',
    name: '样例台账',
  });
  const run = async (name: string, input: unknown): Promise<Readonly<Record<string, unknown>>> => {
    const call = { name, input, commandId: randomUUID(), sessionHash, terminal: 'bench' };
    const outcome = await runCommand(kernel, call);
    if (outcome.kind !== 'done') throw new Error(`${name} was ${JSON.stringify(outcome)}`);
    return outcome.result;
  };
  const made = await run('carrier.register', registerInput(String(opened['registerId'])));
  const register = counted.at(-1) ?? 0;
  await run('circulation.start', {
    copyId: Registered.parse(made).copies[0]?.copyId,
    readerIds: [clerkId],
  });
  const page = Page.parse(
    await runQuery(kernel, {
      name: 'carrier.open',
      input: { carrierId: made['carrierId'] },
      sessionHash,
      terminal: 'bench',
    }),
  );
  const readerId = page.copyViews[0]?.circulation?.readers[0]?.id;
  await run('circulation.pass', { readerId });
  await run('circulation.sign', { readerId, what: 'read' });
  return { register, sign: counted.at(-1) ?? 0 };
}

/** Transactions a second of as many prepared one-row statements, inserts and look-ups in turn, on the same connections. */
async function rawLoop(dataDir: string, statements: number): Promise<number> {
  const run = await readRunFile(dataDir);
  if (run?.socketDir === undefined) throw new Error('the house runs on its own database');
  const connection = { host: run.socketDir, port: run.socketPort, user: 'fengni_owner', database: 'fengni' };
  await withClient(connection, (client) =>
    client.query('create table if not exists bench_raw (id uuid primary key, words text not null)'),
  );
  const pool = createPool({ ...connection, max: workers }, () => undefined);
  try {
    const { perSecond } = await timeLoad(
      async () => {
        const client = await pool.connect();
        try {
          await client.query('begin');
          for (let i = 0; i < statements - 2; i += 2) {
            const id = randomUUID();
            await client.query({
              name: 'add',
              text: 'insert into bench_raw values ($1, $2)',
              values: [id, id],
            });
            if (i + 1 < statements - 2)
              await client.query({
                name: 'see',
                text: 'select * from bench_raw where id = $1',
                values: [id],
              });
          }
          await client.query('commit');
        } finally {
          client.release();
        }
      },
      { workers, seconds },
    );
    return perSecond;
  } finally {
    await pool.end();
    await withClient(connection, (client) => client.query('drop table bench_raw'));
  }
}
