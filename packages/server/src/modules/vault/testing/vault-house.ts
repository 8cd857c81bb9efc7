import { rm } from 'node:fs/promises';
import path from 'node:path';
import { invariant } from '@fengni/kernel/command/invariant';
import { parseInstant } from '@fengni/kernel/command/instant';
import { openFile } from '@fengni/kernel/command/run-query';
import { transact } from '@fengni/kernel/command/transact';
import { type TestClock, createTestDatabase } from '@fengni/kernel/testkit/database';
import { openTestVault, removeTestVault } from '@fengni/kernel/testkit/vault';
import { createWorld, testTerminal, textOf } from '@fengni/kernel/testkit/world';
import { asClockwork } from '@fengni/kernel/schedule/as-clockwork';
import { writeClockworkEntry } from '@fengni/kernel/schedule/as-clockwork';
import { finishDestructions, rewrapDue } from '@fengni/kernel/vault/moves';
import type { Tx } from '@fengni/kernel/db/tx';
import { z } from 'zod';
import { composeTestRegistry, testRootKey } from '../../../registry/test-registry.ts';
import { UploadView } from '../contract.ts';
import { examineAll, openExaminer } from '../examination/start-examinations.ts';
import { db } from '../store.ts';

const Made = z.object({ carrierId: z.string(), copies: z.array(z.object({ copyId: z.string() })) });
const scheme = 'cn-state-secret';

export type VaultHouse = Awaited<ReturnType<typeof createVaultHouse>>;

/** The whole program with an open vault, a register in the north, its clerk, readers and leaders, all of them invented. */
export async function createVaultHouse(options: { readonly newId?: () => string } = {}) {
  const clock: TestClock = { now: parseInstant('2026-11-22T02:00:00Z') };
  const database = await createTestDatabase();
  const vault = await openTestVault({ clock: () => clock.now });
  const registry = composeTestRegistry({ vault });
  const w = await createWorld({ database, registry, clock, rootKey: testRootKey, ...options });
  const { kernel } = w;
  const copiesFolder = path.join(path.dirname(vault.folder), 'copies');
  const { examiner, close } = await openExaminer({ kernel, copiesFolder });

  async function person(name: string, rank: number, unit = 'north') {
    const { id } = await w.person(name, unit);
    if (rank > 0) await w.clear(id, scheme, rank);
    return { id, session: await w.signIn(id) };
  }
  const clerk = await person('甲一', 3);
  await w.hold(clerk.id, 'document-clerk', 'north');
  const leader = await person('甲二', 3);
  await w.hold(leader.id, 'leader-in-charge', 'root');
  const officer = await w.as('officer', 'root');
  const registerId = textOf(
    await w.done(officer, 'register.open', { unitId: w.units.north.id, kind: 'carrier', name: '涉密文件' }),
    'registerId',
  );

  async function register(the: {
    readonly level?: 'MIMI' | 'JIMI' | 'JUEMI';
    readonly title?: string;
    readonly medium?: 'paper' | 'electronic';
    readonly knowers?: readonly string[];
    readonly session?: string;
    readonly registerId?: string;
  }) {
    const made = await w.done(the.session ?? clerk.session, 'carrier.register', {
      registerId: the.registerId ?? registerId,
      medium: the.medium ?? 'electronic',
      mark: { scheme, level: the.level ?? 'MIMI', validity: { kind: 'duration', years: 5 } },
      issuedOn: '2026-11-01',
      title: the.title ?? '年度生产安排（样例）',
      scope: { personIds: [...(the.knowers ?? [])], postIds: [] },
    });
    const { carrierId, copies } = Made.parse(made);
    return { carrierId, copyId: copies[0]?.copyId ?? '' };
  }

  /** Puts bytes into an upload's object as the route does, past HTTP. */
  async function send(session: string, uploadId: string, bytes: Uint8Array): Promise<void> {
    const read = { sessionHash: session, entryId: kernel.newId(), mode: 'read only' } as const;
    const object = await transact(kernel, read, (tx) =>
      tx.readOne(
        db
          .selectFrom('upload as u')
          .innerJoin('vault_object as o', 'o.id', 'u.object_id')
          .selectAll('o')
          .where('u.id', '=', uploadId),
      ),
    );
    invariant(object !== undefined, 'the upload is its own');
    await vault.append(object, { offset: 0, source: once(bytes), ends: bytes.byteLength });
  }

  /** Uploads a file whole and waits until it is examined. */
  async function upload(session: string, name: string, content: string | Uint8Array): Promise<string> {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const begun = await w.done(session, 'vault.beginUpload', { size: bytes.byteLength, name });
    const uploadId = textOf(begun, 'uploadId');
    await send(session, uploadId, bytes);
    await w.done(session, 'vault.finishUpload', { uploadId });
    await examine();
    return uploadId;
  }

  const examine = () => examineAll({ kernel, vault, examiner }, new AbortController().signal);
  const view = (session: string, uploadId: string) =>
    w.ask(session, 'vault.upload', { uploadId }, UploadView);

  /** Registers an electronic carrier and attaches a file to its copy. */
  async function keep(
    the: Parameters<typeof register>[0] & { readonly text: string; readonly name?: string },
  ) {
    const made = await register(the);
    const session = the.session ?? clerk.session;
    const uploadId = await upload(session, the.name ?? '安排.txt', the.text);
    await w.done(session, 'vault.attach', { uploadId, carrierId: made.carrierId, copyId: made.copyId });
    await examine();
    return { ...made, uploadId };
  }

  async function consent(session: string, approvalId: string) {
    const fresh = await w.signIn(w.personOf(session));
    return w.run(fresh, 'approval.decide', {
      approvalId,
      verdict: 'consent',
      openedAt: clock.now.toISOString(),
    });
  }
  async function parked(session: string, name: string, input: unknown): Promise<string> {
    const outcome = await w.run(session, name, input);
    invariant(outcome.kind === 'parked', `${name} is parked, not ${JSON.stringify(outcome)}`);
    return outcome.approvalId;
  }
  /** Asks, has the leader consent, and returns what the command gave. */
  async function granted(session: string, name: string, input: unknown): Promise<Record<string, unknown>> {
    const outcome = await consent(leader.session, await parked(session, name, input));
    invariant(outcome.kind === 'done', `consented, not ${JSON.stringify(outcome)}`);
    const ran = z.object({ ran: z.object({ result: z.record(z.string(), z.unknown()) }) });
    return ran.parse(outcome.result).ran.result;
  }

  function file(session: string, name: string, input: unknown) {
    return openFile(kernel, { name, input, sessionHash: session, terminal: testTerminal });
  }
  async function rows(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    return database.asOwner(async (client) => (await client.query(text, [...values])).rows);
  }
  /** What the vault's own tasks do, at once. */
  async function settleVault(): Promise<void> {
    const work = async (tx: Tx) => {
      await rewrapDue(vault, tx);
      await finishDestructions(vault, tx);
      await writeClockworkEntry(kernel, tx, { command: 'test.vault', outcome: 'done', input: {} });
    };
    await asClockwork(kernel, kernel.newId(), work);
  }

  return {
    w,
    clock,
    database,
    vault,
    examiner,
    kernel,
    clerk,
    leader,
    officer,
    registerId,
    person,
    register,
    send,
    upload,
    view,
    keep,
    examine,
    consent,
    parked,
    granted,
    file,
    rows,
    settleVault,
    copiesFolder,
    async close() {
      await close();
      await removeTestVault(vault);
      await rm(copiesFolder, { recursive: true, force: true });
      await database.close();
    },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
