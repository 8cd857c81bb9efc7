import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { houseDate } from '@fengni/kernel/command/kernel';
import { Refusal } from '@fengni/kernel/command/refusal';
import { transact } from '@fengni/kernel/command/transact';
import { writeEntry } from '@fengni/kernel/log/write-entry';
import { asClockwork } from '@fengni/kernel/schedule/as-clockwork';
import type { Settings } from '@fengni/kernel/settings/settings';
import {
  type OpenedGeneration,
  forgetGeneration,
  openGeneration,
  readGenerationHead,
} from '@fengni/kernel/vault/generations';
import { KeyStore } from '@fengni/kernel/vault/key-store';
import { readShare } from '@fengni/kernel/vault/share-text';
import type { VaultObjectRow } from '@fengni/kernel/vault/tables';
import { Vault } from '@fengni/kernel/vault/vault';
import { keyStoreFile } from './house.ts';
import { type CliIo, type ExitCode, type Speaker, exitCodes, failed } from './io.ts';
import { type OpenHouse, withHouse } from './with-house.ts';

const defaultZone = 'Asia/Shanghai';
/** Documents opened in a rehearsal beside a restored backup. */
const sampledMax = 20;
/** Attempts at one share before the command gives up. */
const triesMax = 5;

/** Asks for as many shares as the generation needs, one custodian after the other; a mistyped one is asked for again. */
async function askShares(file: Buffer, io: CliIo, speaker: Speaker): Promise<string[]> {
  const { number, threshold, mark } = readGenerationHead(file);
  speaker.say(
    `第 ${number} 代副本，需要 ${threshold} 名托管人到场，各自输入本人分片（不显示）。`,
    `Generation ${number}: ${threshold} custodians each type their own share (it is not shown).`,
  );
  const shares: string[] = [];
  for (let place = 1, tries = 0; place <= threshold;) {
    const typed = await io.ask(
      speaker.language === 'zh' ? `托管人 ${place} 的分片：` : `Share of custodian ${place}: `,
    );
    const share = readShare(typed);
    if (share !== null && share.generation === number && share.mark === mark) {
      shares.push(typed);
      place += 1;
      tries = 0;
      continue;
    }
    tries += 1;
    if (tries === triesMax) throw new Refusal('vault.share.wrong', { place });
    speaker.say(
      '分片有误：请对照分片单逐组核对后重输。',
      'The share is wrong: compare it with the sheet group by group and type it again.',
    );
  }
  return shares;
}

const clock = (): Date => new Date();

async function openByShares(name: string, io: CliIo, speaker: Speaker): Promise<OpenedGeneration> {
  const file = await readFile(name).catch(() => null);
  if (file === null) throw failed(`找不到文件 ${name}。`, `There is no file ${name}.`);
  return openGeneration(file, await askShares(file, io, speaker));
}

/**
 * `fengni key-store rehearse FILE`: what a restore would do, in a folder that goes away. Shows the code by which the
 * rehearsal is entered in the house.
 */
export async function runRehearse(
  the: { readonly file: string; readonly settings: Settings | null },
  io: CliIo,
  speaker: Speaker,
): Promise<ExitCode> {
  const opened = await openByShares(the.file, io, speaker);
  const zone = the.settings?.zone ?? defaultZone;
  const day = houseDate(new Date(), zone);
  const code = opened.rehearsalCode(day);
  const objects = opened.state.shares.size;
  const folder = await mkdtemp(path.join(tmpdir(), 'fengni-rehearsal-'));
  try {
    const file = path.join(folder, 'store');
    const passphrase = randomBytes(24).toString('base64');
    const { house } = opened;
    await new KeyStore(file, clock).restore(opened.state, passphrase);
    const store = new KeyStore(file, clock);
    await store.unlock(passphrase, house);
    if (store.state.shares.size !== objects)
      throw failed('恢复的密钥库与副本不符。', 'The restored store differs from the generation.');
    speaker.say(
      `恢复成功：第 ${opened.number} 代（${opened.madeAt}），${objects} 份文档的密钥，${store.state.levelKeys.size} 个密级密钥。`,
      `Restored: generation ${opened.number} (${opened.madeAt}), keys of ${objects} documents, ${store.state.levelKeys.size} level keys.`,
    );
    if (the.settings !== null) await sampleDocuments(the.settings, { file, passphrase, house }, speaker);
    await store.lock();
  } finally {
    forgetGeneration(opened);
    await rm(folder, { recursive: true, force: true });
  }
  speaker.say(
    `演练日期 ${day}，确认码 ${code}。请安全保密管理员在“密钥库”页面登记。`,
    `Day ${day}, rehearsal code ${code}. The security administrator enters both on the page “Key store”.`,
  );
  return exitCodes.done;
}

