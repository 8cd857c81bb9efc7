import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { officeWhenNeeded } from '@fengni/inspect/office';
import { unconfirmedSetting } from '@fengni/kernel/backup/restore-backup';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { startClockwork } from '@fengni/kernel/schedule/clockwork';
import type { Settings } from '@fengni/kernel/settings/settings';
import { startWebhooks } from '@fengni/kernel/webhook/worker';
import { type Logger, pino } from 'pino';
import { registerModuleRoutes } from '../composition.ts';
import { createApp } from '../http/app.ts';
import { stageOf } from '../http/house-gate.ts';
import { startExaminations } from '../modules/vault/examination/start-examinations.ts';
import { createSetupGate } from '../settings/setup-gate.ts';
import { compressFiles } from '../web/compress-files.ts';
import { buildWeb, isWebBuilt, webDist } from '../web/web-folder.ts';
import { describeFault } from './describe-fault.ts';
import { type HouseDatabase, launchDatabase, prepareSchema } from './database.ts';
import { prepareDemo } from './demo.ts';
import { createKernel, createVault, openDataFolder, readState } from './house.ts';
import { type CliStop, type Speaker, failed } from './io.ts';
import { addressOf, prepareReach } from './listen.ts';
import { removeRunFile, writeRunFile } from './run-file.ts';
import { startSealing } from './sealing.ts';

export interface RunningHouse {
  readonly kernel: Kernel;
  readonly address: string;
  /** Resolves when the house has stopped: true after `stop`, false when the database ended by itself. */
  readonly ended: Promise<boolean>;
  /** Idempotent: requests are finished, the log is sealed, connections and database are closed. */
  readonly stop: () => Promise<void>;
}

export interface StartOptions {
  readonly speaker: Speaker;
  /** Whether the pages are served besides the interface. */
  readonly web: boolean;
}

/** Undoes what was begun, last first; what fails is told and does not keep the rest from being undone. */
class Unwinding {
  readonly #steps: (() => Promise<void>)[] = [];
  readonly #log: Logger;
  constructor(log: Logger) {
    this.#log = log;
  }
  add(step: () => Promise<void>): void {
    this.#steps.push(step);
  }
  async run(): Promise<void> {
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      await step().catch((error: unknown) => this.#log.error({ err: error }, 'a part did not stop cleanly'));
    }
  }
}

/** Starts everything: database, schema, sealer, web, server. Throws `CliStop` or `LaunchError` for what people can put right. */
export async function startHouse(settings: Settings, options: StartOptions): Promise<RunningHouse> {
  const log = pino(
    { level: 'info', serializers: { err: describeFault } },
    pino.destination({ dest: 2, sync: true }),
  );
  const undo = new Unwinding(log);
  try {
    return await startParts(settings, options, { log, undo });
  } catch (error) {
    const died = databaseEnded.get(undo) === true;
    await undo.run();
    throw died ? databaseDied() : error;
  }
}

/** Starts whose database ended by itself: what fails after that fails because of it. */
const databaseEnded = new WeakMap<Unwinding, boolean>();

/** What is told when the database goes while it is needed. */
export function databaseDied(): CliStop {
  return failed(
    '数据库进程意外结束，服务已停止；已确认的数据没有丢失。请重新启动；若再次发生，请查看上面的日志。',
    'The database ended unexpectedly and the server has stopped; acknowledged data is not lost. Start again; if it happens again, look at the log above.',
  );
}

async function startParts(
  settings: Settings,
  { speaker, web }: StartOptions,
  { log, undo }: { log: Logger; undo: Unwinding },
): Promise<RunningHouse> {
  const isFresh = !existsSync(path.join(settings.dataDir, 'db'));
  await probePort(settings);
  const keys = await openDataFolder(settings);
  const database = await launchDatabase(settings, (line) => log.debug(line));
  undo.add(database.close);
  void database.postgres?.exited.then(() => databaseEnded.set(undo, true));
  if (database.postgres !== null) {
    speaker.say(
      isFresh ? '已建立数据库。' : '数据库已启动。',
      isFresh ? 'The database was made.' : 'The database is running.',
    );
  }
  const applied = await prepareSchema(settings, database);
  if (database.postgres === null) speaker.say('已连接数据库。', 'The database is connected.');
  if (applied.length > 0)
    speaker.say(
      `数据库结构已更新（${applied.length} 项）。`,
      `The schema was brought up to date (${applied.length} steps).`,
    );

  const setup = createSetupGate(new Date());
  let address = '';
  const vault = createVault(settings, keys);
  const kernel = await createKernel({
    settings,
    database,
    keys,
    vault,
    gate: setup.gate,
    address: () => address,
    onFault: (error, entryId) => log.error({ err: error, entryId }, 'the program failed'),
    onPoolError: (error) => log.error({ err: error }, 'a database connection was lost'),
  });
  undo.add(() => kernel.pool.end());
  undo.add(() => vault.lock());
  await refuseUnconfirmed(kernel);
  undo.add(startSealing(kernel, keys, log));
  await prepareDemo({ kernel, vault, settings, speaker, setupCode: setup.code });
  undo.add(
    await startClockwork(kernel, {
      onError: (error) => log.error({ err: error }, 'a turn of the clockwork was missed'),
    }),
  );

  undo.add(
    startWebhooks(kernel, {
      onError: (error) => log.error({ err: error }, 'a look for messages to other systems was missed'),
    }),
  );

  undo.add(
    startExaminations({
      kernel,
      vault,
      copiesFolder: path.join(settings.dataDir, 'copies'),
      ...(settings.office ? { office: officeWhenNeeded() } : {}),
      onError: (error) => log.error({ err: error }, 'an examination of uploads was missed'),
    }),
  );

  const webFolder = web ? await prepareWeb(speaker, log) : null;
  const reach = await prepareReach(settings, new Date());
  const app = await createApp({
    kernel,
    vault,
    ...reach,
    webFolder,
    moduleRoutes: registerModuleRoutes,
    health: { clockDriftSeconds: watchClock() },
  });
  undo.add(() => app.close());
  await listen(app, settings);
  const bound = app.server.address();
  address = addressOf(settings, typeof bound === 'object' && bound !== null ? bound.port : settings.port);
  const { postgres } = database;
  await writeRunFile(settings.dataDir, {
    pid: process.pid,
    address,
    ...(postgres !== null && { socketDir: postgres.socketDir }),
    socketPort: postgres?.port ?? 0,
    startedAt: new Date().toISOString(),
  });
  undo.add(() => removeRunFile(settings.dataDir));
  const stage = stageOf(await readState(kernel));
  speaker.sayBoth(`访问地址：${address}`, `Address: ${address}`);
  if (reach.fingerprint !== null) tellCertificate(speaker, reach.fingerprint, reach.authorityFile);
  if (stage !== 'ready') {
    speaker.sayBoth(
      `设置码（一小时内有效）：${setup.code}`,
      `Set-up code (good for one hour): ${setup.code}`,
    );
  }
  return superviseHouse({ kernel, address, database, undo });
}

