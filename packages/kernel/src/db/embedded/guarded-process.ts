import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseEnv, spawnIdentity } from './account.ts';
import type { Account } from './account.ts';
import { createLineTail } from './server-log.ts';

/** How a process ended: by itself with a code, or by a signal. */
export type ProcessEnd = { code: number | null; signal: NodeJS.Signals | null };

/** A running program of the database. */
export type GuardedProcess = {
  child: ChildProcess;
  /** Resolves once, at the end of the process, and also (with code 127) when it could not be started. */
  ended: Promise<ProcessEnd>;
  /** The last lines of its error output, waiting a moment for what is still in the pipe. */
  readTail: () => Promise<string>;
};

const pipeDrainMs = 500;

/**
 * Starts a program under the account, in a session of its own (Ctrl-C at the terminal reaches only us), and
 * asks the kernel to interrupt it when this process dies, even by kill -9. The kernel watches the thread that
 * starts it, so call this from the main thread. setpriv is part of util-linux; where it is missing or older
 * than 2.33 the program runs unguarded and the next launch ends it as an orphan.
 */
export function startGuarded({
  account,
  program,
  args,
  log,
}: {
  account: Account;
  program: string;
  args: string[];
  log: (line: string) => void;
}): GuardedProcess {
  const guard = guardArguments(account);
  if (guard === undefined)
    log('fengni: setpriv with --pdeathsig is missing; a kill -9 of this program leaves the database running');
  const child = spawn(
    guard === undefined ? program : 'setpriv',
    guard === undefined ? args : [...guard, program, ...args],
    {
      ...(guard === undefined ? spawnIdentity(account) : {}),
      env: databaseEnv(),
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const tail = createLineTail(log);
  child.stderr.setEncoding('utf8').on('data', tail.push).once('end', tail.end);
  const closed = once(child, 'close').catch(() => undefined);
  const ended = new Promise<ProcessEnd>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => {
      tail.push(`${error.message}\n`);
      if (child.pid === undefined) resolve({ code: 127, signal: null });
    });
  });
  const readTail = async (): Promise<string> => {
    await Promise.race([closed, delay(pipeDrainMs)]);
    return tail.text();
  };
  return { child, ended, readTail };
}

function guardArguments(account: Account): string[] | undefined {
  const probe = spawnSync('setpriv', ['--pdeathsig', 'INT', '--', 'true'], { env: databaseEnv() });
  if (probe.status !== 0) return undefined;
  const identity = account.switched
    ? ['--reuid', String(account.uid), '--regid', String(account.gid), '--clear-groups']
    : [];
  return [...identity, '--no-new-privs', '--pdeathsig', 'INT', '--'];
}
