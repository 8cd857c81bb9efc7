import type { Extraction } from '../document/extraction.ts';
import { LimitReached, PartRefused } from '../document/extraction.ts';
import { readZipParts, unpackPart } from '../office/zip-parts.ts';
import type { ZipPart } from '../office/zip-parts.ts';
import { readTree } from './ofd-tree.ts';
import type { OfdElement } from './ofd-tree.ts';

/** The parts of an OFD file by name. Keeps what was read, so that what nothing refers to can be told in the end. */
export class OfdPackage {
  readonly #extraction: Extraction;
  readonly #parts = new Map<string, ZipPart>();
  readonly #read = new Set<string>();

  /** @throws PartRefused, LimitReached */
  constructor(extraction: Extraction) {
    this.#extraction = extraction;
    const { parts, whole } = readZipParts(extraction);
    for (const part of parts) if (!this.#parts.has(part.name)) this.#parts.set(part.name, part);
    if (!whole) extraction.skip({ reason: 'damaged' });
  }

  get unread(): string[] {
    return [...this.#parts.keys()].filter((name) => !this.#read.has(name));
  }

  /** Full name of what `location` names within `from`; both spellings occur: from the root, and from the folder. */
  resolve(location: string, from: string): string {
    const clean = location.trim().replaceAll('\\', '/');
    const base = clean.startsWith('/') ? [] : from.split('/').slice(0, -1);
    const relative = normalise([...base, ...clean.split('/')]);
    if (this.#parts.has(relative)) return relative;
    const fromRoot = normalise(clean.split('/'));
    return this.#parts.has(fromRoot) ? fromRoot : relative;
  }

  has(name: string): boolean {
    return this.#parts.has(name);
  }

  hasRead(name: string): boolean {
    return this.#read.has(name);
  }

  bytes(name: string): Uint8Array | undefined {
    const part = this.#parts.get(name);
    if (part === undefined) return undefined;
    this.#read.add(name);
    try {
      const { bytes, whole } = unpackPart(this.#extraction, part);
      if (!whole) this.#extraction.skip({ reason: 'damaged' });
      return bytes;
    } catch (error) {
      if (!(error instanceof PartRefused)) throw error;
      this.#extraction.skip(error.gap);
      return undefined;
    }
  }

  tree(name: string): OfdElement | undefined {
    const bytes = this.bytes(name);
    if (bytes === undefined) return undefined;
    try {
      const { root, faulty } = readTree(bytes);
      if (faulty) this.#extraction.skip({ reason: 'damaged' });
      return root;
    } catch (error) {
      if (error instanceof LimitReached || !(error instanceof PartRefused)) throw error;
      this.#extraction.skip(error.gap);
      return undefined;
    }
  }
}

function normalise(names: readonly string[]): string {
  const path: string[] = [];
  for (const name of names) {
    if (name === '..') path.pop();
    else if (name !== '' && name !== '.') path.push(name);
  }
  return path.join('/');
}
