const dictionaryBytes = 4096;
const headerBytes = 16;
const compressedType = 0x75465a4c;
const plainType = 0x414c454d;

/** What the dictionary holds at the start ([MS-OXRTFCP] 2.1.2.1). */
const initialText =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript ' +
  '\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par ' +
  '\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/**
 * The RTF a message keeps packed ([MS-OXRTFCP]); undefined where it is no such thing. Cut off data gives what came
 * before the cut.
 */
export function unpackRtf(packed: Uint8Array, bytesMax: number): Uint8Array | undefined {
  const input = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  if (input.length < headerBytes) return undefined;
  const type = input.readUInt32LE(8);
  if (type === plainType) return input.subarray(headerBytes);
  if (type !== compressedType) return undefined;
  const size = Math.min(input.readUInt32LE(4), bytesMax);
  return expand(input, size);
}

function expand(input: Buffer, size: number): Buffer {
  const dictionary = Buffer.alloc(dictionaryBytes);
  let write = dictionary.write(initialText, 'latin1');
  // one reference gives at most 17 bytes for its two
  const output = Buffer.alloc(Math.min(size, input.length * 9));
  let length = 0;
  const put = (byte: number) => {
    if (length < output.length) output[length] = byte;
    length += 1;
    dictionary[write] = byte;
    write = (write + 1) % dictionaryBytes;
  };
  for (let at = headerBytes; at < input.length && length < output.length;) {
    const control = input[at] ?? 0;
    at += 1;
    for (let bit = 0; bit < 8 && at < input.length; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(input[at] ?? 0);
        at += 1;
        continue;
      }
      const reference = ((input[at] ?? 0) << 8) | (input[at + 1] ?? 0);
      at += 2;
      const from = reference >> 4;
      if (from === write) return output.subarray(0, Math.min(length, output.length));
      for (let step = 0; step < (reference & 15) + 2; step += 1)
        put(dictionary[(from + step) % dictionaryBytes] ?? 0);
    }
  }
  return output.subarray(0, Math.min(length, output.length));
}
