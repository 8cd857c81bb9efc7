import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Walls to put around the process beside Node's own; each needs help from the system. */
export interface Walls {
  user: boolean;
  network: boolean;
  memory: boolean;
}

/** What one kind of process may have. */
export interface Access {
  /** Folders it may read beside our own source. */
  folders: readonly string[];
  /** Native addons, which no permission binds once they are loaded. */
  addons: boolean;
}

export interface Launch {
  command: string;
  args: string[];
}

/** Nobody: owns no file. Group the same. */
const sandboxUid = 65_534;

/** Node reserves 512 MiB of writable address space for compiled code, and stacks; RLIMIT_DATA counts it all. */
const reservedMb = 704;

const openFilesMax = 64;

/** Where util-linux lives; the server's own PATH is not asked. */
const toolFolders = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];

const sourceFolder = realpathSync(path.join(import.meta.dirname, '..'));

/** Combinations of walls this system might give, the strongest first. Which work is tried, not assumed. */
export function wallsToTry(): Walls[] {
  const root = process.getuid?.() === 0;
  const setpriv = findTool('setpriv') !== undefined;
  const user = root && setpriv ? [true, false] : [false];
  const network = setpriv && findTool('unshare') !== undefined ? [true, false] : [false];
  const memory = findTool('prlimit') === undefined ? [false] : [true, false];
  return user
    .flatMap((u) => network.flatMap((n) => memory.map((m) => ({ user: u, network: n, memory: m }))))
    .toSorted((left, right) => countWalls(right) - countWalls(left));
}

/**
 * The command line of a reading process. Each tool replaces itself by the next, so that the process id we are given is
 * Node's and a kill ends it.
 */
export function composeLaunch(options: {
  walls: Walls;
  /** Heap of the process in MiB; where the system allows, the same again bounds what lies outside the heap. */
  memoryMb: number;
  worker: string;
  access: Access;
}): Launch {
  const { walls, memoryMb } = options;
  const words = [
    ...(walls.memory ? limitWords(memoryMb) : []),
    ...(walls.network ? networkWords() : []),
    ...(walls.network || walls.user ? privilegeWords(walls) : []),
    process.execPath,
    ...nodeWords(options),
  ];
  const [command = process.execPath, ...args] = words;
  return { command, args };
}

/** Processor time is not bounded here: each file's wall time is, by who waits for it. */
function limitWords(memoryMb: number): string[] {
  const dataBytes = (2 * memoryMb + reservedMb) * 1024 * 1024;
  return [tool('prlimit'), `--data=${dataBytes}`, '--fsize=0', '--core=0', `--nofile=${openFilesMax}`, '--'];
}

function networkWords(): string[] {
  const root = process.getuid?.() === 0;
  return [tool('unshare'), ...(root ? [] : ['--user']), '--net', '--'];
}

function privilegeWords({ user }: Walls): string[] {
  const identity = [`--reuid=${sandboxUid}`, `--regid=${sandboxUid}`, '--clear-groups'];
  return [
    tool('setpriv'),
    ...(user ? identity : []),
    '--no-new-privs',
    '--inh-caps=-all',
    '--bounding-set=-all',
    '--pdeathsig=KILL',
    '--',
  ];
}

function nodeWords(options: { memoryMb: number; worker: string; access: Access }): string[] {
  const { memoryMb, worker, access } = options;
  return [
    `--max-old-space-size=${memoryMb}`,
    '--disallow-code-generation-from-strings',
    '--disable-proto=delete',
    access.addons ? '--allow-addons' : '--no-addons',
    '--no-warnings',
    '--permission',
    ...[sourceFolder, ...access.folders].map((folder) => `--allow-fs-read=${folder}${path.sep}*`),
    worker,
  ];
}

function tool(name: string): string {
  const found = findTool(name);
  if (found === undefined) throw new Error(`${name} was there when the sandbox was probed and is gone.`);
  return found;
}

function findTool(name: string): string | undefined {
  return toolFolders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

function countWalls({ user, network, memory }: Walls): number {
  return Number(user) + Number(network) + Number(memory);
}
