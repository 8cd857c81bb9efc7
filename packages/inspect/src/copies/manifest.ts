import { timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { FieldFault, FieldReader, FieldWriter } from './byte-fields.ts';
import { CopyIndexRefused } from './copy-index.ts';
import { checksum, refuseDamaged, replaceFile } from './durable-files.ts';
import { gramTokens, windowGrams } from './fingerprint.ts';
import { deriveKey, sealText } from './keys.ts';

/** Which files make the index, in one file that is only ever replaced whole. */
export interface Manifest {
  /** Grows by one with each manifest; names of files are made from it and never used again. */
  generation: number;
  lowSide: boolean;
  segments: ManifestSegment[];
  journal: string;
}

export interface ManifestSegment {
  file: string;
  bytes: number;
  documents: number;
  fingerprints: number;
  /** Numbers of removed documents, ascending. */
  removed: number[];
}

const manifestName = 'index.manifest';
const magic = 'FNGCOPYM';
const formatVersion = 1;
const segmentsMax = 1024;

export function manifestFile(folder: string): string {
  return path.join(folder, manifestName);
}

/** What changes when the manifest was replaced; undefined where there is none. */
export function stampOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? undefined : `${found.ino}.${found.size}.${found.mtimeNs}`;
}

export function writeManifest(folder: string, key: Uint8Array, manifest: Manifest): void {
  const manifestKey = deriveKey(key, 'copies/manifest');
  const writer = new FieldWriter(1024)
    .text(magic)
    .u32(formatVersion)
    .u32(gramTokens)
    .u32(windowGrams)
    .text(sealText(manifestKey, 'key'))
    .varint(manifest.generation)
    .u8(manifest.lowSide ? 1 : 0)
    .text(manifest.journal)
    .varint(manifest.segments.length);
  for (const segment of manifest.segments) writeSegmentEntry(writer, segment);
  const body = writer.finish();
  const sealed = new FieldWriter(body.byteLength + 128).bytes(body).text(sealText(manifestKey, body));
  sealed.u32(checksum(sealed.finish()));
  replaceFile(manifestFile(folder), sealed.finish());
}

function writeSegmentEntry(writer: FieldWriter, segment: ManifestSegment): void {
  // Sizes may pass 2³², which one field does not hold.
  writer
    .text(segment.file)
    .varint(Math.floor(segment.bytes / 2 ** 31))
    .varint(segment.bytes % 2 ** 31)
    .varint(segment.documents)
    .varint(Math.floor(segment.fingerprints / 2 ** 31))
    .varint(segment.fingerprints % 2 ** 31)
    .varint(segment.removed.length);
  let before = 0;
  for (const document of segment.removed) {
    writer.varint(document - before);
    before = document;
  }
}

/** @throws CopyIndexRefused `damaged`, `wrong-key`, `unknown-version`; lets ENOENT pass */
export function readManifest(folder: string, key: Uint8Array): Manifest {
  const file = manifestFile(folder);
  const bytes = readFileSync(file);
  const end = bytes.byteLength - 4;
  if (end < 0 || checksum(bytes.subarray(0, end)) !== bytes.readUInt32LE(end))
    refuseDamaged(file, 'checksum');
  try {
    const sealed = new FieldReader(bytes.subarray(0, end));
    const body = sealed.bytes();
    return parseManifest({ body, seal: sealed.text() }, deriveKey(key, 'copies/manifest'), file);
  } catch (error) {
    if (error instanceof FieldFault) return refuseDamaged(file, error.message);
    throw error;
  }
}

function parseManifest(
  { body, seal }: { body: Buffer; seal: string },
  manifestKey: Buffer,
  file: string,
): Manifest {
  const reader = new FieldReader(body);
  if (reader.text() !== magic) refuseDamaged(file, 'not a manifest');
  const version = [reader.u32(), reader.u32(), reader.u32()].join('.');
  if (version !== [formatVersion, gramTokens, windowGrams].join('.'))
    throw new CopyIndexRefused('unknown-version', version);
  if (!isSame(reader.text(), sealText(manifestKey, 'key'))) throw new CopyIndexRefused('wrong-key');
  if (!isSame(seal, sealText(manifestKey, body))) refuseDamaged(file, 'seal');
  const manifest: Manifest = {
    generation: reader.varint(),
    lowSide: reader.u8() === 1,
    journal: fileName(reader.text()),
    segments: [],
  };
  const count = reader.varint();
  if (count > segmentsMax) throw new FieldFault('too many segments');
  for (let i = 0; i < count; i += 1) manifest.segments.push(readSegmentEntry(reader));
  return manifest;
}

function readSegmentEntry(reader: FieldReader): ManifestSegment {
  const file = fileName(reader.text());
  const bytes = reader.varint() * 2 ** 31 + reader.varint();
  const documents = reader.varint();
  const fingerprints = reader.varint() * 2 ** 31 + reader.varint();
  const count = reader.varint();
  if (count > documents) throw new FieldFault('more removed than there are');
  const removed: number[] = [];
  let document = 0;
  for (let i = 0; i < count; i += 1) {
    document += reader.varint();
    if (document >= documents) throw new FieldFault('removes what is not there');
    removed.push(document);
  }
  return { file, bytes, documents, fingerprints, removed };
}

/** The manifest is sealed, but a name that leaves the folder is not followed whoever wrote it. */
function fileName(name: string): string {
  if (!/^(?:segment|journal)-\d+$/.test(name)) throw new FieldFault('the name of a file is not valid');
  return name;
}

function isSame(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
