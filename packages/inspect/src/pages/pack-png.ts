import { crc32, deflateSync } from 'node:zlib';

interface PngInput {
  width: number;
  height: number;
  /** Grey or red, green, blue. */
  channels: 1 | 3;
  bits: 1 | 8;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A PNG (ISO/IEC 15948) of plain rows, or of rows that are filtered and deflated already, as PDF's PNG predictors do it. */
export function packPng(
  input: PngInput &
    ({ rows: Uint8Array; packedRows?: undefined } | { packedRows: Uint8Array; rows?: undefined }),
): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(input.width, 0);
  header.writeUInt32BE(input.height, 4);
  header[8] = input.bits;
  header[9] = input.channels === 3 ? 2 : 0;
  const data = input.packedRows ?? deflateSync(addFilterBytes(input.rows, input), { level: 1 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function addFilterBytes(rows: Uint8Array, { width, height, channels, bits }: PngInput): Buffer {
  const rowBytes = Math.ceil((width * channels * bits) / 8);
  const filtered = Buffer.alloc((rowBytes + 1) * height);
  for (let y = 0; y < height; y += 1) {
    filtered.set(rows.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1);
  }
  return filtered;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, 'latin1');
  const tail = Buffer.alloc(4);
  tail.writeUInt32BE(crc32(data, crc32(head.subarray(4))), 0);
  return Buffer.concat([head, data, tail]);
}
