import { randomBytes } from 'node:crypto';
import { crc32, gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { extractBytes } from '../document/testing/extract-bytes.ts';
import type { Extracted } from '../document/testing/extract-bytes.ts';
import { endlessTarHead, endMark, endOfStream, zerosBehindMark } from './around-stream.ts';
import { mutateFile } from '../../scripts/mutate-bytes.ts';
import { makeSevenZip } from './testing/make-seven-zip.ts';
import { makeTar } from './testing/make-tar.ts';
import { makeZip } from './testing/make-zip.ts';

function textAt({ segments }: Extracted, ...path: string[]): string {
  return segments
    .filter(({ place }) => place.kind === 'body' && place.path.join('/') === path.join('/'))
    .map(({ text, overlap = 0 }) => text.slice(overlap))
    .join('');
}

function namesOf({ segments }: Extracted): string[] {
  return segments.filter(({ place }) => place.kind === 'name').map(({ text }) => text);
}

function reasonsOf({ gaps }: Extracted): string[] {
  return gaps.map(({ reason, path }) => [reason, ...path].join(' '));
}

/** One line of text, packed by the programs of these names. */
const packedByOthers = {
  bzip2: Buffer.from(
    'QlpoOTFBWSZTWaekOp4AACCAeVOtwg6SRYN9D+CgAFRTUaA0yGRiYmQ2kGqaAeoaAAPUzSPUOFsYOdN1Mzc+7QoiTyQVw64GI9EBQFIKFYPmPSkQTJ/vksKXmqNMQE1tfxdyRThQkKekOp4=',
    'base64',
  ),
  xz: Buffer.from(
    '/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQBH5raJ5a+G5YaF5a655LuF5L6b5rWL6K+V44CC56ys5LqM5Y+l5Lmf5Zyo6YeM6Z2i77yM56ys5LiJ5Y+l5Zyo5pyA5ZCO44CCAPzwx+ot9XIeAAFgSC4XfD0ftvN9AQAAAAAEWVo=',
    'base64',
  ),
};

const files = [
  { name: '涉密/甲.txt', content: Buffer.from('甲的内容') },
  { name: '乙.txt', content: Buffer.from('乙的内容\n'.repeat(3000)) },
];

test.each([
  ['zip', makeZip(files)],
  ['packed zip', makeZip(files.map((file) => ({ ...file, isPacked: true })))],
  ['zip with descriptors', makeZip(files.map((file) => ({ ...file, isPacked: true, hasDescriptor: true })))],
  ['7z', makeSevenZip(files)],
  ['tar', makeTar(files)],
])('%s: names and contents of all entries', async (_, archive) => {
  const found = await extractBytes(archive);
  expect(namesOf(found)).toEqual(['涉密/甲.txt', '乙.txt']);
  expect(textAt(found, '涉密/甲.txt')).toBe('甲的内容');
  expect(textAt(found, '乙.txt')).toBe('乙的内容\n'.repeat(3000));
  expect(found.gaps).toEqual([]);
});

test.each([
  ['gzip', (content: Buffer) => gzipSync(content), 'gz'],
  [
    'gzip of two members',
    (content: Buffer) => Buffer.concat([gzipSync(content.subarray(0, 9)), gzipSync(content.subarray(9))]),
    'gz',
  ],
  ['zstd', (content: Buffer) => zstdCompressSync(content), 'zst'],
])('%s: the file within, named by the name outside', async (_, pack, ending) => {
  const content = Buffer.from('内部文件第一号'.repeat(1000));
  const found = await extractBytes(pack(content), { name: `a.txt.${ending}` });
  expect(textAt(found, 'a.txt')).toBe(content.toString());
  expect(found.gaps).toEqual([]);
});

test('names in GBK and Big5 are read as what they are', async () => {
  const gbk = Buffer.from('b9d8d3dad3a1b7a2b0ecb7a8b5c4cda8d6aa2e747874', 'hex');
  const big5 = Buffer.from('a475a740aabaa5d8b0ea2e747874', 'hex');
  expect(namesOf(await extractBytes(makeZip([{ name: gbk, content: 'x' }])))).toEqual([
    '关于印发办法的通知.txt',
  ]);
  expect(namesOf(await extractBytes(makeZip([{ name: big5, content: 'x' }])))).toEqual(['工作的目國.txt']);
});

test('encrypted entries are opened by the right password and said to be encrypted without', async () => {
  const zip = makeZip([
    { name: 'a.txt', content: '密文'.repeat(50), isPacked: true, password: '口令' },
    { name: 'b.txt', content: '明文' },
  ]);
  const closed = await extractBytes(zip, { passwords: ['错'] });
  expect(reasonsOf(closed)).toEqual(['encrypted a.txt']);
  expect(textAt(closed, 'b.txt')).toBe('明文');
  const opened = await extractBytes(zip, { passwords: ['错', '口令'] });
  expect(opened.gaps).toEqual([]);
  expect(textAt(opened, 'a.txt')).toBe('密文'.repeat(50));
});

test('archives within archives are read, with the way to them', async () => {
  const inner = makeTar([{ name: 'c.txt', content: Buffer.from('里层') }]);
  const found = await extractBytes(makeZip([{ name: 'b.tar.gz', content: gzipSync(inner) }]));
  expect(textAt(found, 'b.tar.gz', 'b.tar', 'c.txt')).toBe('里层');
});

test('nesting ends at the limit of depth', async () => {
  let archive = makeZip([{ name: 'deep.txt', content: '底' }]);
  for (let depth = 0; depth < 12; depth += 1) archive = makeZip([{ name: `${depth}.zip`, content: archive }]);
  const found = await extractBytes(archive);
  expect(found.gaps).toMatchObject([{ reason: 'too-deep', limit: 8 }]);
});

test.each([
  ['zip', makeZip([{ name: 'bomb.txt', content: Buffer.alloc(64 * 1024 * 1024, 0x20), isPacked: true }])],
  ['gzip', gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20))],
  ['zstd', zstdCompressSync(Buffer.alloc(64 * 1024 * 1024, 0x20))],
])('a %s bomb is stopped at its ratio', async (_, bomb) => {
  const found = await extractBytes(bomb);
  expect(found.gaps.map(({ reason }) => reason)).toEqual(['expands-too-much']);
});

