import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pdfjs } from './load-pdfjs.ts';
import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { PartRefused } from '../document/extraction.ts';
import { linkPorts } from './pdfjs-port.ts';

export interface OpenPdf {
  document: PDFDocumentProxy;
  /** The password that opened it, where one was needed. */
  password?: string;
  /** True for a file without an end, of which only the first part may be there. */
  isRepaired?: boolean;
  /** Pictures met so far; grows as pages are read. */
  picturesMet(): number;
  close(): Promise<void>;
}

const packageFolder = path.resolve(
  path.dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/legacy/build/pdf.mjs'))),
  '../..',
);

/** Where pdf.js finds its character maps, standard fonts and decoders; all within its package, read as files. */
export const pdfjsFolders = {
  cMapUrl: `${packageFolder}/cmaps/`,
  standardFontDataUrl: `${packageFolder}/standard_fonts/`,
  wasmUrl: `${packageFolder}/wasm/`,
  iccUrl: `${packageFolder}/iccs/`,
};

/**
 * Opens a PDF for its text: in this thread, no font is drawn, no picture decoded, nothing fetched. A file without its end
 * gets one when it still has a catalogue.
 * @throws PartRefused `encrypted` when no password fits, `damaged` when there is no document in it
 */
export async function openPdf(bytes: Uint8Array, passwords: readonly string[]): Promise<OpenPdf> {
  try {
    return await tryToOpen(bytes, passwords);
  } catch (error) {
    const ended = isDamaged(error) ? withNewEnd(bytes) : undefined;
    if (ended === undefined) throw error;
    return { ...(await tryToOpen(ended, passwords)), isRepaired: true };
  }
}

function isDamaged(error: unknown): boolean {
  return error instanceof PartRefused && error.gap.reason === 'damaged';
}

/** pdf.js looks for objects where the cross-reference table fails, but needs a trailer to begin with. */
function withNewEnd(bytes: Uint8Array): Uint8Array | undefined {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const catalogue = file.lastIndexOf('/Catalog');
  if (catalogue === -1) return undefined;
  const before = file.toString('latin1', Math.max(0, catalogue - 2048), catalogue);
  const reference = [...before.matchAll(/(\d+)\s+(\d+)\s+obj/g)].at(-1);
  if (reference === undefined) return undefined;
  const root = `${reference[1] ?? ''} ${reference[2] ?? ''} R`;
  return Buffer.concat([file, Buffer.from(`\ntrailer\n<< /Root ${root} >>\nstartxref\n0\n%%EOF\n`)]);
}

async function tryToOpen(bytes: Uint8Array, passwords: readonly string[]): Promise<OpenPdf> {
  let pictures = 0;
  const { main, worker } = linkPorts({ pictureMet: () => void (pictures += 1) });
  WorkerMessageHandler.initializeFromPort(worker);
  // @ts-expect-error -- its type asks for a browser's Worker, of which it uses what the port has
  const parser = new pdfjs.PDFWorker({ port: main, verbosity: pdfjs.VerbosityLevel.ERRORS });
  const task = pdfjs.getDocument({
    // pdf.js wants no Buffer, and may keep what it is given
    data: new Uint8Array(bytes),
    worker: parser,
    ...pdfjsFolders,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    disableFontFace: false,
    useSystemFonts: false,
    fontExtraProperties: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    useWorkerFetch: false,
    stopAtErrors: false,
    enableXfa: false,
  });
  const passwordsLeft = passwords.values();
  let password: string | undefined;
  task.onPassword = (tryPassword: (password: string | Error) => void) => {
    const next = passwordsLeft.next();
    if (next.done === true) throw new PartRefused({ reason: 'encrypted' });
    password = next.value;
    tryPassword(next.value);
  };
  const close = async () => {
    await task.destroy();
    parser.destroy();
    main.terminate();
    worker.terminate();
  };
  try {
    const document = await task.promise;
    return { document, ...(password === undefined ? {} : { password }), picturesMet: () => pictures, close };
  } catch (error) {
    await close();
    throw asRefusal(error);
  }
}

function asRefusal(error: unknown): PartRefused {
  if (error instanceof PartRefused) return error;
  const isPassword = error instanceof Error && error.name === 'PasswordException';
  return new PartRefused({ reason: isPassword ? 'encrypted' : 'damaged' });
}
