// CAR-11
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TaskPool } from '../process/task-process.ts';
import { collectPages } from './testing/collect-pages.ts';

const corpus = path.resolve(import.meta.dirname, '../../../../../shared/corpus');
const folders = [
  'doc',
  'docx',
  'eml',
  'html',
  'image',
  'msg',
  'odf',
  'ofd',
  'pdf',
  'ppt',
  'pptx',
  'rtf',
  'text',
  'wps',
  'xls',
  'xlsx',
  'hostile',
  'archive',
];
const pagesMax = 1;

const files = folders
  .map((folder) => path.join(corpus, folder))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => path.join(folder, name)))
  .filter((file) => statSync(file).isFile());

let pool: TaskPool;

beforeAll(() => {
  pool = new TaskPool({ jobs: 2, limits: { filesPerProcess: 50, timeMs: 60_000 } });
});

afterAll(async () => pool.close());

if (files.length === 0) test.skip('the corpus is not here (../shared/corpus)', () => undefined);

describe.skipIf(files.length === 0)('the corpus', () => {
  test.each(files.map((file) => ({ file, name: path.relative(corpus, file) })))(
    '$name gives a page, or says why not, and harms no process',
    async ({ file }) => {
      const { report, reasons } = await collectPages(pool, { path: file }, { dpi: 30, pagesMax });
      expect(report.pages + report.gaps.length).toBeGreaterThan(0);
      expect(reasons.filter((reason) => ['crashed', 'timed-out', 'out-of-memory'].includes(reason))).toEqual(
        [],
      );
      if (report.pages === 0) expect(reasons.some((reason) => reason !== 'simple-layout')).toBe(true);
    },
  );
});
