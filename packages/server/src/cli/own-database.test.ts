import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runFengni } from './program.ts';
import { makeDataFolder, startProgram } from './testing.ts';
import {
  type OwnPostgres,
  findDebianPostgres,
  startOwnPostgres,
  superuserPassword,
} from './testing-postgres.ts';

const failing = (wanted: RegExp) => ({ code: 1, text: expect.stringMatching(wanted) });

/** The program on a PostgreSQL of the organisation's own, whose owner is no superuser (docs/settings.md). */
const found = findDebianPostgres();
if ('missing' in found) process.stdout.write(`own-database.test.ts is skipped: ${found.missing}\n`);

describe.skipIf('missing' in found)('a PostgreSQL of the organisation’s own', { timeout: 120_000 }, () => {
  let postgres: OwnPostgres;
  let data: string;
  let owner: string;
  let runtime: string;
  beforeAll(async () => {
    if ('missing' in found) return;
    data = await makeDataFolder();
    postgres = await startOwnPostgres(found.bin);
    owner = postgres.address('house_owner', 'o:wner', 'house');
    runtime = postgres.address('house_run', 'r@un', 'house');
    await postgres.asSuperuser('postgres', async (client) => {
      await client.query(`create role house_owner login createrole password 'o:wner'`);
      await client.query('create database house owner house_owner');
      // whatever a house's database may have been set to, the program's sessions mean the same
      await client.query(`alter database house set datestyle = 'German, DMY'`);
      await client.query(`alter database house set default_transaction_isolation = 'serializable'`);
    });
  }, 60_000);
  afterAll(async () => {
    await postgres.stop();
    await rm(path.dirname(data), { recursive: true, force: true });
  });

  /** A command in this process: starting a program for each would take most of a minute. */
  async function run(args: readonly string[], env: Record<string, string>) {
    let text = '';
    const hear = (said: string): void => {
      text += said;
    };
    const code = await runFengni(args, {
      env: { FENGNI_LANG: 'en', FENGNI_DATA: data, ...env },
      out: hear,
      err: hear,
      ask: async () => '',
    });
    return { code, text };
  }
  const start = (env: Record<string, string>) => run(['start', '--port', '0', '--no-web'], env);
  const migrate = (env: Record<string, string> = {}) =>
    run(['migrate'], { DATABASE_URL: runtime, FENGNI_OWNER_URL: owner, ...env });
  const change = (text: string) => postgres.asSuperuser('house', (client) => client.query(text));

  test('before it is migrated, a start says what to do', async () => {
    expect(await start({ DATABASE_URL: runtime })).toEqual(failing(/house_run[^]*made by fengni migrate/));
    expect(await migrate({ FENGNI_OWNER_URL: '' })).toEqual(failing(/Set FENGNI_OWNER_URL/));
    await change('create database begun owner house_owner');
    // ended before its first step was done
    await postgres.asSuperuser('begun', (client) =>
      client.query('create table migration (name text, digest text)'),
    );
    await change(`create role stranger login password 's'`);
    const stranger = postgres.address('stranger', 's', 'begun');
    expect(await start({ DATABASE_URL: stranger })).toEqual(failing(/^The database schema is behind/));
  });

  test('what keeps the program from the database is told in both languages, without the password', async () => {
    const wrong = postgres.address('house_owner', 'not-the-word', 'house');
    const refused = await migrate({ FENGNI_OWNER_URL: wrong });
    expect(refused).toEqual(failing(/^The database refuses the login .*house_owner/));
    expect(refused.text).not.toContain('not-the-word');
    expect(await migrate({ FENGNI_OWNER_URL: wrong, FENGNI_LANG: 'zh' })).toEqual(failing(/^数据库拒绝登录/));
    // the discard port: nobody listens there
    const nowhere = { FENGNI_OWNER_URL: 'postgresql://a:b@127.0.0.1:9/house' };
    expect(await migrate(nowhere)).toEqual(failing(/^The database cannot be reached \(.*ECONNREFUSED/));
    expect(await migrate({ ...nowhere, FENGNI_LANG: 'zh' })).toEqual(failing(/^连不上数据库/));
    const nameless = { FENGNI_OWNER_URL: postgres.address('house_owner', 'o:wner', 'haus') };
    expect(await migrate(nameless)).toEqual(failing(/^The server has no such database/));
    const other = postgres.address('house_owner', 'o:wner', 'postgres');
    expect(await migrate({ FENGNI_OWNER_URL: other })).toEqual(failing(/^The owner lacks a right/));
  });

  test('an encoding that cannot hold every character is refused', async () => {
    await postgres.asSuperuser('postgres', (client) =>
      client.query(`create database old owner house_owner encoding 'LATIN1' template template0`),
    );
    const latin = { FENGNI_OWNER_URL: postgres.address('house_owner', 'o:wner', 'old') };
    expect(await migrate(latin)).toEqual(failing(/^The encoding of the database is LATIN1/));
  });

  test('the owner, who is no superuser, migrates and makes the runtime user', async () => {
    expect(await migrate()).toEqual({
      code: 0,
      text: expect.stringMatching(/^applied 0001_[^]*applied 0005_/),
    });
    expect(await migrate()).toEqual({ code: 0, text: 'The schema is up to date.\n' });
    const made = await postgres.asSuperuser('house', (client) =>
      client.query(
        `select rolinherit, rolsuper, rolpassword like 'SCRAM-SHA-256$4096:%' as sealed from pg_authid where rolname = 'house_run'`,
      ),
    );
    expect(made.rows).toEqual([{ rolinherit: false, rolsuper: false, sealed: true }]);
  });

  test('it starts with the runtime address alone', async () => {
    const program = startProgram(['start', '--port', '0', '--no-web', '--data', data], {
      DATABASE_URL: runtime,
    });
    const [, address = ''] = await program.says(/^Address: (\S+)$/m);
    await program.says(/^Set-up code .*: \S+$/m);
    const health = await fetch(`${address}/api/health`);
    expect(await health.json()).toMatchObject({ ok: true, database: 'up' });
    program.child.kill('SIGTERM');
    expect(await program.finished).toMatchObject({ code: 0 });
    const doctor = await run(['doctor'], { DATABASE_URL: runtime, FENGNI_OWNER_URL: owner });
    expect(doctor.text).toContain('settings against power cuts are on');
    expect(await run(['doctor'], { DATABASE_URL: runtime })).toEqual(failing(/set FENGNI_OWNER_URL/));
  });

  test('a user that would see past who may know is refused', async () => {
    for (const mighty of [owner, postgres.address('postgres', superuserPassword, 'house')]) {
      expect(await start({ DATABASE_URL: mighty })).toEqual(failing(/^The runtime user \w+ is a superuser/));
      expect(await migrate({ DATABASE_URL: mighty })).toEqual(
        failing(/^The runtime user \w+ is a superuser/),
      );
    }
  });

  test('nothing is started where a power cut could lose acknowledged data', async () => {
    await change('alter system set fsync = off');
    await change('alter role house_run set synchronous_commit = off');
    await change('select pg_reload_conf()');
    await expect
      .poll(() => start({ DATABASE_URL: runtime }))
      .toEqual(failing(/^The database has fsync, synchronous_commit switched off/));
    await change('alter system reset fsync');
    await change('alter role house_run reset synchronous_commit');
    await change('select pg_reload_conf()');
  });

  test('a schema behind or ahead of the program is refused', async () => {
    await change(`insert into migration (name, digest) values ('9999_later', '')`);
    await expect
      .poll(() => start({ DATABASE_URL: runtime }))
      .toEqual(failing(/^The database was migrated by a newer program/));
    expect(await migrate()).toEqual(failing(/newer program \(9999_later\)/));
    await change(`delete from migration where name = '9999_later'`);
    const last = await change(
      'delete from migration where name = (select max(name) from migration) returning name, digest',
    );
    expect(await start({ DATABASE_URL: runtime })).toEqual(failing(/^The database schema is behind/));
    await postgres.asSuperuser('house', (client) =>
      client.query(
        'insert into migration select name, digest from jsonb_to_recordset($1) as r (name text, digest text)',
        [JSON.stringify(last.rows)],
      ),
    );
    expect(await migrate()).toEqual({ code: 0, text: 'The schema is up to date.\n' });
  });

  test('backed up, and restored once the owner may switch triggers off', async () => {
    const folder = path.dirname(data);
    const phrase = path.join(folder, 'phrase');
    await writeFile(phrase, 'sieben Tannen am Ufer des Sees');
    const kept = ['--passphrase-file', phrase];
    const backups = path.join(folder, 'backups');
    const made = await run(['backup', backups, ...kept], { DATABASE_URL: runtime, FENGNI_OWNER_URL: owner });
    expect(made).toMatchObject({ code: 0 });
    const [name = ''] = await readdir(backups);
    await postgres.asSuperuser('postgres', (client) =>
      client.query('create database again owner house_owner'),
    );
    const restore = () =>
      run(['restore', path.join(backups, name), ...kept], {
        DATABASE_URL: postgres.address('house_run', 'r@un', 'again'),
        FENGNI_OWNER_URL: postgres.address('house_owner', 'o:wner', 'again'),
      });
    expect(await restore()).toEqual(
      failing(/grant set on parameter session_replication_role to house_owner/),
    );
    await postgres.asSuperuser('postgres', (client) =>
      client.query('grant set on parameter session_replication_role to house_owner'),
    );
    expect(await restore()).toEqual({
      code: 0,
      text: expect.stringMatching(/^Restored the backup[^]*epoch 1/),
    });
  });
});
