import path from 'node:path';
import { openPictureIndex } from '../packages/inspect/src/copies/open-picture-index.ts';
import { buildExactTable } from '../packages/inspect/src/exact/build-exact-table.ts';
import { makeChance, makeDocument } from './chinese-text.ts';
import { type Bench, type Report, percentile, round, timeCalls } from './result.ts';
import { withFolder } from './stage.ts';

const key = Buffer.alloc(32, 42);
const rows = 1_000_000;
const hashes = 1_000_000;
const hashesToId = 1000;
const promptUnits = 1365;
const secondsMax = 60;
const promptMillisecondsMax = 2;

const surnames = Array.from('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜');
const given = Array.from('甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥一二三四五六七八九十');

function* makeRows(): Generator<string[]> {
  for (let i = 0; i < rows; i += 1) {
    const name = [surnames[i % 32], given[(i >> 5) % 32], given[(i >> 10) % 32]].join('');
    const day = String(19_600_101 + (i % 28) + (Math.floor(i / 28) % 12) * 100);
    yield [name, `139${String(10_000_000 + i)}`, `110101${day}${String(i % 10_000).padStart(4, '0')}`];
  }
}

/** Exact data: a million rows with name, telephone and identity number; and what a text of 4 KB costs then. */
async function benchTable(report: Report): Promise<void> {
  const begun = performance.now();
  const cpuBefore = process.cpuUsage();
  const table = buildExactTable(makeRows(), {
    id: 'bench',
    key,
    columns: [
      { name: 'name', kind: 'name', alone: false },
      { name: 'phone', kind: 'phone', alone: false },
      { name: 'id', kind: 'id', alone: true },
    ],
  });
  const seconds = (performance.now() - begun) / 1000;
  const cpu = process.cpuUsage(cpuBefore);
  report({
    bench: 'exact data: a table of a million rows',
    value: round(seconds, 1),
    unit: 's',
    peer: null,
    ratio: null,
    aim: `≤ ${secondsMax}`,
    met: seconds <= secondsMax,
    more: {
      cells: table.cellCount,
      megabytes: round(table.bytes / 1e6, 1),
      processorSeconds: round((cpu.user + cpu.system) / 1e6, 1),
    },
  });
  const texts = Array.from({ length: 100 }, (_, i) => makeDocument(i, 6).text.slice(0, promptUnits));
  let found = 0;
  const took = await timeCalls(
    async (at) => {
      found += table.find(texts[at % texts.length] ?? '').length;
    },
    { calls: 400, warmUp: 100 },
  );
  report({
    bench: 'exact data: a text of 4 KB against a million rows',
    value: round(percentile(took, 0.5), 3),
    unit: 'ms',
    peer: null,
    ratio: null,
    aim: `≤ ${promptMillisecondsMax}`,
    met: percentile(took, 0.5) <= promptMillisecondsMax,
    more: { p99: round(percentile(took, 0.99), 2), foundInStrangeTexts: found },
  });
}

/** Pictures: the nearest of a million hashes within 8 bits. */
async function benchPictures(report: Report, folder: string): Promise<void> {
  const index = openPictureIndex(path.join(folder, 'pictures'), { key, mode: 'write' });
  const chance = makeChance(5);
  const word = (): string =>
    Math.floor(chance() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
  for (let i = 0; i < hashes / hashesToId; i += 1)
    index.add(
      `p${i}`,
      Array.from({ length: hashesToId }, () => word() + word()),
    );
  const took = await timeCalls(async () => void index.query(word() + word()), { calls: 300, warmUp: 20 });
  index.close();
  report({
    bench: 'pictures: a query of a million hashes',
    value: round(percentile(took, 0.5), 3),
    unit: 'ms',
    peer: null,
    ratio: null,
    aim: 'told',
    met: true,
    more: { p99: round(percentile(took, 0.99), 2) },
  });
}

/** Tables of protected records and the index of pictures, each with a million entries. */
export const benchInspectExact: Bench = (report) =>
  withFolder(async (folder) => {
    await benchTable(report);
    await benchPictures(report, folder);
  });
