import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { leafHash } from '@fengni/seal/hash';
import {
  type SignerKey,
  type VerifierKey,
  formatVerifierKey,
  generateSignerKey,
  verifierKeyOf,
} from '@fengni/seal/note';
import type { VerifyReport } from '@fengni/seal/report';
import { appendLeaves, emptyFrontier, frontierToJson, rootOf } from '@fengni/seal/tree';
import { type VerifyOptions, verifyExport } from '@fengni/seal/verify';
import type pg from 'pg';
import { expect, onTestFinished } from 'vitest';
import { createApprovalModule } from '../approval/approval-module.ts';
import { createRegistry } from '../command/registry.ts';
import { transact } from '../command/transact.ts';
import { orgModule } from '../org/org-module.ts';
import { createTestDatabase } from '../testkit/database.ts';
import { createWorld, textOf } from '../testkit/world.ts';
import { type RowsReport, auditRows } from './audit-rows.ts';
import { exportLog } from './export-log.ts';
import { createLogModule } from './log-module.ts';
import type { KeepFrom } from './prune-command.ts';
import { withSnapshot } from './reader.ts';
import { createHead, sealPending } from './sealer.ts';
import { type LogReport, verifyLog } from './verify-log.ts';
import { readWitnesses } from './witnesses.ts';
import { writeEntry } from './write-entry.ts';

export const testOrigin = 'fengni.test/log';
export type LogHouse = Awaited<ReturnType<typeof openLogHouse>>;

interface LogHouseOptions {
  readonly suite?: 'intl' | 'guomi';
  readonly keepFrom?: KeepFrom;
}