/** A restored house serves nobody before two administrators have confirmed it (SEC-1). */
async function refuseUnconfirmed(kernel: Kernel): Promise<void> {
  const { settings } = await readState(kernel);
  const unconfirmed = settings[unconfirmedSetting];
  if (unconfirmed === undefined || unconfirmed === false) return;
  throw failed(
    '本数据库由备份恢复，尚未经两名管理员确认，不提供服务。请运行 fengni restore --confirm。',
    'This database was restored from a backup and two administrators have not confirmed it yet; it serves nobody. Run fengni restore --confirm.',
  );
}

function superviseHouse(the: {
  kernel: Kernel;
  address: string;
  database: HouseDatabase;
  undo: Unwinding;
}): RunningHouse {
  let stopping: Promise<void> | undefined;
  const { promise: ended, resolve } = Promise.withResolvers<boolean>();
  const stop = (): Promise<void> => {
    stopping ??= the.undo.run().then(() => resolve(true));
    return stopping;
  };
  void the.database.postgres?.exited.then(async () => {
    if (stopping !== undefined) return;
    stopping = the.undo.run();
    await stopping;
    resolve(false);
  });
  return { kernel: the.kernel, address: the.address, ended, stop };
}

async function prepareWeb(speaker: Speaker, log: Logger): Promise<string | null> {
  if (await isWebBuilt()) {
    // somebody may have built it without this step
    await compressFiles(webDist);
    return webDist;
  }
  speaker.say(
    '正在生成网页（约半分钟，仅在首次或更新后）……',
    'Building the web pages (about half a minute, first time and after updates) ...',
  );
  const trouble = await buildWeb();
  if (trouble === null) return webDist;
  log.error({ trouble }, 'the web could not be built');
  const hasOld = existsSync(path.join(webDist, 'index.html'));
  speaker.say(
    hasOld ? '网页生成失败，继续使用上一版。' : '网页生成失败，只提供程序接口。',
    hasOld
      ? 'The web could not be built; the previous build is used.'
      : 'The web could not be built; only the interface for programs is served.',
  );
  return hasOld ? webDist : null;
}

/** A taken port is told before minutes are spent on a database, a demo or a build. */
async function probePort(settings: Settings): Promise<void> {
  const probe = createServer();
  const app = {
    listen: ({ host, port }: { host: string; port: number }) =>
      new Promise<string>((resolve, reject) => {
        probe.once('error', reject);
        probe.listen(port, host, () => resolve(''));
      }),
  };
  await listen(app, settings);
  await new Promise<void>((resolve) => {
    probe.close(() => resolve());
  });
}

async function listen(
  app: { listen: (options: { host: string; port: number }) => Promise<string> },
  settings: Settings,
): Promise<void> {
  const { host, port } = settings;
  try {
    await app.listen({ host, port });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'EADDRINUSE') {
      throw failed(
        `端口 ${port} 已被占用。请停止占用它的程序，或用 --port 换一个端口。`,
        `Port ${port} is taken. Stop the program that uses it, or choose another with --port.`,
      );
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EACCES') {
      throw failed(
        `不能在 ${host}:${port} 上提供服务（${code}）。请核对 FENGNI_HOST 和 FENGNI_PORT。`,
        `Cannot listen on ${host}:${port} (${code}). Check FENGNI_HOST and FENGNI_PORT.`,
      );
    }
    throw error;
  }
}

function tellCertificate(speaker: Speaker, fingerprint: string, authorityFile: string | null): void {
  speaker.sayBoth(`证书指纹（SHA-256）：${fingerprint}`, `Certificate fingerprint (SHA-256): ${fingerprint}`);
  if (authorityFile === null) return;
  speaker.sayBoth(
    `请在各终端安装证书 ${authorityFile}，并核对指纹。`,
    `Install ${authorityFile} on the terminals and compare the fingerprint.`,
  );
}

/** Wall clock against monotonic clock since now, in seconds (DESIGN §3, Time). */
function watchClock(): () => number {
  const base = Date.now() - performance.now();
  return () => (Date.now() - performance.now() - base) / 1000;
}
