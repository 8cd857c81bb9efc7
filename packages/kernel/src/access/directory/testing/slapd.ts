import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { connect } from 'node:net';
import { invariant } from '../../../command/invariant.ts';
import { openOwnTls } from '../../../keys/tls.ts';

const program = '/usr/sbin/slapd';
const schemas = '/etc/ldap/schema';
const modules = '/usr/lib/ldap';
export const ldapBase = 'dc=example,dc=org';
export const readerName = `cn=reader,${ldapBase}`;
export const readerPassword = 'reader-secret';
const startTriesMax = 100;

/** Why no directory server can be started here; null where one can. */
export function whyNoSlapd(): string | null {
  if (!existsSync(program)) return `${program} is not installed (Debian: apt install slapd)`;
  return existsSync(schemas) ? null : `${schemas} is not there`;
}

export interface TestPerson {
  readonly uid: string;
  readonly password: string;
  readonly staffNo?: string;
}

export interface Slapd {
  readonly ldaps: string;
  readonly ldap: string;
  readonly port: number;
  /** PEM of the authority its certificate is of. */
  readonly ca: string;
  readonly stop: () => Promise<void>;
}

/** A real directory server with these people in a folder of its own; `tls` false: it knows no StartTLS. */
export async function startSlapd(
  people: readonly TestPerson[],
  options: { readonly tls?: boolean; readonly host?: string } = {},
): Promise<Slapd> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fengni-slapd-'));
  const host = '127.0.0.1';
  const tls = await openOwnTls(path.join(folder, 'tls'), [options.host ?? host], new Date());
  const files = { cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem') };
  await writeFile(files.cert, tls.cert);
  await writeFile(files.key, tls.key, { mode: 0o600 });
  await mkdir(path.join(folder, 'db'));
  const [port, tlsPort] = [await freePort(), await freePort()];
  const lines = [
    ...['core', 'cosine', 'inetorgperson'].map((name) => `include ${schemas}/${name}.schema`),
    `modulepath ${modules}`,
    'moduleload back_mdb',
    `pidfile ${folder}/slapd.pid`,
    ...(options.tls === false
      ? []
      : [`TLSCertificateFile ${files.cert}`, `TLSCertificateKeyFile ${files.key}`]),
    'database mdb',
    'maxsize 10485760',
    `suffix "${ldapBase}"`,
    `directory ${folder}/db`,
    // who reads may search, everybody else may only sign in
    'access to attrs=userPassword by anonymous auth by * none',
    `access to * by dn.exact="${readerName}" read by * none`,
  ];
  await writeFile(path.join(folder, 'slapd.conf'), `${lines.join('\n')}\n`);
  await writeFile(path.join(folder, 'people.ldif'), ldifOf(people));
  const loaded = spawnSync('/usr/sbin/slapadd', [
    '-f',
    `${folder}/slapd.conf`,
    '-l',
    `${folder}/people.ldif`,
  ]);
  invariant(loaded.status === 0, `the directory is filled: ${loaded.stderr.toString()}`);
  const addresses = [
    `ldap://${host}:${port}`,
    ...(options.tls === false ? [] : [`ldaps://${host}:${tlsPort}`]),
  ];
  const child = spawn(program, ['-f', `${folder}/slapd.conf`, '-h', addresses.join(' '), '-d', '0'], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  await waitForPort(port);
  return {
    ldaps: `ldaps://${host}:${tlsPort}`,
    ldap: `ldap://${host}:${port}`,
    port,
    ca: await readFile(path.join(folder, 'tls', 'authority.crt'), 'utf8'),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function ldifOf(people: readonly TestPerson[]): string {
  const entries = [
    [`dn: ${ldapBase}`, 'objectClass: dcObject', 'objectClass: organization', 'dc: example', 'o: example'],
    [
      `dn: ${readerName}`,
      'objectClass: organizationalRole',
      'objectClass: simpleSecurityObject',
      'cn: reader',
      `userPassword: ${readerPassword}`,
    ],
    ...people.map(({ uid, password, staffNo }, i) => [
      `dn: cn=person-${i},${ldapBase}`,
      'objectClass: inetOrgPerson',
      `cn: person-${i}`,
      `sn: ${i}`,
      `uid: ${uid}`,
      `userPassword: ${password}`,
      ...(staffNo === undefined ? [] : [`employeeNumber: ${staffNo}`]),
    ]),
  ];
  return `${entries.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** A port nobody listens on just now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => {
    probe.listen(0, '127.0.0.1', resolve);
  });
  const bound = probe.address();
  await new Promise<void>((resolve) => {
    probe.close(() => resolve());
  });
  invariant(typeof bound === 'object' && bound !== null, 'a port was given');
  return bound.port;
}

async function waitForPort(port: number): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port });
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    invariant(tries < startTriesMax, 'the directory server answers');
    await setTimeout(50);
  }
}
