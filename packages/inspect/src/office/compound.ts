import CFB from 'cfb';
import { PartRefused } from '../document/extraction.ts';
import { bufferOf } from '../document/windows.ts';

const signature = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const headerBytes = 512;
const entryBytes = 128;
const freeSector = 0xffff_fffa;
const noEntry = 0xffff_ffff;
const entriesMax = 65_536;
const depthMax = 64;

interface Entry {
  name: string;
  type: number;
  left: number;
  right: number;
  child: number;
  start: number;
  bytes: number;
}

/** A compound file ([MS-CFB]): streams under their paths, `/` between storages, without the root's name. */
export class CompoundFile {
  /** Paths of the streams, in the order of the directory. */
  readonly names: readonly string[];
  /** Paths of the storages. */
  readonly storages: readonly string[];
  readonly #bytes: Buffer;
  readonly #sectorBytes: number;
  readonly #fat: Uint32Array;
  readonly #miniFat: Uint32Array;
  readonly #mini: Buffer;
  readonly #miniCutoff: number;
  readonly #miniSectorBytes: number;
  readonly #streams = new Map<string, Entry>();

  /** @throws PartRefused `damaged` */
  constructor(source: Uint8Array) {
    const bytes = bufferOf(source);
    if (bytes.length < headerBytes || !bytes.subarray(0, 8).equals(signature)) throw damaged();
    this.#bytes = bytes;
    this.#sectorBytes = 1 << Math.min(16, Math.max(7, bytes.readUInt16LE(30)));
    this.#miniSectorBytes = 1 << Math.min(12, Math.max(4, bytes.readUInt16LE(32)));
    this.#miniCutoff = bytes.readUInt32LE(56) || 4096;
    this.#fat = this.#readFat();
    const entries = this.#readDirectory(bytes.readUInt32LE(48));
    const root = entries[0];
    if (root === undefined) throw damaged();
    this.#mini = this.#chain(root.start, root.bytes);
    this.#miniFat = numbersOf(
      this.#chain(bytes.readUInt32LE(60), bytes.readUInt32LE(64) * this.#sectorBytes),
    );
    const storages: string[] = [];
    this.#walk(entries, root, storages);
    this.names = [...this.#streams.keys()];
    this.storages = storages;
  }

  #readFat(): Uint32Array {
    const { length } = this.#bytes;
    const sectorsMax = Math.ceil(length / this.#sectorBytes);
    const places: number[] = [];
    for (let at = 76; at < headerBytes; at += 4) places.push(this.#bytes.readUInt32LE(at));
    let next = this.#bytes.readUInt32LE(68);
    for (let count = 0; next < freeSector && count < sectorsMax; count += 1) {
      const sector = this.#sector(next);
      if (sector.length < this.#sectorBytes) break;
      for (let at = 0; at + 4 < sector.length; at += 4) places.push(sector.readUInt32LE(at));
      next = sector.readUInt32LE(sector.length - 4);
    }
    const sectors = places.filter((place) => place < sectorsMax).slice(0, sectorsMax);
    return numbersOf(Buffer.concat(sectors.map((place) => this.#sector(place))));
  }

  #sector(index: number): Buffer {
    const at = (index + 1) * this.#sectorBytes;
    return this.#bytes.subarray(at, at + this.#sectorBytes);
  }

  /** A chain of sectors, cut off where it leaves the file or turns on itself. */
  #chain(start: number, bytes: number): Buffer {
    const pieces: Buffer[] = [];
    const limit = Math.min(
      Math.ceil(bytes / this.#sectorBytes),
      Math.ceil(this.#bytes.length / this.#sectorBytes),
    );
    for (let next = start; next < freeSector && pieces.length < limit; next = this.#fat[next] ?? noEntry) {
      const sector = this.#sector(next);
      if (sector.length === 0) break;
      pieces.push(sector);
    }
    return Buffer.concat(pieces).subarray(0, bytes);
  }

  #readDirectory(start: number): Entry[] {
    const table = this.#chain(start, this.#bytes.length);
    const entries: Entry[] = [];
    for (let at = 0; at + entryBytes <= table.length && entries.length < entriesMax; at += entryBytes) {
      const nameBytes = Math.min(64, table.readUInt16LE(at + 64));
      entries.push({
        name: table.toString('utf16le', at, at + Math.max(0, nameBytes - 2)),
        type: table.readUInt8(at + 66),
        left: table.readUInt32LE(at + 68),
        right: table.readUInt32LE(at + 72),
        child: table.readUInt32LE(at + 76),
        start: table.readUInt32LE(at + 116),
        bytes: table.readUInt32LE(at + 120),
      });
    }
    return entries;
  }

  /** Walks the trees of siblings, each entry once whatever they point at. */
  #walk(entries: readonly Entry[], root: Entry, storages: string[]): void {
    const seen = new Set<number>();
    const visit: { index: number; path: string; depth: number }[] = [
      { index: root.child, path: '', depth: 0 },
    ];
    for (let next = visit.pop(); next !== undefined; next = visit.pop()) {
      const { index, path, depth } = next;
      const entry = entries[index];
      if (entry === undefined || index === 0 || seen.has(index)) continue;
      seen.add(index);
      visit.push({ index: entry.right, path, depth }, { index: entry.left, path, depth });
      const name = path + entry.name;
      if (entry.type === 2) this.#streams.set(this.#streams.has(name) ? `${name}#${index}` : name, entry);
      if (entry.type !== 1 || depth >= depthMax) continue;
      storages.push(name);
      visit.push({ index: entry.child, path: `${name}/`, depth: depth + 1 });
    }
  }

  has(name: string): boolean {
    return this.#streams.has(name);
  }

  /** The bytes of a stream; undefined where there is none. Shorter than said where the file is cut off. */
  read(name: string): Buffer | undefined {
    const entry = this.#streams.get(name);
    if (entry === undefined) return undefined;
    if (entry.bytes >= this.#miniCutoff) return this.#chain(entry.start, entry.bytes);
    const pieces: Buffer[] = [];
    const limit = Math.ceil(entry.bytes / this.#miniSectorBytes);
    for (
      let next = entry.start;
      next < freeSector && pieces.length < limit;
      next = this.#miniFat[next] ?? noEntry
    ) {
      const at = next * this.#miniSectorBytes;
      if (at >= this.#mini.length) break;
      pieces.push(this.#mini.subarray(at, at + this.#miniSectorBytes));
    }
    return Buffer.concat(pieces).subarray(0, entry.bytes);
  }

  /** A storage as a compound file of its own: what an object embedded in place is. */
  extract(storage: string): Uint8Array {
    const file = CFB.utils.cfb_new();
    for (const name of this.names) {
      if (!name.startsWith(`${storage}/`)) continue;
      CFB.utils.cfb_add(file, name.slice(storage.length), this.read(name) ?? Buffer.alloc(0));
    }
    const written: unknown = CFB.write(file, { type: 'buffer' });
    if (!(written instanceof Uint8Array)) throw damaged();
    return written;
  }
}

function numbersOf(bytes: Buffer): Uint32Array {
  const numbers = new Uint32Array(Math.floor(bytes.length / 4));
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = bytes.readUInt32LE(at * 4);
  return numbers;
}

function damaged(): PartRefused {
  return new PartRefused({ reason: 'damaged' });
}
