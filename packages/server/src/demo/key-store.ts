import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { makePrivateFolder, writeFileDurably } from '@fengni/kernel/keys/write-file';
import type { DemoHouse } from './house.ts';
import type { Stage } from './stage.ts';

/** Where a demo, and only a demo, keeps the passphrase of its key store: it opens by itself at each start. */
export function demoPassphraseFile(dataDir: string): string {
  return path.join(dataDir, 'key-store', 'demo-passphrase');
}

/** The key store is made with the house, and a first generation is handed to three custodians. */
export async function makeDemoKeyStore(stage: Stage, house: DemoHouse, dataDir: string): Promise<void> {
  const file = demoPassphraseFile(dataDir);
  const passphrase = `demo-${randomBytes(18).toString('base64url')}`;
  await makePrivateFolder(path.dirname(file));
  await writeFileDurably(file, `${passphrase}\n`);
  const { security } = house.admin;
  await stage.done(security, 'vault.createStore', { passphrase });
  const custodianIds = ['甲一', '乙二', '丁一'].flatMap((name) => house.people.get(name)?.id ?? []);
  await stage.done(security, 'vault.makeGeneration', { custodianIds, threshold: 2 });
}