test('entries that overlap are paid for each time', async () => {
  const zip = makeZip([{ name: 'a', content: Buffer.alloc(900_000, 0x20), isPacked: true }]);
  const directoryAt = zip.readUInt32LE(zip.length - 6);
  const entry = zip.subarray(directoryAt, zip.length - 22);
  const end = Buffer.from(zip.subarray(zip.length - 22));
  end.writeUInt16LE(50, 8);
  end.writeUInt16LE(50, 10);
  const bomb = Buffer.concat([zip.subarray(0, directoryAt), ...Array.from({ length: 50 }, () => entry), end]);
  expect((await extractBytes(bomb)).gaps.map(({ reason }) => reason)).toEqual(['expands-too-much']);
});

test('entries beyond the limit are not read', async () => {
  const zip = makeZip(Array.from({ length: 30 }, (_, place) => ({ name: `${place}.txt`, content: 'x' })));
  const found = await extractBytes(zip, { limits: { entriesMax: 10 } });
  expect(found.gaps).toMatchObject([{ reason: 'too-many-entries', limit: 10 }]);
});

test('of a truncated archive everything left is read, and the rest is a gap', async () => {
  const zip = makeZip(files.map((file) => ({ ...file, isPacked: true })));
  const found = await extractBytes(zip.subarray(0, zip.length - 60));
  expect(textAt(found, '涉密/甲.txt')).toBe('甲的内容');
  expect(reasonsOf(found)).toContain('damaged');
  const tar = await extractBytes(makeTar(files).subarray(0, 2000));
  expect(textAt(tar, '涉密/甲.txt')).toBe('甲的内容');
  expect(reasonsOf(tar)).toContain('damaged 乙.txt');
});

test('of a damaged gzip what could be unpacked is kept', async () => {
  const wrongSum = gzipSync(Buffer.from('校验和不对'));
  wrongSum.writeUInt32LE(1, wrongSum.length - 8);
  const found = await extractBytes(wrongSum, { name: 'a.txt.gz' });
  expect(textAt(found, 'a.txt')).toBe('校验和不对');
  expect(reasonsOf(found)).toEqual(['damaged a.txt']);
});

test('what an archive holds without listing it is said to be unread', async () => {
  const hidden = makeZip([{ name: 'hidden.txt', content: randomBytes(5000) }]);
  const shown = makeZip([{ name: 'a.txt', content: '甲' }]);
  const end = Buffer.from(shown.subarray(shown.length - 22));
  const directoryAt = end.readUInt32LE(16);
  const directory = Buffer.from(shown.subarray(directoryAt, shown.length - 22));
  directory.writeUInt32LE(hidden.length, 42);
  end.writeUInt32LE(directoryAt + hidden.length, 16);
  const both = Buffer.concat([hidden, shown.subarray(0, directoryAt), directory, end]);
  expect(reasonsOf(await extractBytes(both))).toEqual(['unsupported-feature']);
});

