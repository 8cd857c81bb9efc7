import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { deflateSync } from 'node:zlib';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import fc from 'fast-check';
import UTIF from 'utif2';
import { expect, test } from 'vitest';
import { mutateFile } from '../../scripts/mutate-bytes.ts';
import { extractionLimits } from '../document/extraction.ts';
import { collectExtraction } from '../document/testing/collect.ts';
import { makePdf, packStream } from '../pages/testing/make-pdf.ts';
import { hammingDistance } from './hamming-distance.ts';
import { hashPicture } from './hash.ts';
import { readPictureHeader } from './picture-header.ts';
import { extractPicture } from './picture.ts';
import { recognisePicture } from './recognise.ts';

const fontFile = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
);
GlobalFonts.registerFromPath(fontFile, 'Song');

interface Drawn {
  text: string;
  x: number;
  y: number;
  size: number;
}

function draw(width: number, height: number, lines: readonly Drawn[]): Canvas {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#111111';
  for (const { text, x, y, size } of lines) {
    context.font = `${size}px Song`;
    context.fillText(text, x, y);
  }
  return canvas;
}

const head: readonly Drawn[] = [
  { text: '机密★10年', x: 60, y: 90, size: 30 },
  { text: '关于样例材料管理的通知', x: 240, y: 260, size: 44 },
  { text: '各部门应当逐份登记，会后统一清退。', x: 100, y: 420, size: 28 },
];
const page = draw(900, 600, head);
const look = async (bytes: Uint8Array, rest: Partial<Parameters<typeof recognisePicture>[1]> = {}) =>
  recognisePicture(bytes, { ocr: 'auto', isPage: true, limits: extractionLimits, ...rest });
const textsOf = ({ segments }: Awaited<ReturnType<typeof look>>) => segments.map(({ text }) => text);

test('a page is read line by line, the mark first and where it stands', async () => {
  const result = await look(page.toBuffer('image/png'), { page: 3 });
  const [mark, title, body] = result.segments;
  expect(mark?.text.replaceAll(' ', '')).toBe('机密★10年');
  expect(mark?.certainty).toBeGreaterThan(0.8);
  expect(mark?.place).toMatchObject({ kind: 'picture', page: 3 });
  expect(mark?.place.region?.x).toBeCloseTo(60 / 900, 1);
  expect(mark?.place.region?.y).toBeCloseTo(65 / 600, 1);
  expect(title?.text).toBe('关于样例材料管理的通知');
  expect(body?.text).toContain('会后统一清退');
  expect(result.gaps).toEqual([]);
});

test.each([1, 2, 3])(
  'a page turned by %d quarters is read, its places are those of the page as it lies',
  async (quarters) => {
    const { width, height } = page;
    const turned = quarters === 2 ? createCanvas(width, height) : createCanvas(height, width);
    const context = turned.getContext('2d');
    context.translate(turned.width / 2, turned.height / 2);
    context.rotate((quarters * Math.PI) / 2);
    context.drawImage(page, -width / 2, -height / 2);
    const result = await look(turned.toBuffer('image/jpeg'));
    expect(textsOf(result).join('\n')).toContain('样例材料管理的通知');
    const mark = result.segments.find(({ text }) => text.includes('机密'));
    const region = mark?.place.region;
    if (region === undefined) throw new Error('the mark was not read');
    const centre = [region.x + region.width / 2, region.y + region.height / 2] as const;
    expect(centre[0] > 0.5).toBe(quarters !== 3);
    expect(centre[1] > 0.5).toBe(quarters !== 1);
  },
);

test('only pages are read unless asked; what is left is a gap', async () => {
  const bytes = page.toBuffer('image/png');
  expect((await look(bytes, { isPage: false })).gaps).toEqual([{ reason: 'picture-not-read' }]);
  expect((await look(bytes, { ocr: 'never' })).gaps).toEqual([{ reason: 'page-not-read' }]);
  expect(textsOf(await look(bytes, { isPage: false, ocr: 'always' })).length).toBeGreaterThan(0);
});

test('a QR code and a bar code are read wherever they are', async () => {
  const { prepareZXingModule, writeBarcode } = await import('zxing-wasm/writer');
  const { readFileSync } = await import('node:fs');
  const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/writer/zxing_writer.wasm'));
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });
  const code = await writeBarcode('样例内容 https://example.org', { format: 'QRCode', scale: 4 });
  if (code.image === null) throw new Error('no code was drawn');
  const bytes = new Uint8Array(await code.image.arrayBuffer());
  const { codes, segments } = await look(bytes, { ocr: 'never' });
  expect(codes.map(({ text, format }) => [text, format])).toEqual([
    ['样例内容 https://example.org', 'QRCode'],
  ]);
  expect(segments[0]).toMatchObject({
    text: '样例内容 https://example.org',
    place: { kind: 'barcode', name: 'QRCode' },
  });
});

