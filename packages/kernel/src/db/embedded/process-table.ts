import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** One living process as /proc tells it; see proc_pid_stat(5). */
export type ProcessRecord = {
  pid: number;
  parentPid: number;
  /** Clock ticks between boot and its start: with pid and boot id this names a process for ever. */
  startTicks: string;
};

/** The process with this id, or undefined when there is none or only its unreaped remains. */
export function readProcess(pid: number): ProcessRecord | undefined {
  const stat = readQuietly(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // Field 2 is the program's name in parentheses and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parentPid] = fields;
  const startTicks = fields[22 - 3];
  if (state === undefined || parentPid === undefined || startTicks === undefined) return undefined;
  if (state === 'Z' || state === 'X') return undefined;
  return { pid, parentPid: Number(parentPid), startTicks };
}

/** Changes at each boot, so that a process id of before a reboot is never taken for one of today. */
export function readBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/**
 * Every PostgreSQL process that works in `clusterDir` (a real path), the postmaster and its children.
 * Those of another account cannot be looked into by an ordinary user; but they could not open his folder either.
 */
export function findServersOf(clusterDir: string): ProcessRecord[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter(
      (pid) => /\/postgres( \(deleted\))?$/.test(readLink(pid, 'exe')) && readLink(pid, 'cwd') === clusterDir,
    )
    .map(readProcess)
    .filter((found) => found !== undefined);
}

/** True when some process runs a program from below `folder`. */
export function isRunningFrom(folder: string): boolean {
  return readdirSync('/proc').some(
    (name) => /^\d+$/.test(name) && readLink(Number(name), 'exe').startsWith(`${folder}/`),
  );
}

/**
 * True when the process was left behind by whoever started it, that is, adopted by init or by a session
 * manager (systemd and the init of WSL adopt orphans under ids other than 1).
 */
export function isOrphan({ parentPid }: ProcessRecord): boolean {
  const parent = readProcess(parentPid);
  if (parent === undefined) return true;
  // In a container the server itself may be process 1.
  if (parentPid === 1) return basename(readLink(1, 'exe')) !== basename(process.execPath);
  const name = readQuietly(`/proc/${parentPid}/comm`)?.trim() ?? '';
  return /^(systemd|init|tini|docker-init|dumb-init|SessionLeader|Relay\(\d+\))$/.test(name);
}

function readLink(pid: number, link: 'exe' | 'cwd'): string {
  try {
    return readlinkSync(`/proc/${pid}/${link}`);
  } catch {
    return ''; // gone meanwhile, a kernel thread, or of another account
  }
}

function readQuietly(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
