import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callerName, callerUid, databaseEnv, spawnIdentity } from './account.ts';
import type { Account } from './account.ts';
import { findBinariesPackage, prepareBinaries, readBinariesPackage } from './binaries.ts';
import { findOtherAccount, makeTestFolder, removeTestFolder } from './testing/launches.ts';

let folder = '';
let packageFolder = '';
const log = () => undefined;

/** A package as an install without scripts leaves it: every file, no link. */
beforeAll(() => {
  folder = makeTestFolder();
  packageFolder = join(folder, 'package');
  cpSync(findBinariesPackage().folder, packageFolder, {
    recursive: true,
    filter: (path) => !lstatSync(path).isSymbolicLink(),
  });
});
afterAll(() => {
  chmodSync(join(packageFolder, 'native', 'lib'), 0o755);
  removeTestFolder(folder);
});

function askVersion(binaries: string, program: string, account: Account): string {
  const options = { ...spawnIdentity(account), env: databaseEnv(), cwd: '/', encoding: 'utf8' } as const;
  const { stdout, stderr } = spawnSync(join(binaries, 'bin', program), ['--version'], options);
  return stdout + stderr;
}

test('where node_modules cannot be written or entered a copy runs, and an upgrade replaces it', (context) => {
  const other = findOtherAccount();
  if (callerUid() === 0 && typeof other === 'string') {
    context.skip(other);
    return;
  }
  const account: Account =
    typeof other === 'string'
      ? { name: callerName(), uid: callerUid(), gid: process.getgid?.() ?? 0, switched: false }
      : { ...other, name: 'nobody', switched: true };
  // Root may write everything, so for it the package lies in a closed folder, as a project under /root does.
  if (account.switched) chmodSync(packageFolder, 0o700);
  else chmodSync(join(packageFolder, 'native', 'lib'), 0o555);
  const source = readBinariesPackage(packageFolder);
  const prepare = () =>
    prepareBinaries({ source: readBinariesPackage(packageFolder), stateDir: folder, account, log }).folder;

  const copy = prepare();
  expect(copy).toBe(join(folder, 'pgbin', source.version));
  expect(askVersion(copy, 'postgres', account)).toMatch(/^postgres \(PostgreSQL\) 18\./);
  expect(askVersion(copy, 'initdb', account)).toMatch(/^initdb \(PostgreSQL\) 18\./);
  const made = lstatSync(copy).ino;
  expect(lstatSync(prepare()).ino).toBe(made);

  const manifestPath = join(packageFolder, 'package.json');
  const manifest = readFileSync(manifestPath, 'utf8');
  writeFileSync(manifestPath, manifest.replace(source.version, '18.99.0'));
  expect(prepare()).toBe(join(folder, 'pgbin', '18.99.0'));
  expect(readdirSync(join(folder, 'pgbin'))).toEqual(['18.99.0']);
  writeFileSync(manifestPath, manifest);
  chmodSync(packageFolder, 0o755);
  chmodSync(join(packageFolder, 'native', 'lib'), 0o755);
});

test('the links that an install without scripts leaves out are made in place', () => {
  const account = { name: callerName(), uid: callerUid(), gid: process.getgid?.() ?? 0, switched: false };
  expect(askVersion(join(packageFolder, 'native'), 'initdb', account)).toMatch(
    /error while loading shared libraries/,
  );
  const source = readBinariesPackage(packageFolder);
  const { folder: binaries } = prepareBinaries({ source, stateDir: folder, account, log });
  expect(binaries).toBe(join(packageFolder, 'native'));
  expect(askVersion(binaries, 'initdb', account)).toMatch(/^initdb \(PostgreSQL\) 18\./);
  expect(askVersion(binaries, 'postgres', account)).toMatch(/^postgres \(PostgreSQL\) 18\./);
});
