import { randomUUID } from 'node:crypto';
import { beginEpoch, findLoss } from '@fengni/kernel/backup/begin-epoch';
import { restoreBackup } from '@fengni/kernel/backup/restore-backup';
import { Refusal } from '@fengni/kernel/command/refusal';
import { runCommand } from '@fengni/kernel/command/run';
import { migrate, readMigrations } from '@fengni/kernel/db/migrate';
import { sealPending } from '@fengni/kernel/log/sealer';
import type { Settings } from '@fengni/kernel/settings/settings';
import { SealError } from '@fengni/seal/errors';
import { launchDatabase, runtimeLogin } from './database.ts';
import { openDataFolder, readState, suiteOf } from './house.ts';
import { type CliIo, type ExitCode, type Speaker, exitCodes, failed } from './io.ts';
import { type BackupKeyOptions, readOpener, readText } from './run-backup.ts';
import { type OpenHouse, requireHouse, withHouse } from './with-house.ts';

export interface RestoreCliOptions extends BackupKeyOptions {
  readonly file: string;
  readonly witness?: string;
}

/** `fengni restore FILE`: loads a backup beside the keys folder of its house. Nobody is served before `--confirm`. */
export async function runRestore(
  settings: Settings,
  options: RestoreCliOptions,
  io: CliIo,
  speaker: Speaker,
): Promise<ExitCode> {
  requireKeys(settings);
  const opener = await readOpener(options, io, speaker);
  const witness = options.witness === undefined ? null : `${await readText(options.witness)}\n`;
  const keys = await openDataFolder(settings);
  const database = await launchDatabase(settings, () => undefined);
  let restored;
  try {
    const { owner } = database;
    if (owner === null) throw failed('恢复须设置 FENGNI_OWNER_URL。', 'A restore needs FENGNI_OWNER_URL.');
    const runtime = runtimeLogin(settings);
    const migrateTo = async (last?: string): Promise<void> => void (await migrate(owner, { runtime, last }));
    restored = await restoreBackup({
      file: options.file,
      opener,
      owner,
      migrateTo,
      ourMigrations: await readMigrations(),
      origin: keys.origin,
    });
    await migrateTo();
  } finally {
    await database.close();
  }
  const { manifest, tables, rows } = restored;
  speaker.say(
    `已恢复 ${manifest.madeAt} 的备份：${tables} 张表，${rows} 行。`,
    `Restored the backup of ${manifest.madeAt}: ${tables} tables, ${rows} rows.`,
  );
  return withHouse(settings, async (house) => {
    const loss = compare(house, manifest, witness);
    const begun = await beginEpoch({
      kernel: house.kernel,
      owner: house.owner,
      manifest,
      loss,
      operator: house.operator,
    });
    const signers = house.keys.signers(suiteOf(await readState(house.kernel)) ?? 'intl');
    await sealPending(house.kernel, { signers, onForeign: () => undefined });
    tellLoss(speaker, loss);
    speaker.say(
      `日志进入第 ${begun.epoch} 期，已结束 ${begun.sessionsEnded} 个会话。两名管理员确认前不提供服务：fengni restore --confirm`,
      `The log begins epoch ${begun.epoch}; ${begun.sessionsEnded} sessions were ended. Nobody is served before two administrators confirm: fengni restore --confirm`,
    );
    return exitCodes.done;
  });
}

function requireKeys(settings: Settings): void {
  try {
    requireHouse(settings);
  } catch {
    throw failed(
      `${settings.dataDir}/keys 中没有密钥。备份不含密钥：请先把原系统的 keys 文件夹放到这里，再恢复。`,
      `There are no keys in ${settings.dataDir}/keys. A backup holds no keys: put the keys folder of the house there first, then restore.`,
    );
  }
}

function compare(
  house: OpenHouse,
  manifest: Parameters<typeof findLoss>[0],
  witness: string | null,
): ReturnType<typeof findLoss> {
  try {
    return findLoss(manifest, witness, house.keys.verifiers);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw failed(
      '见证检查点不是本系统日志的，或签名不对。',
      "The witness's checkpoint is not of this log, or its signature is wrong.",
    );
  }
}

function tellLoss(speaker: Speaker, loss: ReturnType<typeof findLoss>): void {
  if (loss.agrees === false) {
    speaker.say(
      '警告：见证人所见的日志与备份不同，备份或日志被改动过。',
      'Warning: the log the witness saw is not the one in the backup; one of them was changed.',
    );
  }
  if (loss.witnessed === null) {
    speaker.say(
      '没有见证检查点，无法查明备份之后丢失了什么。',
      "There is no witness's checkpoint, so what was lost after the backup cannot be told.",
    );
    return;
  }
  if (loss.lost === 0) {
    speaker.say(
      `见证人所见的 ${loss.witnessed} 条都在备份中。`,
      `All ${loss.witnessed} entries the witness saw are in the backup.`,
    );
    return;
  }
  speaker.say(
    `备份之后、见证之前丢失 ${loss.lost} 条记录（第 ${loss.restored} 至 ${loss.restored + loss.lost - 1} 号），须逐项补办。`,
    `${loss.lost} entries between backup and witness are lost (numbers ${loss.restored} to ${loss.restored + loss.lost - 1}); what they recorded must be done again.`,
  );
}

/** `fengni restore --confirm`: two administrators, each with password and second factor. */
export async function runConfirm(settings: Settings, io: CliIo, speaker: Speaker): Promise<ExitCode> {
  return withHouse(settings, async ({ kernel, keys }) => {
    const proofs = [];
    for (const place of [1, 2]) {
      const ask = (zh: string, en: string) =>
        io.ask(speaker.language === 'zh' ? `管理员 ${place} ${zh}：` : `Administrator ${place}, ${en}: `);
      proofs.push({
        login: await ask('登录名', 'login'),
        password: await ask('口令', 'password'),
        factorCode: await ask('验证码', 'second factor'),
      });
    }
    const call = {
      name: 'house.confirmRestore',
      commandId: randomUUID(),
      input: { proofs },
      sessionHash: '',
      terminal: 'console',
    };
    const outcome = await runCommand(kernel, call);
    if (outcome.kind === 'refused') throw new Refusal(outcome.code, outcome.params);
    await sealPending(kernel, {
      signers: keys.signers(suiteOf(await readState(kernel)) ?? 'intl'),
      onForeign: () => undefined,
    });
    speaker.say(
      '恢复已由两名管理员确认，可以启动。',
      'The restore is confirmed by two administrators; start the server.',
    );
    return exitCodes.done;
  });
}
