import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { makeBackup } from '@fengni/kernel/backup/make-backup';
import { type Opener, type Recipient, generateBackupKey } from '@fengni/kernel/backup/sealed-stream';
import { withClient } from '@fengni/kernel/db/pool';
import { writeFileDurably } from '@fengni/kernel/keys/write-file';
import type { Settings } from '@fengni/kernel/settings/settings';
import { type CliIo, type ExitCode, type Speaker, exitCodes, failed } from './io.ts';
import { withHouse } from './with-house.ts';

export interface BackupKeyOptions {
  readonly recipient?: string;
  readonly key?: string;
  readonly passphraseFile?: string;
}

/** `fengni backup DIR`: one sealed file with every table as of one moment. The server may go on running. */
export async function runBackup(
  settings: Settings,
  options: BackupKeyOptions & { readonly dir: string },
  io: CliIo,
  speaker: Speaker,
): Promise<ExitCode> {
  const recipient = await readRecipient(options, io, speaker);
  return withHouse(settings, async ({ kernel, owner, operator }) => {
    await mkdir(options.dir, { recursive: true });
    const now = kernel.clock();
    const stamp = now.toISOString().replace(/[-:]/g, '').replace(/\..*/, 'Z');
    const file = path.join(options.dir, `fengni-${stamp}.backup`);
    const made = await withClient(owner, (client) =>
      makeBackup({ client, file, recipient, now, madeBy: operator }),
    );
    speaker.say(
      `已备份到 ${file}：${made.tables} 张表，${made.rows} 行，日志 ${made.manifest.head.size} 条。keys、key-store 文件夹不在其中，须另行保管；vault 文件夹中的加密文档请另行复制。`,
      `Backed up to ${file}: ${made.tables} tables, ${made.rows} rows, ${made.manifest.head.size} log entries. The folders keys and key-store are not in it and are kept apart; copy the encrypted documents in the folder vault besides.`,
    );
    return exitCodes.done;
  });
}

/** `fengni backup-key FILE`. */
export async function runBackupKey(file: string, speaker: Speaker): Promise<ExitCode> {
  const pair = generateBackupKey();
  if ((await readFile(file).catch(() => null)) !== null) {
    throw failed(`文件 ${file} 已存在，不覆盖。`, `File ${file} exists and is not overwritten.`);
  }
  await writeFileDurably(file, pair.privateKey);
  await writeFileDurably(`${file}.pub`, pair.publicKey, 0o644);
  speaker.say(
    `私钥 ${file} 交保管人，公钥 ${file}.pub 用于备份。`,
    `Private key ${file} goes to the custodians; ${file}.pub is for making backups.`,
  );
  return exitCodes.done;
}

async function readRecipient(options: BackupKeyOptions, io: CliIo, speaker: Speaker): Promise<Recipient> {
  if (options.recipient !== undefined)
    return { kind: 'x25519', publicKey: await readText(options.recipient) };
  if (options.passphraseFile !== undefined)
    return { kind: 'passphrase', passphrase: await readText(options.passphraseFile) };
  const passphrase = await io.ask(
    speaker.language === 'zh' ? '备份口令（至少 16 个字符）：' : 'Passphrase (at least 16 characters): ',
  );
  const again = await io.ask(speaker.language === 'zh' ? '再输入一次：' : 'Once more: ');
  if (passphrase !== again) throw failed('两次输入不同，未备份。', 'The two differ; nothing was backed up.');
  return { kind: 'passphrase', passphrase };
}

/** What opens a backup, from the options or asked for. */
export async function readOpener(options: BackupKeyOptions, io: CliIo, speaker: Speaker): Promise<Opener> {
  if (options.key !== undefined) return { kind: 'x25519', privateKey: await readText(options.key) };
  if (options.passphraseFile !== undefined)
    return { kind: 'passphrase', passphrase: await readText(options.passphraseFile) };
  return {
    kind: 'passphrase',
    passphrase: await io.ask(speaker.language === 'zh' ? '备份口令：' : 'Passphrase: '),
  };
}

export async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    throw failed(
      `读不了文件 ${file}。请核对路径和权限。`,
      `File ${file} cannot be read. Check path and permissions.`,
    );
  }
}
