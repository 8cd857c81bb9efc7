import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openCheckpoint } from '../checkpoint.ts';
import { cosign, parseWitnessRequest } from '../cosignature.ts';
import { SealError } from '../errors.ts';
import { parseSignerKey } from '../note.ts';
import type { VerifierKey } from '../note.ts';
import { nodeReader, tilePath } from '../tiles.ts';
import { consistencyProof } from '../tree.ts';
import { renderReport } from '../verify/report.ts';
import type { Language } from '../verify/report.ts';
import { verifyExport } from '../verify/verify.ts';
import { Stop, exitCodes, readInput, readKeyFile, refusing, usage, writeOutput } from './io.ts';
import type { ExitCode, SealIo } from './io.ts';

export interface CosignArguments {
  readonly input: string;
  readonly signer: string;
  readonly key: string;
  readonly state: string;
  readonly out: string;
  readonly isFirst: boolean;
}

interface Request {
  readonly checkpoint: string;
  readonly proof?: readonly Buffer[];
}

async function readPrevious(args: CosignArguments): Promise<string | undefined> {
  const exists = await stat(args.state).then(
    () => true,
    () => false,
  );
  if (exists && args.isFirst) {
    throw usage(
      `状态文件 ${args.state} 已存在，不是第一次签名。`,
      `State file ${args.state} exists: not the first time.`,
    );
  }
  if (!exists && !args.isFirst) {
    throw usage(
      `找不到状态文件 ${args.state}。若确是第一次为此日志签名，请加 --first。`,
      `There is no state file ${args.state}. If this is the first signature for this log, add --first.`,
    );
  }
  return exists ? (await readInput(args.state)).toString('utf8') : undefined;
}

/** Checks the whole export, then computes the consistency proof from its tiles. */
async function requestFromExport(
  dir: string,
  context: {
    keyFile: Buffer;
    logKeys: readonly VerifierKey[];
    previous: string | undefined;
    now: Date;
    language: Language;
  },
): Promise<Request> {
  const { keyFile, logKeys, previous, now, language } = context;
  const since = previous === undefined ? {} : { since: Buffer.from(previous) };
  const report = await verifyExport({ dir, keys: keyFile, now, ...since });
  if (report.verdict !== 'intact') {
    const text = renderReport(report, language);
    throw new Stop(report.verdict === 'broken' ? exitCodes.broken : exitCodes.unreadable, {
      zh: text,
      en: text,
    });
  }
  const checkpoint = (await readInput(join(dir, 'checkpoint'))).toString('utf8');
  if (previous === undefined) return { checkpoint };
  const { size } = openCheckpoint(checkpoint, logKeys);
  const oldSize = openCheckpoint(previous, logKeys).size;
  const readNode = nodeReader(size, (tile) => readFile(join(dir, tilePath(tile))));
  return { checkpoint, proof: await consistencyProof({ oldSize, size, readNode }) };
}

async function requestFromFile(path: string, oldSize: number | undefined): Promise<Request> {
  const text = (await readInput(path)).toString('utf8');
  if (!text.startsWith('old ')) return { checkpoint: text };
  const request = parseWitnessRequest(text);
  if (request.oldSize !== (oldSize ?? 0)) {
    throw new SealError(
      'cosign.proof',
      `the proof starts at ${request.oldSize}, last signed ${oldSize ?? 0}`,
    );
  }
  return request;
}

/** `seal cosign`: the witness's record is on disk before the signature is handed out (tlog-witness). */
export async function runCosign(args: CosignArguments, io: SealIo, language: Language): Promise<ExitCode> {
  const keyFile = await readInput(args.key);
  const logKeys = await refusing(exitCodes.unreadable, () => readKeyFile(args.key));
  const signer = await refusing(exitCodes.unreadable, async () =>
    parseSignerKey((await readInput(args.signer)).toString('utf8').trimEnd()),
  );
  const previous = await readPrevious(args);
  const now = io.now();
  const signed = await refusing(exitCodes.broken, async () => {
    const isFolder = (await stat(args.input).catch(() => undefined))?.isDirectory() === true;
    const oldSize = previous === undefined ? undefined : openCheckpoint(previous, logKeys).size;
    const request = isFolder
      ? await requestFromExport(args.input, { keyFile, logKeys, previous, now, language })
      : await requestFromFile(args.input, oldSize);
    const { checkpoint, proof } = request;
    return cosign(checkpoint, signer, {
      logKeys,
      time: now,
      ...(previous && { previous }),
      ...(proof && { proof }),
    });
  });
  await writeOutput(args.state, signed.note, { mode: 0o600, isNew: args.isFirst });
  await writeOutput(args.out, signed.note, { mode: 0o644, isNew: false });
  io.stdout(signed.line);
  return exitCodes.good;
}
