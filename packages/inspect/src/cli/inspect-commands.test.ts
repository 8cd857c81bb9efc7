// BEY-8: nothing is silent
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeZip } from './testing/make-zip.ts';
import { runInspect } from './testing/run-inspect.ts';
import type { RanInspect, RunOptions } from './testing/run-inspect.ts';

// Planted: none of these may stand in any output, report, cache or error.
const secrets = {
  identity: '11010519491231002X',
  mobile: '13812345678',
  term: '深海七号勘探部署',
  entry: '320106198005051232',
} as const;
const planted = Object.values(secrets);

let root = '';
let tree = '';

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'fengni-scan-'));
  tree = path.join(root, 'tree');
  await mkdir(path.join(tree, 'pass'), { recursive: true });
  await mkdir(path.join(tree, 'broken'));
  await writeFile(path.join(tree, 'pass', 'plain.txt'), '今天天气很好，会议照常举行。\n');
  await writeFile(path.join(tree, 'marked.txt'), '机密★10年\n\n关于年度投资的报告\n');
  await writeFile(
    path.join(tree, 'people.txt'),
    `名单\n甲一，身份证号${secrets.identity}，手机${secrets.mobile}\n另见${secrets.term}。\n`,
  );
  const inner = Buffer.from(`乙二，身份证号 ${secrets.identity}\n`);
  await writeFile(
    path.join(tree, 'files.zip'),
    makeZip([
      { name: `身份证${secrets.entry}.txt`, bytes: inner },
      { name: 'b/plain.txt', bytes: Buffer.from('hello\n') },
    ]),
  );
  await writeFile(
    path.join(tree, 'broken', 'locked.zip'),
    makeZip([{ name: 'locked.txt', bytes: Buffer.alloc(40, 7), isEncrypted: true }]),
  );
  const docx = makeZip([{ name: '[Content_Types].xml', bytes: Buffer.from('<Types/>') }]);
  await writeFile(path.join(tree, 'broken', 'cut.docx'), docx.subarray(0, docx.length - 30));
  await symlink('/etc/hostname', path.join(tree, 'broken', 'link'));
  await writeFile(path.join(root, 'terms.txt'), `# 词表\n${secrets.term}\n储量规模\n`);
});
afterAll(async () => rm(root, { recursive: true, force: true }));

async function run(argv: readonly string[], options: RunOptions = {}): Promise<RanInspect> {
  const ran = await runInspect(argv, {
    ...options,
    env: { FENGNI_INSPECT_DATA: path.join(root, 'key'), ...options.env },
  });
  const isSought = (secret: string): boolean => secret !== secrets.term || argv.includes('--terms');
  const said = argv[0] === 'text' ? ran.err : ran.out + ran.err;
  expect(planted.filter((secret) => isSought(secret) && said.includes(secret))).toEqual([]);
  return ran;
}

interface Line {
  path: string;
  kind: string;
  verdict: string;
  sha256: string | null;
  cached: boolean;
  findings: {
    detector: string;
    excerpt: string;
    digest: string;
    place: { path: string[] };
    facts: Record<string, unknown>;
  }[];
  uninspected: { reason: string; path: string[] }[];
}

async function scan(...argv: string[]): Promise<{ code: number; lines: Line[]; err: string }> {
  const { code, out, err } = await run(['scan', '--format', 'jsonl', ...argv]);
  const lines = out
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Line => JSON.parse(line));
  return { code, lines, err };
}

function lineOf(lines: readonly Line[], name: string): Line {
  const line = lines.find(({ path: shown }) => shown === path.join(tree, name));
  if (line === undefined) throw new Error(`no report on ${name}`);
  return line;
}

