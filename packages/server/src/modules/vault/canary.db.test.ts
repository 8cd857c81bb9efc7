// CAR-11: no plain text of a document in tables, log, index of fingerprints or temporary files (DESIGN §6)
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type VaultHouse, createVaultHouse } from './testing/vault-house.ts';

/** Words that stand in the text of one document and nowhere else. */
const canary = '金丝雀在七号竖井';
const before = process.env['TMPDIR'];
let folder: string;
let house: VaultHouse;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fengni-canary-'));
  // whatever the server and its processes put aside lies where this test looks
  process.env['TMPDIR'] = folder;
  house = await createVaultHouse();
});
afterAll(async () => {
  await house.close();
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  await rm(folder, { recursive: true, force: true });
});

/** The words as any of the encodings a program keeps text in has them. */
function forms(words: string): Buffer[] {
  const wide = Buffer.from(words, 'utf16le');
  return [Buffer.from(words, 'utf8'), wide, Buffer.from(wide).swap16()];
}

async function filesUnder(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

async function filesWith(words: string): Promise<string[]> {
  const found: string[] = [];
  for (const file of await filesUnder(folder)) {
    const bytes = await readFile(file);
    if (forms(words).some((form) => bytes.includes(form))) found.push(file);
  }
  return found;
}

async function tablesWith(words: string): Promise<string[]> {
  const tables = await house.rows(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await house.rows(
      `select 1 as n from ${String(name)} t where position($1 in t::text) > 0 limit 1`,
      [words],
    );
    if (rows.length > 0) found.push(String(name));
  }
  return found;
}

test('what a document says is in no table and no file in plain, on any of its ways', async () => {
  const { clerk, w } = house;
  const reader = await house.person('乙一', 3);
  const knowers = [reader.id, house.leader.id];
  const { copyId } = await house.keep({ text: `秘密★5年\n关于巡检的报告\n${canary}，须当日处置。`, knowers });
  await house.keep({ text: `机密★10年\n${canary}另有安排。`, level: 'JIMI', knowers });
  await house.file(reader.session, 'vault.page', { copyId, page: 1 });
  expect(await w.query(clerk.session, 'vault.search', { words: canary })).toMatchObject({
    rows: [{ copyId }],
  });
  const words = await house.granted(reader.session, 'vault.copyText', { copyId, days: 1, reason: '引用' });
  await house.file(reader.session, 'vault.text', { releaseId: words['releaseId'] });
  expect(await filesUnder(folder)).not.toEqual([]);
  expect(await filesWith(canary)).toEqual([]);
  expect(await tablesWith(canary)).toEqual([]);
});

test('the canary would sing: what is in plain is found', async () => {
  await house.register({ title: '唱给你听的题名' });
  expect(await tablesWith('唱给你听的题名')).toEqual(['carrier_matter']);
});
