import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { builtinPolicies, parsePolicyText } from '../policy/policy.ts';
import type { InspectionPolicy } from '../policy/policy.ts';
import { createEngine } from '../scan/engine.ts';
import type { Engine, EngineOptions } from '../scan/engine.ts';
import { createExactDataDetector } from '../exact/exact-data-detector.ts';
import { InspectFault } from '../scan/inspect-fault.ts';
import { defaultKeyFolder, ensureInstallationKey, readInstallationKey } from '../scan/installation-key.ts';
import { loadExactTable } from '../scan/load-exact-table.ts';
import { makePictureFinder } from '../scan/picture-finder.ts';
import { readTermList, readTextFile } from '../scan/read-lists.ts';
import type { ScanOptions } from './define-inspect-commands.ts';
import type { Setting } from './inspect-io.ts';
import { checkFolder, digestOfIndex, openProtectedIndex } from './protected-index.ts';
import type { ProtectedIndex } from './protected-index.ts';

/** An engine with what must be closed after it. */
export interface LoadedEngine {
  readonly engine: Engine;
  close(): Promise<void>;
}

/** Makes the engine that the options of `scan` ask for. */
export async function loadEngine(options: ScanOptions, setting: Setting): Promise<LoadedEngine> {
  const policy = await loadPolicy(options.policy);
  const key = await loadKey(options.keyFile, setting);
  const terms =
    options.terms === undefined
      ? undefined
      : await readTermList(options.terms, policy.looksFor.termSpellings);
  const more =
    options.exact === undefined
      ? []
      : [
          {
            detector: createExactDataDetector(await loadExactTable(options.exact, key)),
            digest: digestOf(await readFile(options.exact)),
          },
        ];
  // Last, since it must be closed: nothing after it fails.
  const index = options.index === undefined ? undefined : await openIndexToRead(options.index, key);
  const given: EngineOptions = {
    policy,
    key,
    ...(terms === undefined ? {} : { terms }),
    more,
    ...(index === undefined ? {} : { copies: { index: index.texts, digest: index.digest } }),
    ...(index?.pictures === undefined
      ? {}
      : { pictures: { inspect: makePictureFinder(index.pictures, key), digest: index.digest } }),
  };
  return { engine: createEngine(given), close: async () => index?.close() };
}

/** A built-in policy by its id, or one from a file. */
export async function loadPolicy(named: string): Promise<InspectionPolicy> {
  const builtin = builtinPolicies.get(named);
  if (builtin !== undefined) return builtin;
  const isFile = await stat(named).then(
    () => true,
    () => false,
  );
  if (!isFile) throw new InspectFault('policy-unknown', { path: named });
  const parsed = parsePolicyText(await readTextFile(named));
  if (parsed.ok) return parsed.policy;
  throw new InspectFault('policy-faults', {
    path: named,
    detail: {
      zh: parsed.faults.map((fault) => `  ${fault.path}：${fault.zh}`).join('\n'),
      en: parsed.faults.map((fault) => `  ${fault.path}: ${fault.en}`).join('\n'),
    },
  });
}

export async function loadKey(keyFile: string | undefined, { io }: Setting): Promise<Uint8Array> {
  return keyFile === undefined
    ? ensureInstallationKey(defaultKeyFolder(io.env))
    : readInstallationKey(path.resolve(keyFile));
}

async function openIndexToRead(
  folder: string,
  key: Uint8Array,
): Promise<ProtectedIndex & { digest: string }> {
  await checkFolder(folder);
  const digest = await digestOfIndex(folder);
  return { ...(await openProtectedIndex(folder, { key, mode: 'read' })), digest };
}

function digestOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
