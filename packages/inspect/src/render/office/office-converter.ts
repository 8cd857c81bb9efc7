import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants, readdirSync, rmSync, statfsSync } from 'node:fs';
import { chown, mkdir, open, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FileKind } from '../../document/kinds.ts';
import { openFile } from '../../process/open-file.ts';
import type { FileToInspect, OpenedFile } from '../../process/open-file.ts';
import { Turns } from '../../process/turns.ts';
import { composeOfficeLaunch, findOffice, memoryFolder, officeLimits } from './office-launch.ts';
import type { OfficeLaunch, OfficeLimits } from './office-launch.ts';
import { composeFontSettings, composeProfile } from './office-profile.ts';

/** What LibreOffice is asked to convert, and the ending it knows each by. */
const endings: Partial<Record<FileKind, string>> = {
  doc: 'doc',
  xls: 'xls',
  ppt: 'ppt',
  works: 'wps',
  odt: 'odt',
  ods: 'ods',
  odp: 'odp',
  rtf: 'rtf',
  docx: 'docx',
  xlsx: 'xlsx',
  pptx: 'pptx',
};

export const officeKinds: readonly FileKind[] = [
  'doc',
  'xls',
  'ppt',
  'works',
  'odt',
  'ods',
  'odp',
  'rtf',
  'docx',
  'xlsx',
  'pptx',
];

export type ConversionFailure = 'timed-out' | 'failed' | 'unavailable';

const folderPrefix = 'fengni-office-';
const windowBytes = 1024 * 1024;
/** statfs(2): TMPFS_MAGIC */
const tmpfsMagic = 0x0102_1994;

/**
 * LibreOffice as a maker of PDFs: each file is converted in a process of its own without network, behind its own mounts, with a
 * profile that runs no macros and follows no links. Its plaintext lies in memory only, and is removed after.
 * Swap space is the system's business: it must be off or encrypted.
 */
export class OfficeConverter {
  readonly #office: string;
  readonly #limits: OfficeLimits;
  readonly #turns: Turns;

  private constructor(office: string, { limits, jobs }: { limits: OfficeLimits; jobs: number }) {
    this.#office = office;
    this.#limits = limits;
    this.#turns = new Turns(jobs);
  }

  /**
   * The converter of this system, tried by starting it; undefined, with the reason, where LibreOffice is not installed,
   * the walls cannot be put up, or /dev/shm is no tmpfs.
   */
  static async find({ limits, jobs = 1 }: { limits?: Partial<OfficeLimits>; jobs?: number } = {}): Promise<
    | { converter: OfficeConverter }
    | { converter: undefined; reason: 'not-installed' | 'no-memory-folder' | 'no-walls' }
  > {
    const office = findOffice();
    if (office === undefined) return { converter: undefined, reason: 'not-installed' };
    if (!isInMemory()) return { converter: undefined, reason: 'no-memory-folder' };
    sweepLeftovers();
    const converter = new OfficeConverter(office, { limits: { ...officeLimits, ...limits }, jobs });
    const starts = await converter.#starts();
    return starts ? { converter } : { converter: undefined, reason: 'no-walls' };
  }

  /** A PDF of the file. Rejects when the file's own source fails, and with the signal's reason when aborted. */
  async convert(
    file: FileToInspect,
    { kind, signal }: { kind: FileKind; signal?: AbortSignal },
  ): Promise<Buffer | ConversionFailure> {
    const ending = endings[kind];
    const opened = await openFile(file);
    if (ending === undefined || typeof opened === 'string') return 'failed';
    await this.#turns.take();
    const work = path.join(memoryFolder, `${folderPrefix}${process.pid}-${randomBytes(8).toString('hex')}`);
    try {
      signal?.throwIfAborted();
      return await this.#convertIn(work, { opened, name: `in.${ending}`, signal });
    } finally {
      await rm(work, { recursive: true, force: true });
      await opened.close();
      this.#turns.giveBack();
    }
  }