test('names that lead out of their folder are names like others', async () => {
  const found = await extractBytes(makeZip([{ name: '../../etc/passwd', content: '文' }]));
  expect(textAt(found, '../../etc/passwd')).toBe('文');
});

test('an entry that says less than it holds is read whole', async () => {
  const zip = makeZip([{ name: 'a.txt', content: '比所说的长'.repeat(10), isPacked: true }]);
  const directoryAt = zip.readUInt32LE(zip.length - 6);
  zip.writeUInt32LE(3, directoryAt + 24);
  expect(textAt(await extractBytes(zip), 'a.txt')).toBe('比所说的长'.repeat(10));
});

test('a tar takes long names from pax and GNU headers', async () => {
  const name = `${'长名/'.repeat(60)}a.txt`;
  for (const style of ['pax', 'gnu'] as const)
    expect(namesOf(await extractBytes(makeTar([{ name, content: Buffer.from('x') }], style)))).toEqual([
      name,
    ]);
});

test('what is put around packed streams is what it is said to be', () => {
  expect(endMark.length + zerosBehindMark).toBeGreaterThan(64 * 1024);
  for (const stream of [endlessTarHead.bzip2, endOfStream.bzip2])
    expect(stream.toString('latin1', 0, 3)).toBe('BZh');
  for (const stream of [endlessTarHead.xz, endOfStream.xz]) {
    expect(stream.toString('hex', 0, 6)).toBe('fd377a585a00');
    expect(stream.readUInt32LE(8)).toBe(crc32(stream.subarray(6, 8)));
  }
});

test.each([
  ['zip', makeZip(files.map((file) => ({ ...file, isPacked: true })))],
  ['locked zip', makeZip(files.map((file) => ({ ...file, password: 'x' })))],
  ['7z', makeSevenZip(files)],
  ['tar', makeTar(files)],
  ['gzip', gzipSync(makeTar(files))],
  ['zstd', zstdCompressSync(makeTar(files))],
  ['bzip2', endOfStream.bzip2],
  ['xz', endOfStream.xz],
])('a damaged %s gives text or a gap, and an end', async (_, archive) => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const { segments, gaps, kind } = await extractBytes(mutate(archive, seed), { passwords: ['x'] });
    expect(segments.length + gaps.length + Number(kind === 'empty')).toBeGreaterThan(0);
  }
});

/** Packages that cannot be taken apart any more are cut. */
function mutate(archive: Buffer, seed: number): Buffer {
  try {
    return mutateFile(archive, seed);
  } catch {
    return archive.subarray(0, archive.length - seed);
  }
}

test.each([
  ['bzip2', endOfStream.bzip2],
  ['xz', endOfStream.xz],
])('a %s of zeros ends where it ends', async (_, stream) => {
  const found = await extractBytes(stream, { limits: { unpackedRatioMax: 1000 } });
  expect(found.gaps).toMatchObject([{ reason: 'unknown-kind', bytes: endMark.length + zerosBehindMark }]);
});

test.each([
  ['zip', makeZip(files.map((file) => ({ ...file, isPacked: true })))],
  ['7z', makeSevenZip(files)],
  ['tar', makeTar(files).subarray(0, -1024)],
  ['gzip', gzipSync(files[1]?.content ?? '')],
  ['zstd', zstdCompressSync(files[1]?.content ?? '')],
  ['bzip2', packedByOthers.bzip2],
  ['xz', packedByOthers.xz],
])('a %s cut anywhere says so', async (_, archive) => {
  // Of fewer bytes not even the kind is left.
  for (let part = 3; part < 10; part += 1) {
    const { gaps } = await extractBytes(archive.subarray(0, Math.floor((archive.length * part) / 10)));
    expect(gaps.map(({ reason }) => reason)).not.toEqual([]);
  }
});

test.each(Object.entries(packedByOthers))('the file within a %s', async (_, packed) => {
  const found = await extractBytes(packed);
  expect(textAt(found, 'data')).toBe('涉密内容仅供测试。第二句也在里面，第三句在最后。');
  expect(found.gaps).toEqual([]);
  const twice = await extractBytes(Buffer.concat([packed, packed]));
  expect(textAt(twice, 'data')).toBe('涉密内容仅供测试。第二句也在里面，第三句在最后。'.repeat(2));
});

test('an entry whose checksum is wrong is read and said to be damaged', async () => {
  const zip = makeZip([{ name: 'a.txt', content: '内容', isPacked: true }]);
  zip.writeUInt32LE(1, zip.readUInt32LE(zip.length - 6) + 16);
  const found = await extractBytes(zip);
  expect(textAt(found, 'a.txt')).toBe('内容');
  expect(reasonsOf(found)).toEqual(['damaged a.txt']);
});