/** Opens some documents of a restored house from end to end with the restored store. */
async function sampleDocuments(
  settings: Settings,
  the: { readonly file: string; readonly passphrase: string; readonly house: string },
  speaker: Speaker,
): Promise<void> {
  await withHouse(settings, async ({ kernel }) => {
    const vault = new Vault({
      folder: path.join(settings.dataDir, 'vault'),
      storeFile: the.file,
      house: the.house,
      clock: kernel.clock,
    });
    await vault.unlock(the.passphrase);
    const rows = await asClockwork(kernel, kernel.newId(), (tx) =>
      tx.readSql<VaultObjectRow>(
        `select * from vault_object where state = 'kept' order by md5(id::text || $2) limit $1`,
        [sampledMax, randomBytes(8).toString('hex')],
      ),
    );
    let read = 0;
    for (const row of rows) if (await opensWhole(vault, row)) read += 1;
    await vault.lock();
    speaker.say(
      `抽查 ${rows.length} 份电子文档，${read} 份可以打开（副本之后存入的不能打开）。`,
      `Opened ${read} of ${rows.length} documents sampled (those kept after the generation do not open).`,
    );
  });
}

async function opensWhole(vault: Vault, row: VaultObjectRow): Promise<boolean> {
  try {
    let bytes = 0;
    for await (const piece of vault.read(row)) bytes += piece.length;
    return bytes === row.byte_count;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

/** `fengni key-store restore FILE`: puts the key store back in its house, under a passphrase of the security administrator. */
export async function runRestoreStore(
  the: { readonly file: string; readonly settings: Settings },
  io: CliIo,
  speaker: Speaker,
): Promise<ExitCode> {
  const { settings } = the;
  return withHouse(settings, async (house) => {
    const target = keyStoreFile(settings.dataDir);
    if (house.vault.status !== 'none') {
      throw failed(
        `${target} 已存在，不覆盖。确已损坏的，请先将其移到别处封存。`,
        `${target} exists and is not overwritten. If it is damaged, move it elsewhere under seal first.`,
      );
    }
    const opened = await openByShares(the.file, io, speaker);
    if (opened.house !== house.keys.origin)
      throw new Refusal('vault.store.other', { found: opened.house, wanted: house.keys.origin });
    await house.vault.store.restore(opened.state, await askPassphrase(io, speaker));
    await noteRestore(house, opened.number);
    const { size } = house.vault.store.state.shares;
    await house.vault.lock();
    speaker.say(
      `已由第 ${opened.number} 代副本恢复密钥库：${size} 份文档的密钥。启动后请用新口令开启；副本之后已销毁的密钥会自动再次销毁。`,
      `The key store is restored from generation ${opened.number}: keys of ${size} documents. Unlock it with the new passphrase after the start; keys destroyed since are destroyed again by themselves.`,
    );
    return exitCodes.done;
  });
}

async function askPassphrase(io: CliIo, speaker: Speaker): Promise<string> {
  const zh = speaker.language === 'zh';
  const first = await io.ask(zh ? '新口令（至少 16 个字符）：' : 'New passphrase (at least 16 characters): ');
  const again = await io.ask(zh ? '再输一次：' : 'Once more: ');
  if (first !== again) throw failed('两次输入不同，未恢复。', 'The two differ; nothing was restored.');
  return first;
}

async function noteRestore({ kernel, operator }: OpenHouse, generation: number): Promise<void> {
  const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read write' } as const;
  await transact(kernel, options, (tx) =>
    writeEntry(tx, kernel.keys, {
      actor: null,
      terminal: 'console',
      command: 'vault.restoreStore',
      commandId: null,
      outcome: 'done',
      input: {},
      more: { generation, operator },
    }),
  );
}
