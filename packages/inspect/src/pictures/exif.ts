export interface PictureText {
  name: string;
  text: string;
}

const typeBytes: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
  10: 8,
  11: 4,
  12: 8,
  13: 4,
};
const directoriesMax = 64;
const entriesMax = 4096;
const textBytesMax = 1024 * 1024;

/** Names of tags that hold text (Exif 2.32, TIFF 6.0, and what Windows adds in UTF-16). */
const names: Readonly<Record<number, string>> = {
  0x010d: 'DocumentName',
  0x010e: 'ImageDescription',
  0x010f: 'Make',
  0x0110: 'Model',
  0x011d: 'PageName',
  0x0131: 'Software',
  0x0132: 'DateTime',
  0x013b: 'Artist',
  0x013c: 'HostComputer',
  0x8298: 'Copyright',
  0x9003: 'DateTimeOriginal',
  0x9004: 'DateTimeDigitized',
  0x9286: 'UserComment',
  0x9c9b: 'XPTitle',
  0x9c9c: 'XPComment',
  0x9c9d: 'XPAuthor',
  0x9c9e: 'XPKeywords',
  0x9c9f: 'XPSubject',
  0xa420: 'ImageUniqueID',
  0xa430: 'CameraOwnerName',
  0xa431: 'BodySerialNumber',
};
const directoryTags = new Set([0x8769, 0x8825, 0x014a]);
const gpsTag = 0x8825;
const latitudeTag = 2;
const longitudeTag = 4;
const userCommentTag = 0x9286;

/** Texts of an Exif block, which is a TIFF file: descriptions, owners, comments, and where it was taken as degrees. */
export function readExif(bytes: Uint8Array): PictureText[] {
  if (bytes.length < 8) return [];
  return new ExifReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).read();
}

class ExifReader {
  readonly #bytes: Buffer;
  readonly #isLittle: boolean;
  readonly #seen = new Set<number>();
  readonly #texts: PictureText[] = [];
  readonly #gps: { latitude?: number; longitude?: number } = {};

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#isLittle = bytes[0] === 0x49;
  }

  read(): PictureText[] {
    const mark = this.#short(2);
    if (mark !== 42) return [];
    this.#readDirectories(this.#long(4));
    const { latitude, longitude } = this.#gps;
    if (latitude !== undefined && longitude !== undefined)
      this.#texts.push({ name: 'GPS', text: `${latitude.toFixed(6)}, ${longitude.toFixed(6)}` });
    return this.#texts;
  }

  #short(at: number): number {
    if (at + 2 > this.#bytes.length) return 0;
    return this.#isLittle ? this.#bytes.readUInt16LE(at) : this.#bytes.readUInt16BE(at);
  }

  #long(at: number): number {
    if (at + 4 > this.#bytes.length) return 0;
    return this.#isLittle ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }

  #readDirectories(first: number): void {
    const queue: { at: number; isGps: boolean }[] = [{ at: first, isGps: false }];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { at, isGps } = next;
      if (at === 0 || at + 2 > this.#bytes.length || this.#seen.has(at) || this.#seen.size >= directoriesMax)
        continue;
      this.#seen.add(at);
      const count = Math.min(this.#short(at), entriesMax);
      const letters = isGps ? this.#lettersOf(at, count) : new Map<number, string>();
      for (let index = 0; index < count; index += 1) {
        const entry = at + 2 + index * 12;
        const tag = this.#short(entry);
        if (directoryTags.has(tag)) queue.push({ at: this.#long(entry + 8), isGps: tag === gpsTag });
        else if (isGps) this.#readGps(tag, { entry, letters });
        else this.#readText(tag, entry);
      }
      queue.push({ at: this.#long(at + 2 + count * 12), isGps: false });
    }
  }

  #value(entry: number): Buffer {
    const length = (typeBytes[this.#short(entry + 2)] ?? 0) * this.#long(entry + 4);
    if (length > textBytesMax) return Buffer.alloc(0);
    const at = length <= 4 ? entry + 8 : this.#long(entry + 8);
    return this.#bytes.subarray(at, at + length);
  }

  #readText(tag: number, entry: number): void {
    const type = this.#short(entry + 2);
    const name = names[tag] ?? (type === 2 ? `0x${tag.toString(16).padStart(4, '0')}` : undefined);
    if (name === undefined) return;
    const value = this.#value(entry);
    const text = textOf(value, { name, tag, isLittle: this.#isLittle });
    if (text !== '') this.#texts.push({ name, text });
  }

  #lettersOf(directory: number, count: number): Map<number, string> {
    const letters = new Map<number, string>();
    for (let index = 0; index < count; index += 1) {
      const entry = directory + 2 + index * 12;
      if (this.#short(entry + 2) === 2)
        letters.set(this.#short(entry), this.#value(entry).toString('latin1', 0, 1));
    }
    return letters;
  }

  #readGps(tag: number, { entry, letters }: { entry: number; letters: ReadonlyMap<number, string> }): void {
    if (tag !== latitudeTag && tag !== longitudeTag) return;
    const value = this.#value(entry);
    const at = value.byteOffset - this.#bytes.byteOffset;
    if (value.length < 24) return;
    const [degrees = 0, minutes = 0, seconds = 0] = [0, 8, 16].map(
      (step) => this.#long(at + step) / (this.#long(at + step + 4) || 1),
    );
    const sign = letters.get(tag - 1) === (tag === latitudeTag ? 'S' : 'W') ? -1 : 1;
    const angle = sign * (degrees + minutes / 60 + seconds / 3600);
    if (tag === latitudeTag) this.#gps.latitude = angle;
    else this.#gps.longitude = angle;
  }
}

function textOf(
  value: Buffer,
  { name, tag, isLittle }: { name: string; tag: number; isLittle: boolean },
): string {
  if (name.startsWith('XP')) return trim(value.toString('utf16le'));
  if (tag !== userCommentTag) return trim(decode(value));
  const code = value.toString('latin1', 0, 8);
  const body = value.subarray(8);
  if (!code.startsWith('UNICODE')) return trim(decode(body));
  const even = Buffer.from(body.subarray(0, body.length - (body.length % 2)));
  return trim((isLittle ? even : even.swap16()).toString('utf16le'));
}

/** UTF-8, or GB 18030 as Chinese programs write it whatever the standard says. */
export function decode(value: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value);
  } catch {
    return new TextDecoder('gb18030').decode(value);
  }
}

function trim(text: string): string {
  return text.replaceAll('\0', ' ').trim();
}
