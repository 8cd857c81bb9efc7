import { migrate } from '@fengni/kernel/db/migrate';
import type { Settings } from '@fengni/kernel/settings/settings';
import { launchDatabase, runtimeLogin } from './database.ts';
import { openDataFolder } from './house.ts';
import { type ExitCode, type Speaker, exitCodes, failed } from './io.ts';

/** `fengni migrate`: brings the schema up to date as the database's owner. `start` does it for the embedded database. */
export async function runMigrate(settings: Settings, speaker: Speaker): Promise<ExitCode> {
  const applied =
    settings.databaseUrl === null ? await migrateEmbedded(settings) : await migrateGiven(settings);
  if (applied.length === 0) speaker.say('数据库结构已是最新。', 'The schema is up to date.');
  for (const name of applied) speaker.say(`已执行 ${name}`, `applied ${name}`);
  return exitCodes.done;
}

async function migrateEmbedded(settings: Settings): Promise<string[]> {
  await openDataFolder(settings);
  const database = await launchDatabase(settings, () => undefined);
  try {
    return database.owner === null ? [] : await migrate(database.owner, { runtime: runtimeLogin(settings) });
  } finally {
    await database.close();
  }
}

async function migrateGiven(settings: Settings): Promise<string[]> {
  if (settings.ownerUrl === null) {
    throw failed(
      '请设置 FENGNI_OWNER_URL（数据库所有者）。',
      'Set FENGNI_OWNER_URL (the owner of the database).',
    );
  }
  return migrate({ connectionString: settings.ownerUrl }, { runtime: runtimeLogin(settings) });
}
