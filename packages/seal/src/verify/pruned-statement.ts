import type { Folder } from './folder.ts';
import type { Findings } from './report.ts';
import { checkKey, readHead, readSignedText, signedTextBytesMax } from './signed-text.ts';
import type { Head, PublicKey } from './signed-text.ts';

export interface Pruned {
  readonly minimum: number;
  readonly root: Buffer;
  readonly time: string;
}

/** The file `pruned`, believed only with a log signature. Undefined when there is none or it is not to be believed. */
export function readPruned(
  folder: Folder,
  site: { head: Head; keys: readonly PublicKey[]; findings: Findings },
): Pruned | undefined {
  const { head, keys, findings } = site;
  if (!folder.names('').includes('pruned')) return undefined;
  const bytes = folder.read('pruned', signedTextBytesMax);
  if (bytes === undefined) return undefined;
  const signed = readSignedText(bytes);
  const [title, ...lines] = signed?.text.split('\n') ?? [];
  const names = ['origin', 'minimum', 'root', 'time'];
  const fields = names.map((name, i) =>
    lines[i]?.startsWith(`${name} `) ? lines[i].slice(name.length + 1) : '',
  );
  const [origin = '', minimum = '', root = '', time = ''] = fields;
  // Size and root follow the rules they have in a checkpoint.
  const parsed = readHead(`${origin}\n${minimum}\n${root}\n`);
  const isWhole = title === 'fengni/pruned/v1' && lines.length === 5 && lines[4] === '' && time !== '';
  if (signed === undefined || parsed === undefined || !isWhole) {
    findings.add('pruned.malformed');
    return undefined;
  }
  const states = keys.map((key) => checkKey(signed, key).state);
  if (states.length === 0 || states.some((state) => state !== 'valid')) {
    findings.add('pruned.signature');
    return undefined;
  }
  if (parsed.origin !== head.origin || parsed.size > head.size) {
    findings.add('pruned.origin', { origin: parsed.origin });
    return undefined;
  }
  return { minimum: parsed.size, root: parsed.root, time };
}