test('hashes hold through scaling and recoding, and differ between pictures', async () => {
  const original = await hashPicture(page.toBuffer('image/png'));
  const small = createCanvas(450, 300);
  small.getContext('2d').drawImage(page, 0, 0, 450, 300);
  const again = await hashPicture(small.toBuffer('image/jpeg', 60));
  const other = await hashPicture(
    draw(900, 600, [
      { text: '另一幅', x: 500, y: 500, size: 160 },
      { text: '完全不同', x: 60, y: 260, size: 100 },
    ]).toBuffer('image/png'),
  );
  expect(original.pHash).toMatch(/^[0-9a-f]{16}$/);
  expect(hammingDistance(original.pHash, again.pHash)).toBeLessThanOrEqual(6);
  expect(hammingDistance(original.dHash, again.dHash)).toBeLessThanOrEqual(6);
  expect(hammingDistance(original.pHash, other.pHash)).toBeGreaterThan(12);
});

test('the distance of hashes counts bits', () => {
  const hash = fc
    .bigInt({ min: 0n, max: 2n ** 64n - 1n })
    .map((value) => value.toString(16).padStart(16, '0'));
  fc.assert(fc.property(hash, hash, (a, b) => hammingDistance(a, b) === hammingDistance(b, a)));
  fc.assert(fc.property(hash, (a) => hammingDistance(a, a) === 0));
  expect(hammingDistance('0000000000000000', 'ffffffffffffffff')).toBe(64);
  expect(hammingDistance('0000000000000001', '0000000000000006')).toBe(3);
});

test.each([
  ['png', page.toBuffer('image/png')],
  ['jpeg', page.toBuffer('image/jpeg')],
  ['webp', page.toBuffer('image/webp')],
] as const)('the header of %s says its size', (format, bytes) => {
  expect(readPictureHeader(bytes)).toEqual({ format, width: 900, height: 600 });
});

/** A bitmap of 24 bits, rows from below, each padded to four bytes. */
function bitmapOf({
  width,
  height,
  rgba,
}: {
  width: number;
  height: number;
  rgba: Uint8ClampedArray;
}): Buffer {
  const rowBytes = Math.ceil((width * 3) / 4) * 4;
  const file = Buffer.alloc(54 + rowBytes * height);
  file.write('BM', 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const to = 54 + (height - 1 - y) * rowBytes + x * 3;
      for (let channel = 0; channel < 3; channel += 1)
        file[to + channel] = rgba[(y * width + x) * 4 + 2 - channel] ?? 0;
    }
  }
  return file;
}

test('bitmaps, GIF and the pages of a TIFF are the same picture', async () => {
  const { width, height } = page;
  const rgba = page.getContext('2d').getImageData(0, 0, width, height).data;
  const tiff = new Uint8Array(UTIF.encodeImage(Uint8Array.from(rgba), width, height));
  const original = await hashPicture(page.toBuffer('image/png'));
  for (const bytes of [bitmapOf({ width, height, rgba }), page.toBuffer('image/gif'), tiff]) {
    expect(readPictureHeader(bytes)).toMatchObject({ width, height });
    expect(hammingDistance(original.pHash, (await hashPicture(bytes)).pHash)).toBeLessThanOrEqual(4);
  }
});

test('writing in black or in white on nothing is seen', async () => {
  for (const colour of ['#000000', '#ffffff']) {
    const canvas = createCanvas(400, 120);
    const context = canvas.getContext('2d');
    context.fillStyle = colour;
    context.font = '60px Song';
    context.fillText('透明背景', 60, 85);
    expect(textsOf(await look(canvas.toBuffer('image/png')))).toEqual(['透明背景']);
  }
});

test('a picture that claims to be vast is not decoded', async () => {
  const bomb = Buffer.from(page.toBuffer('image/png'));
  bomb.writeUInt32BE(60_000, 16);
  bomb.writeUInt32BE(60_000, 20);
  const gap = { reason: 'too-many-pixels', limit: extractionLimits.pixelsMax };
  expect((await look(bomb)).gaps).toEqual([gap]);
  expect((await collectExtraction(extractPicture, bomb)).gaps).toEqual([{ ...gap, path: [] }]);
});

function withChunk(png: Buffer, type: string, data: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  return Buffer.concat([
    png.subarray(0, 33),
    size,
    Buffer.from(type),
    data,
    Buffer.alloc(4),
    png.subarray(33),
  ]);
}