test('a tree is reported file by file, in order, and what was found decides the exit code', async () => {
  const { code, lines, err } = await scan('--terms', path.join(root, 'terms.txt'), tree);
  expect(code).toBe(1);
  expect(lines.map(({ path: shown }) => path.relative(tree, shown))).toEqual([
    'broken/cut.docx',
    'broken/link',
    'broken/locked.zip',
    'files.zip',
    'marked.txt',
    'pass/plain.txt',
    'people.txt',
  ]);
  expect(lineOf(lines, 'marked.txt')).toMatchObject({ verdict: 'block', kind: 'text' });
  expect(lineOf(lines, 'pass/plain.txt')).toMatchObject({ verdict: 'pass', findings: [], uninspected: [] });
  const people = lineOf(lines, 'people.txt').findings.map(({ detector }) => detector);
  expect(people).toEqual(expect.arrayContaining(['identifier.X01', 'identifier.X08', 'term']));
  expect(lineOf(lines, 'broken/locked.zip').uninspected).toEqual([
    expect.objectContaining({ reason: 'encrypted', path: ['locked.txt'] }),
  ]);
  expect(lineOf(lines, 'broken/link')).toMatchObject({
    kind: 'link',
    uninspected: [expect.objectContaining({ reason: 'symbolic-link' })],
  });
  expect(lineOf(lines, 'broken/cut.docx').uninspected).not.toEqual([]);
  expect(err).toContain('共 7 个文件');
});

test('names of entries are inspected and masked', async () => {
  const { lines } = await scan(path.join(tree, 'files.zip'));
  const [line] = lines;
  expect(line?.findings.length).toBeGreaterThanOrEqual(2);
  expect(JSON.stringify(line)).toContain('▇');
});