/** A house with a sealed log, and what an auditor and a superuser do to it. Closed when the test ends. */
export async function openLogHouse(options: LogHouseOptions = {}) {
  const database = await createTestDatabase();
  const clock = { now: new Date('2026-03-02T04:00:00Z') };
  const ed25519 = generateSignerKey({ name: testOrigin, kind: 'ed25519' });
  const sm2 = generateSignerKey({ name: testOrigin, kind: 'sm2' });
  const signers: readonly SignerKey[] = options.suite === 'guomi' ? [ed25519, sm2] : [ed25519];
  const verifiers: readonly VerifierKey[] = signers.map(verifierKeyOf);
  const foreign: string[] = [];
  const sealer = { signers, onForeign: (ids: readonly string[]) => void foreign.push(...ids) };

  const log = createLogModule({
    findTitle: (name) => registry.commands.get(name)?.title,
    verifiers: [ed25519, sm2].map(verifierKeyOf),
    keepFrom: options.keepFrom ?? (async () => null),
  });
  const approvals = createApprovalModule({
    find: (name) => registry.commands.get(name),
    // the world's keys, which are made below
    get keys() {
      return w.kernel.keys;
    },
  });
  const registry = createRegistry([orgModule, log, approvals]);
  const w = await createWorld({ database, registry, clock });
  await createHead(w.kernel, testOrigin);
  const folder = await mkdtemp(path.join(tmpdir(), 'fengni-log-'));
  onTestFinished(async () => {
    await rm(folder, { recursive: true, force: true });
    await database.close();
    expect(w.kernel.faults).toEqual([]);
  });

  /** Seals until nothing waits; time goes on by a second. */
  async function seal(): Promise<number> {
    clock.now = new Date(clock.now.getTime() + 1000);
    let sealed = 0;
    for (;;) {
      const { entries } = await sealPending(w.kernel, sealer);
      if (entries === 0) return sealed;
      sealed += entries;
    }
  }

  /** Ids of new units, each added by a command of its own. */
  async function addUnits(count: number, prefix = '科'): Promise<string[]> {
    const officer = await w.as('officer', 'north');
    const ids: string[] = [];
    for (let i = 1; i <= count; i += 1) {
      const input = { parentId: w.units.north.id, kind: 'section', name: `${prefix}${i}` };
      ids.push(textOf(await w.done(officer, 'org.addUnit', input), 'unitId'));
    }
    return ids;
  }

  /** Entries that write no rows, eight at a time. */
  async function addEntries(count: number): Promise<void> {
    let left = count;
    const writer = async (): Promise<void> => {
      while (left > 0) {
        left -= 1;
        const one = { sessionHash: '', entryId: w.kernel.newId(), mode: 'read write' } as const;
        await transact(w.kernel, one, (tx) =>
          writeEntry(tx, w.kernel.keys, {
            actor: null,
            terminal: '',
            command: 'test.event',
            commandId: null,
            outcome: 'done',
            input: { n: left },
          }),
        );
      }
    };
    await Promise.all(Array.from({ length: 8 }, writer));
  }

  let exports = 0;
  async function exportTo(keys: readonly VerifierKey[] = verifiers): Promise<string> {
    exports += 1;
    const dir = path.join(folder, `export-${exports}`);
    await database.asOwner((client) => exportLog(client, dir, keys));
    return dir;
  }

  /** What `seal verify` says of an export made now, by the true keys. */
  async function verify(more: Partial<VerifyOptions> = {}): Promise<VerifyReport> {
    const keys = Buffer.from(verifiers.map((key) => `${formatVerifierKey(key)}\n`).join(''));
    return verifyExport({ dir: await exportTo(), keys, now: clock.now, ...more });
  }

  /** What the running house finds by itself. */
  function check(): Promise<LogReport> {
    return database.asOwner((client) =>
      withSnapshot(client, async (reader) =>
        verifyLog(reader, { verifiers, witnesses: await readWitnesses(reader), now: clock.now }),
      ),
    );
  }

  function audit(): Promise<RowsReport> {
    return database.asOwner((client) => withSnapshot(client, auditRows));
  }

  /** Whoever owns the database, past every trigger and constraint that can be switched off. */
  function asRoot(...statements: readonly (readonly [string, ...unknown[]])[]): Promise<void> {
    return database.pastTriggers(async (client) => {
      for (const [text, ...values] of statements) await client.query(text, values);
    });
  }

  async function size(): Promise<number> {
    const [head] = await query<{ size: number }>('select size from log_head');
    return head?.size ?? -1;
  }

  function query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return database.asOwner(async (client) => (await client.query<Row>(text, values)).rows);
  }

  async function newestCheckpoint(): Promise<string> {
    const [row] = await query<{ note: string }>('select note from log_checkpoint order by size desc limit 1');
    return row?.note ?? '';
  }

  return {
    database,
    clock,
    w,
    registry,
    signers,
    verifiers,
    sealer,
    foreign,
    seal,
    addUnits,
    addEntries,
    exportTo,
    verify,
    check,
    audit,
    asRoot,
    size,
    query,
    newestCheckpoint,
  };
}

/** Codes of findings that decide the verdict of an export. */
export function brokenCodes(report: VerifyReport): string[] {
  return report.findings.filter(({ severity }) => severity !== 'note').map(({ code }) => code);
}

/** What somebody with everything but the witness does: builds tiles and head anew over the entries as they are now. */
export async function rebuildTree(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ id: string; leaf: Buffer }>(
    'select id, leaf from log_entry where leaf_index is not null order by leaf_index',
  );
  const { frontier, completedNodes } = appendLeaves(
    emptyFrontier,
    rows.map(({ leaf }) => leafHash(leaf)),
  );
  await client.query('update log_entry set leaf_index = null');
  for (const [index, { id }] of rows.entries()) {
    await client.query('update log_entry set leaf_index = $2 where id = $1', [id, index]);
  }
  await client.query('delete from log_tile');
  for (const { level, index, hash } of completedNodes) {
    if (level % 8 !== 0) continue;
    await client.query(
      `insert into log_tile as t values ($1, $2, $3)
       on conflict (level, tile_index) do update set hashes = t.hashes || excluded.hashes`,
      [level / 8, Math.floor(index / 256), hash],
    );
  }
  await client.query('update log_head set size = $1, frontier = $2, root = $3', [
    frontier.size,
    JSON.stringify(frontierToJson(frontier)),
    rootOf(frontier),
  ]);
  await client.query('delete from log_checkpoint');
}
