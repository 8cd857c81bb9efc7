const depthMax = 32;
const valuesMax = 20_000;
const utf8String = 0x0c;
const printableString = 0x13;
const ia5String = 0x16;
const bmpString = 0x1e;
const octetString = 0x04;
const bitString = 0x03;

export interface DerContents {
  strings: string[];
  /** Octet strings that are no structures themselves. */
  octets: Uint8Array[];
}

/**
 * The strings and octets of a DER structure (ITU-T X.690), whatever its schema: names in electronic seals
 * (GB/T 38540) and certificates. What is no DER ends the reading of its branch.
 */
export function readDer(bytes: Uint8Array): DerContents {
  const found: DerContents = { strings: [], octets: [] };
  const state = { left: valuesMax };
  walk(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { found, state, depth: 0 });
  return found;
}

interface WalkInput {
  found: DerContents;
  state: { left: number };
  depth: number;
}

/** Returns whether all of `bytes` was DER. */
function walk(bytes: Buffer, { found, state, depth }: WalkInput): boolean {
  if (depth > depthMax) return false;
  let at = 0;
  while (at + 2 <= bytes.length) {
    state.left -= 1;
    if (state.left < 0) return false;
    const tag = bytes[at] ?? 0;
    const length = lengthAt(bytes, at + 1);
    if (length === undefined || (tag & 0x1f) === 0x1f) return false;
    const value = bytes.subarray(length.end, length.end + length.value);
    if (value.length < length.value) return false;
    readValue(tag, value, { found, state, depth });
    at = length.end + length.value;
  }
  return at === bytes.length && bytes.length > 0;
}

function readValue(tag: number, value: Buffer, { found, state, depth }: WalkInput): void {
  if ((tag & 0x20) !== 0) {
    walk(value, { found, state, depth: depth + 1 });
    return;
  }
  if (tag === utf8String || tag === printableString || tag === ia5String)
    found.strings.push(value.toString('utf8'));
  if (tag === bmpString) found.strings.push(swapped(value).toString('utf16le'));
  if (tag !== octetString && tag !== bitString) return;
  const inner = tag === bitString ? value.subarray(1) : value;
  const nested: DerContents = { strings: [], octets: [] };
  if (inner[0] === 0x30 && walk(inner, { found: nested, state, depth: depth + 1 })) {
    found.strings.push(...nested.strings);
    found.octets.push(...nested.octets);
  } else if (tag === octetString) found.octets.push(inner);
}

function swapped(value: Buffer): Buffer {
  return Buffer.from(value.subarray(0, value.length - (value.length % 2))).swap16();
}

function lengthAt(bytes: Buffer, at: number): { value: number; end: number } | undefined {
  const first = bytes[at];
  if (first === undefined) return undefined;
  if (first < 0x80) return { value: first, end: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 4 || at + 1 + count > bytes.length) return undefined;
  return { value: bytes.readUIntBE(at + 1, count), end: at + 1 + count };
}
