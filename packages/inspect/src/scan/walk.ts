import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { decodeFileName } from './file-name.ts';

/** Why an entry of a folder was not opened. */
export type NotOpened = 'symbolic-link' | 'special-file' | 'unreadable' | 'cycle';

/** What a walk comes upon. Paths are bytes, since names need not be UTF-8; `shown` is for people. */
export type Walked =
  | { readonly is: 'file'; readonly file: Buffer; readonly shown: string; readonly bytes: number }
  | { readonly is: 'not-opened'; readonly shown: string; readonly reason: NotOpened };

interface Walk {
  readonly roots: readonly string[];
  readonly visited: Set<string>;
  readonly signal: AbortSignal | undefined;
  readonly without: ReadonlySet<string>;
}

export interface WalkOptions {
  signal?: AbortSignal;
  /** Real paths left out: the program's own output and cache. */
  without?: ReadonlySet<string>;
}

const separator = Buffer.from(path.sep);

/**
 * Every file under `paths`, folders in the order of their names' bytes, so that two walks over the same tree agree. A
 * link that is named itself is followed, links found on the way are not: one that leads to within the paths is left
 * out, since what it names is inspected there, any other is told. A folder is entered once.
 */
export async function* walkPaths(
  paths: readonly string[],
  options: WalkOptions = {},
): AsyncGenerator<Walked> {
  const roots = await Promise.all(
    paths.map(async (given) => realpath(given).catch(() => path.resolve(given))),
  );
  const walk: Walk = {
    roots,
    visited: new Set(),
    signal: options.signal,
    without: options.without ?? new Set(),
  };
  for (const given of paths) {
    const status = await stat(given).catch(() => undefined);
    yield* visit({ file: Buffer.from(given), shown: given }, status, walk);
  }
}

interface Entry {
  readonly file: Buffer;
  readonly shown: string;
}

async function* visit(entry: Entry, status: Stats | undefined, walk: Walk): AsyncGenerator<Walked> {
  walk.signal?.throwIfAborted();
  const { file, shown } = entry;
  if (status === undefined) {
    yield { is: 'not-opened', shown, reason: 'unreadable' };
  } else if (status.isDirectory()) {
    yield* enterFolder(entry, status, walk);
  } else if (status.isFile()) {
    if (walk.without.size > 0 && walk.without.has(path.resolve(shown))) return;
    yield { is: 'file', file, shown, bytes: status.size };
  } else if (status.isSymbolicLink()) {
    if (!(await leadsWithin(file, walk.roots))) yield { is: 'not-opened', shown, reason: 'symbolic-link' };
  } else {
    yield { is: 'not-opened', shown, reason: 'special-file' };
  }
}

async function* enterFolder({ file, shown }: Entry, status: Stats, walk: Walk): AsyncGenerator<Walked> {
  const identity = `${status.dev}:${status.ino}`;
  if (walk.visited.has(identity)) {
    yield { is: 'not-opened', shown, reason: 'cycle' };
    return;
  }
  walk.visited.add(identity);
  let names: Dirent<Buffer>[];
  try {
    names = await readdir(file, { encoding: 'buffer', withFileTypes: true });
  } catch {
    yield { is: 'not-opened', shown, reason: 'unreadable' };
    return;
  }
  for (const { name } of names.toSorted((a, b) => Buffer.compare(a.name, b.name))) {
    const inner = file.at(-1) === separator[0] ? [file, name] : [file, separator, name];
    const child = Buffer.concat(inner);
    const entry = { file: child, shown: path.join(shown, decodeFileName(name)) };
    yield* visit(entry, await lstat(child).catch(() => undefined), walk);
  }
}

async function leadsWithin(file: Buffer, roots: readonly string[]): Promise<boolean> {
  const target = await realpath(file).catch(() => undefined);
  if (target === undefined) return false;
  return roots.some(
    (root) => target === root || target.startsWith(root.endsWith(path.sep) ? root : root + path.sep),
  );
}