test('equal hits have equal digests, in every file', async () => {
  const { lines } = await scan(tree);
  const digests = ['people.txt', 'files.zip'].map(
    (name) => lineOf(lines, name).findings.find(({ detector }) => detector === 'identifier.X01')?.digest,
  );
  expect(digests[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(lineOf(lines, 'files.zip').findings.map(({ digest }) => digest)).toContain(digests[0]);
});

test('exit codes: nothing found is 0, something unread 2', async () => {
  expect((await scan(path.join(tree, 'pass'))).code).toBe(0);
  expect((await scan(path.join(tree, 'broken'))).code).toBe(2);
  const empty = path.join(root, 'empty');
  await mkdir(empty);
  expect((await scan(empty)).code).toBe(0);
});

test.each([
  ['table', 'zh'],
  ['jsonl', 'zh'],
  ['sarif', 'en'],
  ['html', 'en'],
])('%s names the files and holds no secret', async (format, language) => {
  const terms = path.join(root, 'terms.txt');
  const ran = await run(['scan', '--format', format, '--lang', language, '--terms', terms, tree]);
  expect(ran.code).toBe(1);
  expect(ran.out).toContain('people.txt');
});

test('a report file is there whole, closed to others, and not inspected itself', async () => {
  const out = path.join(tree, 'report.html');
  const terms = path.join(root, 'terms.txt');
  const ran = await run(['scan', '--format', 'html', '--terms', terms, '--out', out, tree]);
  expect(ran).toMatchObject({ code: 1, out: '' });
  const html = await readFile(out, 'utf8');
  expect(html).toMatch(/<\/html>\n$/);
  expect(html).not.toContain('report.html');
  expect(planted.filter((secret) => html.includes(secret))).toEqual([]);
  expect((await stat(out)).mode & 0o777).toBe(0o600);
  expect((await readdir(tree)).filter((name) => name.startsWith('.'))).toEqual([]);
  await rm(out);
});

/** Reports without what a cache changes. */
function comparable(lines: readonly Line[]): unknown {
  return lines.map((line) => ({
    ...line,
    cached: false,
    findings: line.findings.map((finding) => ({ ...finding, excerpt: '' })),
  }));
}

test('with a cache the second run inspects nothing anew and finds the same', async () => {
  const cache = path.join(root, 'cache.jsonl');
  const first = await scan('--cache', cache, tree);
  const second = await scan('--cache', cache, tree);
  expect(second.code).toBe(first.code);
  const files = second.lines.filter(({ kind }) => kind !== 'link');
  expect(files.every(({ cached }) => cached)).toBe(true);
  expect(comparable(second.lines)).toEqual(comparable(first.lines));
  const kept = await readFile(cache, 'utf8');
  for (const text of [...planted, '年度投资', '天气很好']) expect(kept).not.toContain(text);
  expect((await scan('--cache', cache, '--policy', 'gateway', tree)).lines.some(({ cached }) => cached)).toBe(
    false,
  );
});

test('a changed file is inspected again, whatever its time says', async () => {
  const folder = path.join(root, 'changing');
  await mkdir(folder);
  const file = path.join(folder, 'a.txt');
  const cache = path.join(root, 'changing.cache');
  const time = new Date(1_700_000_000_000);
  await writeFile(file, '普通文字一二三\n');
  await utimes(file, time, time);
  expect((await scan('--cache', cache, folder)).lines[0]).toMatchObject({ verdict: 'pass', cached: false });
  expect((await scan('--cache', cache, folder)).lines[0]).toMatchObject({ verdict: 'pass', cached: true });
  await writeFile(file, '机密★10年\n');
  await utimes(file, time, time);
  expect((await scan('--cache', cache, folder)).lines[0]).toMatchObject({ verdict: 'block', cached: false });
});

test('jobs change nothing in the report', async () => {
  const [one, four] = [await scan('--jobs', '1', tree), await scan('--jobs', '4', tree)];
  expect(four.lines).toEqual(one.lines);
});

test('a policy of the house decides, and names what is wrong with it', async () => {
  const policy = path.join(root, 'policy.json');
  const house = {
    format: 'fengni-inspection-policy',
    version: 1,
    id: 'house',
    base: 'publication',
    title: { zh: '本单位', en: 'Ours' },
    gaps: { otherwise: 'pass', reasons: { encrypted: 'pass' } },
  };
  await writeFile(policy, JSON.stringify(house));
  expect((await scan('--policy', policy, path.join(tree, 'broken'))).code).toBe(0);
  await writeFile(policy, JSON.stringify({ ...house, gaps: { otherwise: 'maybe' }, extra: 1 }));
  const { code, err } = await run(['scan', '--policy', policy, tree]);
  expect(code).toBe(3);
  expect(err).toContain('gaps.otherwise：只能取：pass review block');
  expect(err).toContain('extra：不认识的项');
});

test.each([
  [['scan'], /missing required argument/],
  [['scan', '--format', 'pdf', '.'], /Allowed choices are table, jsonl, sarif, html/],
  [['scan', '--ocr', 'maybe', '.'], /Allowed choices are auto, always, never/],
  [['scan', '--lang', 'fr', '.'], /Allowed choices/],
  [['scan', '--jobs', '0', '.'], /--jobs 应为 1 到 64/],
  [['scan', '--jobs', '1.5', '.'], /--jobs/],
  [['scan', '--jobs', 'many', '.'], /--jobs/],
  [['scan', 'no-such-thing'], /没有这个文件或文件夹：no-such-thing/],
  [['scan', '--policy', 'nothing', '.'], /没有策略 nothing/],
  [['scan', '--terms', 'no-such-list', '.'], /没有这个文件或文件夹：no-such-list/],
  [['scan', '--password-file', 'no-such-list', '.'], /没有这个文件/],
  [['scan', '--key-file', 'no-such-key', '.'], /没有这个文件/],
  [['scan', '--index', 'no-such-index', '.'], /没有这个文件或文件夹/],
  [['scan', '--out', 'no/such/folder/report', '.'], /写不了/],
  [['text', 'no-such-thing'], /没有这个文件/],
  [['text', '.'], /不是文件/],
  [['text'], /missing required argument/],
  [['index', 'list', 'no-such-index'], /没有这个文件或文件夹/],
  [['index', 'add', 'somewhere'], /missing required argument/],
  [['index', 'add', 'somewhere', 'no-such-thing'], /没有这个文件/],
  [['index', 'remove', 'no-such-index', 'x'], /没有这个文件/],
])('%j is refused with 3 and said', async (argv, wanted) => {
  const { code, err, out } = await run(argv);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toMatch(wanted);
});

test('every refusal is told in English too', async () => {
  const { err } = await run(['scan', '--lang', 'en', 'no-such-thing']);
  expect(err).toBe('There is no file or folder no-such-thing. Check the path.\n');
});

test('faulty terms are named by line and nothing is inspected', async () => {
  const terms = path.join(root, 'bad-terms.txt');
  await writeFile(terms, `${secrets.term}\n密\n`);
  const { code, err } = await run(['scan', '--terms', terms, tree]);
  expect(code).toBe(3);
  expect(err).toMatch(/第 2 行/);
});

test('a cache that is none, and a report in place of what is inspected, are refused and left alone', async () => {
  const file = path.join(root, 'mine.txt');
  await writeFile(file, 'mine\n');
  expect(await run(['scan', '--cache', file, tree])).toMatchObject({ code: 3 });
  expect(await run(['scan', '--out', file, file])).toMatchObject({ code: 3 });
  expect(await run(['scan', '--cache', file, file])).toMatchObject({ code: 3 });
  expect(await run(['scan', '--out', tree, tree])).toMatchObject({ code: 3 });
  expect(await readFile(file, 'utf8')).toBe('mine\n');
});

test('a key others can read is refused', async () => {
  const key = path.join(root, 'open.key');
  await writeFile(key, 'ab'.repeat(32));
  await chmod(key, 0o644);
  const { code, err } = await run(['scan', '--key-file', key, tree]);
  expect(code).toBe(3);
  expect(err).toContain('chmod 600');
  expect(err).not.toContain('abab');
});

test('Ctrl-C ends the run with a report on what was done', async () => {
  let stopped = false;
  const ran = await run(['scan', '--jobs', '1', '--format', 'jsonl', tree], {
    onOut: () => {
      if (!stopped) process.emit('SIGINT');
      stopped = true;
    },
  });
  expect(ran.err).toContain('中途停止');
  expect(ran.out.trimEnd().split('\n').length).toBeLessThan(7);
  for (const line of ran.out.trimEnd().split('\n')) expect(() => void JSON.parse(line)).not.toThrow();
});

test('progress is drawn on a terminal only, and taken away', async () => {
  const drawn = await run(['scan', tree], { terminal: { drawsProgress: true, progressColumns: 60 } });
  expect(drawn.err).toContain('个文件');
  expect(drawn.err.endsWith('\r\u001B[2K')).toBe(true);
  expect((await run(['scan', tree])).err).toBe('');
});

test('text gives all text, with places when asked, and says what it did not read', async () => {
  const plain = await run(['text', path.join(tree, 'people.txt')]);
  expect(plain.code).toBe(0);
  expect(plain.out).toContain(`身份证号${secrets.identity}`);
  const placed = await run(['text', '--places', '--lang', 'en', path.join(tree, 'files.zip')]);
  expect(placed.out).toMatch(/\[b\/plain\.txt › .*\] hello/);
  const locked = await run(['text', path.join(tree, 'broken', 'locked.zip')]);
  expect(locked.code).toBe(2);
  expect(locked.err).toContain('locked.txt：设有密码');
});

test('documents are protected, found in a copy, listed, and forgotten', async () => {
  const index = path.join(root, 'index');
  const passage =
    '本次勘探共布设测线十二条，采集数据覆盖整个凹陷北部斜坡带，初步解释认为第三套砂层组厚度稳定、横向连续，具备形成规模储量的条件，建议尽快部署两口探井予以证实。';
  const original = path.join(root, 'original.txt');
  await writeFile(original, `第一节 概况\n${passage}\n第二节 其他事项另行说明。\n`);
  const copy = path.join(root, 'copy.txt');
  await writeFile(copy, `各位好，转发一段材料供参考：\n${passage}\n以上。\n`);
  const added = await run(['index', 'add', index, original, '--id', 'report-1']);
  expect(added).toMatchObject({ code: 0 });
  expect(added.out).toContain('已登记 report-1');
  const listed = await run(['index', 'list', index]);
  expect(listed.out).toMatch(/^report-1\t/);
  const found = await scan('--index', index, copy);
  expect(found.code).toBe(1);
  expect(found.lines[0]?.findings).toEqual([
    expect.objectContaining({
      detector: 'near-copy',
      facts: expect.objectContaining({ document: 'report-1' }),
    }),
  ]);
  expect(JSON.stringify(found.lines)).not.toContain('第三套砂层组');
  expect(await run(['index', 'remove', index, 'nobody'])).toMatchObject({ code: 2 });
  expect(await run(['index', 'remove', index, 'report-1'])).toMatchObject({ code: 0 });
  expect((await scan('--index', index, copy)).code).toBe(0);
});

test('a protected picture is found scaled and recoded, and forgotten', async () => {
  const index = path.join(root, 'index-4');
  const [original, copy] = [path.join(root, 'plan.png'), path.join(root, 'plan-copy.jpg')];
  await writeFile(original, drawPlan(400).toBuffer('image/png'));
  await writeFile(copy, drawPlan(260).toBuffer('image/jpeg'));
  expect(await run(['index', 'add', '--ocr', 'never', index, original, '--id', 'plan'])).toMatchObject({
    out: expect.stringContaining('已登记 plan（1 幅图片）'),
  });
  const found = await scan('--index', index, '--ocr', 'never', copy);
  expect(found.lines[0]?.findings).toEqual([
    expect.objectContaining({ detector: 'picture', facts: expect.objectContaining({ document: 'plan' }) }),
  ]);
  expect(await run(['index', 'remove', index, 'plan'])).toMatchObject({ code: 0 });
  expect((await scan('--index', index, '--ocr', 'never', copy)).lines[0]?.findings).toEqual([]);
});

/** A plan of rooms, in any size. */
function drawPlan(side: number): Canvas {
  const canvas = createCanvas(side, side);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, side, side);
  const rooms = [
    [0.05, 0.05, 0.4, 0.25, '#334'],
    [0.5, 0.1, 0.45, 0.5, '#a54'],
    [0.1, 0.4, 0.3, 0.55, '#6b7'],
    [0.55, 0.7, 0.2, 0.2, '#111'],
  ] as const;
  for (const [x, y, width, height, colour] of rooms) {
    context.fillStyle = colour;
    context.fillRect(x * side, y * side, width * side, height * side);
  }
  return canvas;
}

test('what is too short to protect is said, an id for several files is refused', async () => {
  const index = path.join(root, 'index-2');
  const short = path.join(root, 'short.txt');
  await writeFile(short, '太短\n');
  expect(await run(['index', 'add', index, short])).toMatchObject({ code: 2 });
  expect(await run(['index', 'add', index, tree, '--id', 'x'])).toMatchObject({ code: 3 });
  expect(await run(['index', 'remove', root, 'x'])).toMatchObject({ code: 3 });
});

test('protected records are found from a table that holds hashes only', async () => {
  const csv = path.join(root, 'people.csv');
  const table = path.join(root, 'people.table');
  await writeFile(csv, `姓名:name,身份证号:id!,手机:phone\n甲一,${secrets.identity},${secrets.mobile}\n`);
  expect(await run(['index', 'records', csv, '--out', table])).toMatchObject({ code: 0 });
  expect((await readFile(table)).includes(secrets.identity)).toBe(false);
  for (const exact of [csv, table]) {
    const { lines } = await scan('--exact', exact, path.join(tree, 'people.txt'));
    const columns = lines[0]?.findings
      .filter(({ detector }) => detector === 'exact-data')
      .map(({ facts }) => facts['column']);
    expect(columns).toEqual(expect.arrayContaining(['身份证号', '手机']));
  }
  await writeFile(csv, `甲一,${secrets.identity}\n`);
  const refused = await run(['scan', '--exact', csv, tree]);
  expect(refused.code).toBe(3);
  expect(refused.err).toContain('第一行第 1 列应写作');
});

test('the export for the low side holds no text and refuses catalogue words among the public ones', async () => {
  const index = path.join(root, 'index-3');
  const document = path.join(root, 'long.txt');
  const passage =
    '第三套砂层组厚度稳定、横向连续，具备形成规模储量的条件，建议尽快部署两口探井予以证实，并安排后续评价工作。';
  await writeFile(document, passage.repeat(2));
  expect(await run(['index', 'add', index, document])).toMatchObject({ code: 0 });
  const out = path.join(root, 'low.bin');
  const words = path.join(root, 'public-words.txt');
  await writeFile(words, '内部资料\n');
  expect(await run(['index', 'export', index, '--out', out, '--public-words', words])).toMatchObject({
    code: 0,
  });
  expect((await readFile(out)).includes(Buffer.from('砂层'))).toBe(false);
  await writeFile(words, `${secrets.term}\n`);
  const argv = ['index', 'export', index, '--out', out, '--public-words', words];
  expect(await run([...argv, '--terms', path.join(root, 'terms.txt')])).toMatchObject({ code: 3 });
  expect(await run([...argv, '--sign-key', words])).toMatchObject({ code: 3 });
});

test('help tells the exit codes in both languages', async () => {
  for (const [language, wanted] of [
    ['zh', '退出码：0 全部通过'],
    ['en', 'Exit codes: 0 all passes'],
  ] as const) {
    const { code, out } = await run(['scan', '--help'], { language });
    expect({ code, has: out.includes(wanted) }).toEqual({ code: 0, has: true });
  }
});
