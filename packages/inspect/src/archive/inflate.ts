/* oxlint-disable no-underscore-dangle -- names of Node's own */
import zlib from 'node:zlib';

declare module 'node:zlib' {
  interface Zlib {
    /**
     * What `gunzipSync` and its like are made of. Not in the documentation, but kept by Node: minizlib, with which npm
     * unpacks, is built on it.
     */
    _processChunk(chunk: Uint8Array, flushFlag: number): Buffer | null;
    _handle: { close(): void } | null;
  }
}

const nothing = Buffer.alloc(0);

export type Packing = 'deflate-raw' | 'zstd';

/** What comes of a piece that turns out damaged is lost, so pieces are small. */
const pieceBytes = 2 * 1024;
/** A few bytes of Zstandard can stand for a block of 128 KiB. */
const zstdPieceBytes = 512;
const outputBytes = 64 * 1024;

/**
 * Unpacks piece by piece, as they are asked for, without waiting: a reader of windows cannot wait. Node has this only in
 * one piece (`gunzipSync`) or as a stream. Ends where the packed stream ends and returns how many bytes it took.
 * Throws zlib's error where the data is damaged or ends early, after what could be unpacked was given.
 */
export function* inflatePieces(packing: Packing, packed: Iterable<Uint8Array>): Generator<Buffer, number> {
  const stream = createStream(packing);
  const handle = stream._handle;
  if (handle === null) throw new Error('This zlib has no handle.');
  // Each call would close the stream at its end; it stays open until the last one.
  const close = handle.close.bind(handle);
  handle.close = () => undefined;
  const size = packing === 'zstd' ? zstdPieceBytes : pieceBytes;
  const flush = packing === 'zstd' ? zlib.constants.ZSTD_e_continue : zlib.constants.Z_SYNC_FLUSH;
  let taken = 0;
  try {
    for (const window of packed) {
      for (let at = 0; at < window.byteLength; at += size) {
        const piece = window.subarray(at, at + size);
        const out = stream._processChunk(piece, flush);
        stream._handle = handle;
        stream.removeAllListeners('error');
        taken += stream.bytesWritten;
        // The stream writes its next output to the same place.
        if (out !== null && out.length > 0) yield Buffer.from(out);
        if (stream.bytesWritten < piece.byteLength) return taken;
      }
    }
    const rest = stream._processChunk(
      nothing,
      packing === 'zstd' ? zlib.constants.ZSTD_e_end : zlib.constants.Z_FINISH,
    );
    stream._handle = handle;
    if (rest !== null && rest.length > 0) yield Buffer.from(rest);
    return taken;
  } finally {
    stream.on('error', () => undefined);
    handle.close = close;
    handle.close();
    stream._handle = null;
  }
}

function createStream(packing: Packing): zlib.Zlib & NodeJS.EventEmitter {
  switch (packing) {
    case 'deflate-raw':
      return zlib.createInflateRaw({ chunkSize: outputBytes });
    case 'zstd':
      return zlib.createZstdDecompress({ chunkSize: outputBytes });
  }
}
