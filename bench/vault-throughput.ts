import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createObjectFile, pathOfObject } from '@fengni/kernel/vault/object-file';
import { newObjectKey, wrapKey } from '@fengni/kernel/vault/object-keys';
import { type SuiteName, suiteNames } from '@fengni/kernel/vault/suites';
import type { VaultObjectRow } from '@fengni/kernel/vault/tables';
import { Vault, intakeLevelKey } from '@fengni/kernel/vault/vault';
import { type Bench, percentile, round, timeCalls } from './result.ts';
import { withFolder } from './stage.ts';

const run = promisify(execFile);
const fileMegabytes = 256;
const fileBytes = fileMegabytes * 1024 * 1024;
const rounds = 3;
/** As much at once as a connection brings in a burst. */
const pieceBytes = 1024 * 1024;
const ratioMin = 0.5;
/** The same cipher in the same mode, without authentication: what encrypting such a file costs at all. */
const peers: Readonly<Record<SuiteName, string>> = { intl: '-aes-256-ctr', guomi: '-sm4-ctr' };
const keyHex: Readonly<Record<SuiteName, number>> = { intl: 32, guomi: 16 };

async function makeFile(file: string): Promise<void> {
  const handle = await open(file, 'w');
  try {
    for (let at = 0; at < fileMegabytes; at += 1) await handle.write(randomBytes(1024 * 1024));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A new object as `Vault.begin` makes it, without its row. */
async function beginObject(vault: Vault, suite: SuiteName): Promise<VaultObjectRow> {
  const id = randomUUID();
  await vault.store.addShare(id);
  await createObjectFile(pathOfObject(vault.folder, id));
  const wrapped = await wrapKey(
    vault.store,
    { id, suite },
    { levelKey: intakeLevelKey, key: newObjectKey() },
  );
  return {
    ...wrapped,
    id,
    suite,
    purpose: 'original',
    state: 'open',
    wanted_level_key: null,
    byte_count: null,
    digest: null,
    subject_id: null,
    part_id: null,
    parent_id: null,
    made_at: new Date(),
    made_by: id,
    destroyed_at: null,
    generations_left: [],
  };
}

/** `openssl enc` of the same file to another one, made to last as an upload is. */
async function encryptPlainly(suite: SuiteName, source: string, target: string): Promise<void> {
  const key = randomBytes(keyHex[suite]).toString('hex');
  const iv = randomBytes(16).toString('hex');
  await run('openssl', ['enc', peers[suite], '-K', key, '-iv', iv, '-in', source, '-out', target]);
  const handle = await open(target, 'r+');
  try {
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** A file put into the vault and read out of it, each against plain encryption of the same file, in both suites. */
export const benchVaultThroughput: Bench = (report) =>
  withFolder(async (folder) => {
    const source = path.join(folder, 'source');
    await makeFile(source);
    const vault = new Vault({
      folder: path.join(folder, 'vault'),
      storeFile: path.join(folder, 'key-store', 'store'),
      house: 'bench',
      clock: () => new Date(),
    });
    await vault.create({ passphrase: randomBytes(24).toString('base64'), suite: 'intl' });
    for (const suite of suiteNames) {
      let row = await beginObject(vault, suite);
      const upload = await timeCalls(
        async () => {
          await vault.removeFiles([row.id]);
          row = await beginObject(vault, suite);
          await vault.append(row, {
            offset: 0,
            source: createReadStream(source, { highWaterMark: pieceBytes }),
            ends: fileBytes,
          });
        },
        { calls: rounds, warmUp: 1 },
      );
      const kept: VaultObjectRow = { ...row, state: 'kept', byte_count: fileBytes };
      const view = await timeCalls(
        async () => {
          let bytes = 0;
          for await (const piece of vault.read(kept)) bytes += piece.length;
          if (bytes !== fileBytes) throw new Error('the file came back whole');
        },
        { calls: rounds, warmUp: 1 },
      );
      const target = path.join(folder, 'plain');
      const peer = await timeCalls(() => encryptPlainly(suite, source, target), { calls: rounds, warmUp: 1 });
      const overhead = (await stat(pathOfObject(vault.folder, row.id))).size / fileBytes - 1;
      for (const [name, took] of [
        ['upload', upload],
        ['read', view],
      ] as const) {
        const speed = (fileMegabytes * 1000) / percentile(took, 0.5);
        const plain = (fileMegabytes * 1000) / percentile(peer, 0.5);
        const ratio = speed / plain;
        report({
          bench: `vault-throughput ${name} ${suite}`,
          value: round(speed),
          unit: 'MB/s',
          peer: round(plain),
          ratio: round(ratio),
          aim: `>= ${ratioMin} of openssl enc ${peers[suite]}`,
          met: ratio >= ratioMin,
          more: { megabytes: fileMegabytes, overheadShare: round(overhead, 5) },
        });
      }
      await rm(target);
      await vault.removeFiles([row.id]);
    }
    await vault.lock();
  });
