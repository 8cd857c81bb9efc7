import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  opendirSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Findings } from './report.ts';

export const tileHashesMax = 256;
/** A folder of tiles holds at most 1 000 files, 1 000 `.p` folders and 1 000 `x` folders. */
export const folderNamesMax = 3000;
const foldersRememberedMax = 256;
/** Four groups of three digits: 10^12 tiles, far past what is checked. */
const tileGroupsMax = 4;

export interface FoundTile {
  readonly index: number;
  readonly width: number;
  readonly path: string;
}

/** Own spelling of tlog-tiles paths: `tile/<level>/<index in groups of three>[.p/<width>]`. */
export function pathOfTile(level: number | 'entries', index: number, width: number): string {
  let path = String(index % 1000).padStart(3, '0');
  for (let rest = Math.trunc(index / 1000); rest > 0; rest = Math.trunc(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  }
  return width === tileHashesMax ? `tile/${level}/${path}` : `tile/${level}/${path}.p/${width}`;
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'error';
}

/**
 * An export as found on disk, not trusted: regular files of bounded size only, no links anywhere below the root.
 * Reads are synchronous, for thousands of small files go ten times as fast that way; the caller pauses between.
 */
export class Folder {
  readonly #root: string;
  readonly #findings: Findings;
  readonly #soundFolders = new Set<string>();
  readonly #reported = new Set<string>();
  #strayCount = 0;
  #strayFirst = '';

  constructor(root: string, findings: Findings) {
    this.#root = realpathSync(root);
    this.#findings = findings;
    this.names('');
  }

  #refuse(path: string, why: string): void {
    if (this.#reported.has(path) || this.#reported.size >= 100) return;
    this.#reported.add(path);
    this.#findings.add('file.refused', { path, why });
  }

  /** Whether every folder above `path` is a real folder. */
  #isReachable(path: string): boolean {
    const parts = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      if (this.#soundFolders.has(folder)) continue;
      const stat = lstatSync(join(this.#root, folder), { throwIfNoEntry: false });
      if (stat === undefined) return false;
      if (!stat.isDirectory()) {
        this.#refuse(folder, stat.isSymbolicLink() ? 'link' : 'not a folder');
        return false;
      }
      if (this.#soundFolders.size > foldersRememberedMax) this.#soundFolders.clear();
      this.#soundFolders.add(folder);
    }
    return true;
  }

  /** The bytes of a file; undefined when it is missing, or refused (then a finding says why). */
  read(path: string, bytesMax: number): Buffer | undefined {
    let descriptor: number | undefined;
    try {
      if (!this.#isReachable(path)) return undefined;
      const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
      descriptor = openSync(join(this.#root, path), flags);
      const stat = fstatSync(descriptor);
      if (stat.isFile() && stat.size <= bytesMax) return readWhole(descriptor, stat.size);
      this.#refuse(path, stat.isFile() ? `larger than ${bytesMax} bytes` : 'not a regular file');
      return undefined;
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'ENOENT' && code !== 'ENOTDIR') this.#refuse(path, code === 'ELOOP' ? 'link' : code);
      return undefined;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  /** Sorted names in a folder below the root; none when it is missing or refused. */
  names(path: string): string[] {
    const names: string[] = [];
    try {
      if (path !== '' && !this.#isReachable(`${path}/x`)) return [];
      const folder = opendirSync(join(this.#root, path));
      try {
        for (let item = folder.readSync(); item !== null; item = folder.readSync()) {
          names.push(item.name);
          if (names.length > folderNamesMax) {
            this.#findings.add('folder.crowded', { path });
            return [];
          }
        }
      } finally {
        folder.closeSync();
      }
    } catch (error) {
      if (path === '') throw error;
      this.#refuse(path, errorCode(error));
    }
    return names.toSorted();
  }

  /** Counts a file that has no place in the format. */
  noteStray(path: string): void {
    this.#strayCount += 1;
    if (this.#strayFirst === '') this.#strayFirst = path;
  }

  reportStrays(): void {
    if (this.#strayCount > 0)
      this.#findings.add('file.stray', { count: this.#strayCount, path: this.#strayFirst });
  }

  /** Every tile or bundle that lies in `tile/<level>`, by index. */
  *tiles(level: number | 'entries'): Generator<FoundTile> {
    for (let groups = 1; groups <= tileGroupsMax; groups += 1)
      yield* this.#tilesBelow(`tile/${level}`, groups, 0);
  }

  *#tilesBelow(path: string, groups: number, high: number): Generator<FoundTile> {
    const isTop = high === 0 && /^tile\/\w+$/.test(path);
    for (const name of this.names(path)) {
      const [, x, digits, partial] = /^(x?)(\d{3})(\.p)?$/.exec(name) ?? [];
      const index = high * 1000 + Number(digits);
      const at = `${path}/${name}`;
      if (digits === undefined || (x === 'x' && (partial !== undefined || (isTop && digits === '000')))) {
        if (groups === 1) this.noteStray(at);
      } else if (x === 'x') {
        if (groups > 1) yield* this.#tilesBelow(at, groups - 1, index);
      } else if (groups === 1) {
        if (partial === undefined) yield { index, width: tileHashesMax, path: at };
        else yield* this.#partials(at, index);
      }
    }
  }

  *#partials(path: string, index: number): Generator<FoundTile> {
    for (const name of this.names(path)) {
      const width = Number(name);
      if (/^[1-9]\d{0,2}$/.test(name) && width < tileHashesMax)
        yield { index, width, path: `${path}/${name}` };
      else this.noteStray(`${path}/${name}`);
    }
  }
}

function readWhole(descriptor: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const got = readSync(descriptor, bytes, filled, size - filled, filled);
    if (got === 0) return bytes.subarray(0, filled);
    filled += got;
  }
  return bytes;
}
