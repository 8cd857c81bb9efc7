import { sourceOf } from '../document/byte-source.ts';
import type { Extraction } from '../document/extraction.ts';
import { decodePage } from './code-pages.ts';
import type { CompoundFile } from './compound.ts';
import { tellPicture } from './pictures.ts';

/** Streams that hold the place, look and class of an object and nothing it says. */
const silentStream =
  // oxlint-disable-next-line no-control-regex -- names of streams begin with them
  /^(?:\u0001CompObj|\u0001Ole|\u0001OleLink|\u0003(?:ObjInfo|EPRINT|LinkInfo|OCXNAME|PIC|META|ACCESSOBJSITEDATA)|\u0002OlePres\d+|\u0005(?:Document)?SummaryInformation|Equation Native|Ole10ItemName|ETExtData|WpsCustomData|KSEMBEDDEDOBJ|PRINT|Current User|\u0001Sh33tJ5)$/;
const officeStream =
  /^(?:WordDocument|Workbook|Book|PowerPoint Document|CONTENTS|Package|EncryptedPackage)$/i;
const packageStream = /^(?:Package|EmbeddedOdf|Contents)$/i;
const nativeStream = '\u0001Ole10Native';

/** Enters what the objects of a document contain; `storages` are their storages in the compound file. */
export async function enterObjects(
  extraction: Extraction,
  file: CompoundFile,
  storages: readonly string[],
): Promise<void> {
  for (const storage of storages) {
    const streams = file.names.filter((name) => name.startsWith(`${storage}/`));
    const inner = streams.map((name) => name.slice(storage.length + 1));
    if (inner.length === 0) continue;
    const isDocument = inner.some((name) =>
      /^(?:WordDocument|Workbook|Book|PowerPoint Document)$/i.test(name),
    );
    if (isDocument) {
      const bytes = file.extract(storage);
      extraction.spend(bytes.length, bytes.length);
      await extraction.enter({ name: storage, source: sourceOf(bytes), hidden: 'embedded' });
    } else await enterStreams(extraction, file, streams);
  }
}

/** Enters each stream that may be a file; says those that are not known. */
export async function enterStreams(
  extraction: Extraction,
  file: CompoundFile,
  streams: readonly string[],
): Promise<void> {
  for (const name of streams) {
    const short = name.slice(name.lastIndexOf('/') + 1);
    if (silentStream.test(short)) continue;
    const bytes = file.read(name);
    if (bytes === undefined || bytes.length === 0) continue;
    if (short === nativeStream) await enterNative(extraction, bytes);
    else if (packageStream.test(short) || officeStream.test(short)) await enterFile(extraction, short, bytes);
    else if (!tellPicture(extraction, bytes)) await enterFile(extraction, short, bytes);
  }
}

async function enterFile(extraction: Extraction, name: string, bytes: Buffer): Promise<void> {
  if (tellPicture(extraction, bytes)) return;
  await extraction.enter({ name, source: sourceOf(bytes), hidden: 'embedded' });
}

/** A file dropped into a document ([MS-OLEDS] 2.3.6; the layout within is that of the Packager program). */
export async function enterNative(extraction: Extraction, stream: Buffer): Promise<void> {
  const native = readNative(stream);
  if (native === undefined) {
    await enterFile(extraction, 'Ole10Native', stream.subarray(Math.min(4, stream.length)));
    return;
  }
  for (const text of new Set([native.label, native.path])) {
    if (text.trim() !== '')
      extraction.emit({ text, place: { kind: 'attribute', name: 'fileName' }, hidden: 'property' });
  }
  await enterFile(extraction, native.label === '' ? 'Ole10Native' : native.label, native.content);
}

function readNative(stream: Buffer): { label: string; path: string; content: Buffer } | undefined {
  if (stream.length < 12 || stream.readUInt16LE(4) !== 2) return undefined;
  const label = readZeroEnded(stream, 6);
  const path = label === undefined ? undefined : readZeroEnded(stream, label.end);
  if (label === undefined || path === undefined || path.end + 8 > stream.length) return undefined;
  const tempBytes = stream.readUInt32LE(path.end + 4);
  const at = path.end + 8 + tempBytes;
  if (at + 4 > stream.length) return undefined;
  const bytes = stream.readUInt32LE(at);
  return { label: label.text, path: path.text, content: stream.subarray(at + 4, at + 4 + bytes) };
}

function readZeroEnded(stream: Buffer, from: number): { text: string; end: number } | undefined {
  const end = stream.indexOf(0, from);
  if (end === -1 || end - from > 1024) return undefined;
  return { text: decodePage(stream.subarray(from, end), 936), end: end + 1 };
}