test('texts a picture carries and bytes behind its end are not passed over', async () => {
  const compressed = Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.from('压缩的说明'))]);
  const png = withChunk(
    withChunk(page.toBuffer('image/png'), 'tEXt', Buffer.from('Title\0图片标题')),
    'zTXt',
    compressed,
  );
  const tail = Buffer.from('PK secret list behind the picture');
  const { segments, entered, pictures } = await collectExtraction(extractPicture, Buffer.concat([png, tail]));
  expect(segments.map(({ text, place, hidden }) => [place.name, text, hidden])).toEqual([
    ['Comment', '压缩的说明', 'property'],
    ['Title', '图片标题', 'property'],
  ]);
  expect(entered.map(({ bytes, hidden }) => [Buffer.from(bytes).toString(), hidden])).toEqual([
    [tail.toString(), 'embedded'],
  ]);
  expect(pictures).toMatchObject([{ isPage: true }]);
});

/** A TIFF directory of entries `tag, type, count, value`, with what they point at after it. */
function exifOf(entries: readonly (readonly [number, number, number, number])[], tail: Buffer): Buffer {
  const block = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  block.write('II*\0', 'latin1');
  block.writeUInt32LE(8, 4);
  block.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, count, value], index) => {
    const at = 10 + index * 12;
    block.writeUInt16LE(tag, at);
    block.writeUInt16LE(type, at + 2);
    block.writeUInt32LE(count, at + 4);
    block.writeUInt32LE(value, at + 8);
  });
  return Buffer.concat([block, tail]);
}

test('Exif says who took a picture, and where', async () => {
  const artist = Buffer.from('甲一\0');
  const gpsAt = 8 + 2 + 24 + 4 + artist.length;
  const angles = Buffer.alloc(48);
  [39, 1, 54, 1, 15, 1, 116, 1, 24, 1, 30, 1].forEach((value, index) =>
    angles.writeUInt32LE(value, index * 4),
  );
  const anglesAt = gpsAt + 2 + 48 + 4;
  const gps = exifOf(
    [
      [1, 2, 2, 0x4e],
      [2, 5, 3, anglesAt],
      [3, 2, 2, 0x45],
      [4, 5, 3, anglesAt + 24],
    ],
    angles,
  ).subarray(8);
  const exif = exifOf(
    [
      [0x013b, 2, artist.length, 8 + 2 + 24 + 4],
      [0x8825, 4, 1, gpsAt],
    ],
    Buffer.concat([artist, gps]),
  );
  const jpeg = page.toBuffer('image/jpeg');
  const size = Buffer.alloc(2);
  size.writeUInt16BE(exif.length + 8);
  const marked = Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from([0xff, 0xe1]),
    size,
    Buffer.from('Exif\0\0'),
    exif,
    jpeg.subarray(2),
  ]);
  const { segments } = await collectExtraction(extractPicture, marked);
  expect(segments.map(({ text, place }) => [place.name, text])).toEqual([
    ['Artist', '甲一'],
    ['GPS', '39.904167, 116.408333'],
  ]);
});

test('a scanned page of a PDF is drawn and read', async () => {
  const pixels = page.getContext('2d').getImageData(0, 0, page.width, page.height).data;
  const grey = Buffer.from(pixels.filter((_value, index) => index % 4 === 0));
  const scan = packStream(
    `/Type /XObject /Subtype /Image /Width ${page.width} /Height ${page.height} /ColorSpace /DeviceGray /BitsPerComponent 8`,
    grey,
  );
  const pdf = makePdf({
    pages: ['q 595 0 0 400 0 442 cm /Im Do Q'],
    resources: '/XObject << /Im 7 0 R >>',
    objects: [scan],
  });
  const result = await look(pdf, { page: 1, pdf: {} });
  expect(textsOf(result).join('\n').replaceAll(' ', '')).toContain('机密★10年');
  expect((await look(pdf, { page: 9, pdf: {} })).gaps).toEqual([{ reason: 'page-not-read', page: 9 }]);
});

test('mutations of pictures never crash', async () => {
  const small = draw(64, 48, [{ text: '字', x: 10, y: 40, size: 30 }]);
  const files = [small.toBuffer('image/png'), small.toBuffer('image/jpeg'), small.toBuffer('image/webp')];
  let decoded = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    for (const file of files) {
      const mutated = mutateFile(file, seed);
      await collectExtraction(extractPicture, mutated);
      const { hash } = await look(mutated, { ocr: 'never' });
      if (hash !== undefined) decoded += 1;
    }
  }
  expect(decoded).toBeGreaterThan(20);
});
