import CFB from 'cfb';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { mutateFile } from '../../scripts/mutate-bytes.ts';
import { collectExtraction } from '../document/testing/collect.ts';
import { unpackRtf } from './compressed-rtf.ts';
import { extractEml } from './eml.ts';
import { extractMbox } from './mbox.ts';
import { extractMsg } from './msg.ts';

const readEml = async (mail: string | Uint8Array) =>
  collectExtraction(extractEml, typeof mail === 'string' ? Buffer.from(mail) : mail);
const lines = (...all: string[]) => all.join('\r\n');

test('headers, both bodies, attachments and a message within', async () => {
  const { segments, entered, gaps } = await readEml(
    lines(
      'From: =?gb2312?B?vNfSuw==?= <jia@example.org>',
      'To: yi@example.org',
      'Subject: =?UTF-8?B?5qC35L6L6YCa55+l?=',
      'X-Mailer: test',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: multipart/alternative; boundary=c',
      '',
      '--c',
      'Content-Type: text/plain; charset=utf-8',
      '',
      '请查收附件。',
      '--c',
      'Content-Type: text/html; charset=utf-8',
      '',
      '<p>请查收附件。</p><p>只在网页里的话</p>',
      '--c--',
      '--b',
      'Content-Type: text/csv; name="list.csv"',
      'Content-Disposition: attachment; filename="list.csv"',
      '',
      'a,b',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Subject: inner',
      '',
      'inner text',
      '--b--',
    ),
  );
  const seen = segments.map(({ text, place, hidden }) => [place.kind, place.name, text.trim(), hidden]);
  expect(seen).toContainEqual(['field', 'From', '甲一 <jia@example.org>', undefined]);
  expect(seen).toContainEqual(['field', 'Subject', '样例通知', undefined]);
  expect(seen).toContainEqual(['property', 'X-Mailer', 'test', 'property']);
  const bodies = segments.filter(({ place }) => place.kind !== 'field' && place.kind !== 'property');
  expect(bodies.filter(({ text }) => text.includes('请查收附件'))).toHaveLength(1);
  expect(bodies.map(({ text }) => text).join()).toContain('只在网页里的话');
  expect(entered.map(({ name }) => name)).toEqual(['list.csv', 'message.eml']);
  expect(Buffer.from(entered[1]?.bytes ?? []).toString()).toContain('inner text');
  expect(gaps).toEqual([]);
});

test('headers and bodies that are GBK without saying so in the header, and a byte order mark before all', async () => {
  const gbk = Buffer.concat([
    Buffer.from([0xef, 0xbb, 0xbf]),
    iconv.encode('Subject: 未编码的标题\r\nContent-Type: text/plain; charset=gbk\r\n\r\n国标正文', 'gbk'),
  ]);
  const { segments } = await readEml(gbk);
  expect(segments.map(({ text }) => text.trim())).toEqual(
    expect.arrayContaining(['未编码的标题', '国标正文']),
  );
});

test('what is sealed is a gap', async () => {
  const { gaps } = await readEml(
    'Subject: a\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nAAAA',
  );
  expect(gaps).toMatchObject([{ reason: 'encrypted' }]);
});

/** An attribute of TNEF: level, id, length, data, checksum. */
function tnefAttribute(level: number, id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  return Buffer.concat([head, data, Buffer.alloc(2)]);
}

test('a winmail.dat is opened', async () => {
  const start = Buffer.alloc(6);
  start.writeUInt32LE(0x223e9f78, 0);
  const tnef = Buffer.concat([
    start,
    tnefAttribute(1, 0x0002_800c, Buffer.from('packed body\0')),
    tnefAttribute(2, 0x0006_9002, Buffer.alloc(14)),
    tnefAttribute(2, 0x0001_8010, Buffer.from('plan.txt\0')),
    tnefAttribute(2, 0x0006_800f, Buffer.from('plan')),
  ]);
  const { segments, entered } = await readEml(
    lines(
      'Subject: a',
      'Content-Type: application/ms-tnef; name=winmail.dat',
      'Content-Disposition: attachment; filename=winmail.dat',
      'Content-Transfer-Encoding: base64',
      '',
      tnef.toString('base64'),
    ),
  );
  expect(segments.map(({ text }) => text)).toContain('packed body');
  expect(entered.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['plan.txt', 'plan'],
  ]);
});

