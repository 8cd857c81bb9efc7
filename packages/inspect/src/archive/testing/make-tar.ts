/** A tar in ustar format; names too long for it in the style given. */
export function makeTar(
  files: readonly { name: string; content: Uint8Array }[],
  style: 'pax' | 'gnu' = 'pax',
): Buffer {
  const blocks = files.flatMap(({ name, content }) => {
    const raw = Buffer.from(name, 'utf8');
    const announced = raw.length <= 100 ? [] : style === 'gnu' ? longName(raw) : paxName(name);
    return [...announced, ...entryOf({ name: raw.subarray(0, 100), type: '0', content })];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function longName(raw: Buffer): Buffer[] {
  return entryOf({
    name: Buffer.from('././@LongLink'),
    type: 'L',
    content: Buffer.concat([raw, Buffer.alloc(1)]),
  });
}

function paxName(name: string): Buffer[] {
  const rest = ` path=${name}\n`;
  let length = Buffer.byteLength(rest);
  length += String(length + 3).length;
  return entryOf({ name: Buffer.from('PaxHeader'), type: 'x', content: Buffer.from(`${length}${rest}`) });
}

function entryOf(options: { name: Buffer; type: string; content: Uint8Array }): Buffer[] {
  const { name, type, content } = options;
  const header = Buffer.alloc(512);
  name.copy(header, 0);
  header.write('0000644\0', 100, 'latin1');
  header.write(`${content.byteLength.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.fill(0x20, 148, 156);
  header.write(type, 156, 'latin1');
  header.write('ustar', 257, 'latin1');
  header.write('00', 263, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  const padding = Buffer.alloc((512 - (content.byteLength % 512)) % 512);
  return [header, Buffer.from(content), padding];
}
