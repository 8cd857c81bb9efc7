import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isRecord } from '../document/is-record.ts';

const packageFolder = path.join(import.meta.dirname, '..', '..');

/** Packages of our own are no libraries: their folders hold more than code. */
const ownScope = '@fengni/';

let found: string[] | undefined;

/**
 * Folders of the libraries this package depends on and of those they depend on in turn: what a process may read that
 * uses them. Found once a program's life.
 */
export function libraryFolders(): string[] {
  found ??= findFolders();
  return found;
}

function findFolders(): string[] {
  const folders = new Set<string>();
  const waiting = dependenciesOf(packageFolder).map((name) => ({ name, from: packageFolder }));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const folder = next.name.startsWith(ownScope) ? undefined : folderOf(next.name, next.from);
    if (folder === undefined || folders.has(folder)) continue;
    folders.add(folder);
    for (const name of dependenciesOf(folder)) waiting.push({ name, from: folder });
  }
  return [...folders];
}

/** Those for other systems are not installed. */
function folderOf(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return realpathSync(candidate);
    if (path.dirname(folder) === folder) return undefined;
  }
}

function dependenciesOf(folder: string): string[] {
  const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  if (!isRecord(manifest)) return [];
  return ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) => {
    const listed = manifest[kind];
    return isRecord(listed) ? Object.keys(listed) : [];
  });
}