  async #convertIn(
    work: string,
    { opened, name, signal }: { opened: OpenedFile; name: string; signal: AbortSignal | undefined },
  ): Promise<Buffer | ConversionFailure> {
    const launch = this.#launch(work, [
      '--convert-to',
      'pdf',
      '--outdir',
      `${memoryFolder}/out`,
      `${memoryFolder}/${name}`,
    ]);
    if (launch === undefined) return 'failed';
    await prepareFolder(work, launch.uid);
    await writeInput(path.join(work, name), opened);
    if (launch.uid !== undefined) await chown(path.join(work, name), launch.uid, launch.uid);
    const ended = await runOffice(launch, { timeMs: this.#limits.timeMs, signal });
    signal?.throwIfAborted();
    if (ended === 'timed-out') return 'timed-out';
    return (await readOutput(path.join(work, 'out', 'in.pdf'), this.#limits.fileBytesMax)) ?? 'failed';
  }

  #launch(work: string, words: readonly string[]): OfficeLaunch | undefined {
    const profile = `-env:UserInstallation=file://${memoryFolder}/profile`;
    const quiet = [
      '--headless',
      '--invisible',
      '--nologo',
      '--nodefault',
      '--norestore',
      '--nolockcheck',
      '--nofirststartwizard',
    ];
    return composeOfficeLaunch({
      office: this.#office,
      work,
      words: [profile, ...quiet, ...words],
      limits: this.#limits,
    });
  }

  async #starts(): Promise<boolean> {
    const outcome = await this.convert(Buffer.from('{\\rtf1\\ansi a\\par}'), { kind: 'rtf' });
    return Buffer.isBuffer(outcome);
  }
}

function isInMemory(): boolean {
  try {
    return statfsSync(memoryFolder).type === tmpfsMagic;
  } catch {
    return false;
  }
}

/** What a server that was killed in the middle left behind. */
function sweepLeftovers(): void {
  for (const name of readdirSync(memoryFolder)) {
    const [, pid] = /^fengni-office-(\d+)-[0-9a-f]{16}$/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(path.join(memoryFolder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function prepareFolder(work: string, uid: number | undefined): Promise<void> {
  const folders = ['', 'profile', 'profile/user', 'out', 'fonts', 'font-cache', 'tmp'];
  for (const folder of folders) await mkdir(path.join(work, folder), { mode: 0o700 });
  const files = ['profile/user/registrymodifications.xcu', 'fonts.conf'];
  await writeFile(path.join(work, files[0] ?? ''), composeProfile(), { mode: 0o600 });
  await writeFile(path.join(work, files[1] ?? ''), composeFontSettings(), { mode: 0o600 });
  if (uid === undefined) return;
  for (const name of [...folders, ...files]) await chown(path.join(work, name), uid, uid);
}

async function writeInput(target: string, file: OpenedFile): Promise<void> {
  const handle = await open(target, 'wx', 0o600);
  try {
    for (let at = 0; at < file.size; at += windowBytes)
      await handle.writeFile(await file.read(at, windowBytes));
  } finally {
    await handle.close();
  }
}

async function runOffice(
  { command, args }: OfficeLaunch,
  { timeMs, signal }: { timeMs: number; signal: AbortSignal | undefined },
): Promise<'ended' | 'timed-out'> {
  const child: ChildProcess = spawn(command, args, {
    cwd: '/',
    // Nothing of our own environment is its business.
    env: {
      HOME: memoryFolder,
      TMPDIR: `${memoryFolder}/tmp`,
      PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      SAL_USE_VCLPLUGIN: 'svp',
      FONTCONFIG_FILE: `${memoryFolder}/fonts.conf`,
    },
    stdio: 'ignore',
  });
  let isLate = false;
  const kill = (): void => void child.kill('SIGKILL');
  const timer = setTimeout(() => {
    isLate = true;
    kill();
  }, timeMs);
  signal?.addEventListener('abort', kill, { once: true });
  try {
    await new Promise<void>((resolve) => {
      child.once('error', () => resolve());
      child.once('close', () => resolve());
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', kill);
  }
  return isLate ? 'timed-out' : 'ended';
}

/** What it wrote is as untrusted as what it read: a plain file or nothing. */
async function readOutput(file: string, bytesMax: number): Promise<Buffer | undefined> {
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    try {
      const status = await handle.stat();
      if (!status.isFile() || status.size === 0 || status.size > bytesMax) return undefined;
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}