test('a mailbox is parted at its marks, and nowhere else', async () => {
  const box = lines(
    'From a@example.org Mon Nov 02 10:00:00 2026',
    'Subject: one',
    '',
    'first',
    'From within a paragraph',
    '',
    'From b@example.org Mon Nov 02 11:00:00 2026',
    'Subject: two',
    '',
    'second',
  );
  const { entered } = await collectExtraction(extractMbox, Buffer.from(box));
  expect(entered.map(({ name, bytes }) => [name, Buffer.from(bytes).toString().split('\r\n')[0]])).toEqual([
    ['1.eml', 'Subject: one'],
    ['2.eml', 'Subject: two'],
  ]);
  expect(Buffer.from(entered[0]?.bytes ?? []).toString()).toContain('From within');
});

const wide = (text: string) => Buffer.from(text, 'utf16le');

interface MsgPart {
  path: string;
  content: Buffer;
}

function makeMsg(parts: readonly MsgPart[]): Uint8Array {
  const file = CFB.utils.cfb_new();
  for (const { path, content } of [{ path: '/__properties_version1.0', content: Buffer.alloc(32) }, ...parts])
    CFB.utils.cfb_add(file, path, content);
  const written: unknown = CFB.write(file, { type: 'buffer' });
  if (!(written instanceof Uint8Array)) throw new Error('no compound file was written');
  return written;
}

const message = makeMsg([
  { path: '/__substg1.0_0037001F', content: wide('会议通知') },
  { path: '/__substg1.0_0C1A001F', content: wide('甲一') },
  { path: '/__substg1.0_1000001F', content: wide('请于周三到会。') },
  { path: '/__substg1.0_0070001F', content: wide('没有人看见的主题') },
  { path: '/__recip_version1.0_#00000000/__substg1.0_3001001F', content: wide('乙二') },
  { path: '/__attach_version1.0_#00000000/__substg1.0_3707001F', content: wide('议程.txt') },
  { path: '/__attach_version1.0_#00000000/__substg1.0_37010102', content: Buffer.from('议程') },
  { path: '/__attach_version1.0_#00000001/__substg1.0_3001001F', content: wide('转发的信') },
  {
    path: '/__attach_version1.0_#00000001/__substg1.0_3701000D/__properties_version1.0',
    content: Buffer.alloc(24),
  },
  {
    path: '/__attach_version1.0_#00000001/__substg1.0_3701000D/__substg1.0_0037001F',
    content: wide('里面的主题'),
  },
]);

test('an Outlook message: what is shown, what is not, and what is attached', async () => {
  const { segments, entered } = await collectExtraction(extractMsg, message);
  const seen = segments.map(({ text, place, hidden }) => [place.kind, place.name, text, hidden]);
  expect(seen).toContainEqual(['field', 'Subject', '会议通知', undefined]);
  expect(seen).toContainEqual(['field', 'From', '甲一', undefined]);
  expect(seen).toContainEqual(['field', 'To', '乙二', undefined]);
  expect(seen).toContainEqual(['body', undefined, '请于周三到会。', undefined]);
  expect(seen).toContainEqual(['property', '0x0070', '没有人看见的主题', 'property']);
  expect(entered.map(({ name }) => name)).toEqual(['议程.txt', '转发的信']);
  const inner = await collectExtraction(extractMsg, entered[1]?.bytes ?? new Uint8Array());
  expect(inner.segments.map(({ text }) => text)).toEqual(['里面的主题']);
});

test('packed RTF is unpacked as [MS-OXRTFCP] 3.2 shows', () => {
  const packed = Buffer.from(
    '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
    'hex',
  );
  expect(Buffer.from(unpackRtf(packed, 4096) ?? []).toString('latin1')).toBe(
    '{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n',
  );
  const crossing = Buffer.from('1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0', 'hex');
  expect(Buffer.from(unpackRtf(crossing, 4096) ?? []).toString('latin1')).toBe(
    '{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}',
  );
  expect(unpackRtf(Buffer.alloc(40), 4096)).toBeUndefined();
});

test('mutations of mails never crash, and most still give their text', async () => {
  const eml = Buffer.from(
    lines(
      'Subject: mutation',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/html; charset=gb2312',
      '',
      '<p>readable</p>',
      '--b',
      'Content-Type: application/octet-stream',
      'Content-Transfer-Encoding: base64',
      '',
      'AAAA',
      '--b--',
    ),
  );
  let readable = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    const fromEml = await readEml(mutateFile(eml, seed));
    const fromMsg = await collectExtraction(extractMsg, mutateFile(Buffer.from(message), seed));
    await collectExtraction(extractMbox, mutateFile(Buffer.concat([Buffer.from('From a\r\n'), eml]), seed));
    if (fromEml.segments.some(({ text }) => text.includes('readable'))) readable += 1;
    if (fromMsg.segments.some(({ text }) => text.includes('会议'))) readable += 1;
  }
  expect(readable).toBeGreaterThan(80);
});
