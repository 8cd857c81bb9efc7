import iconv from 'iconv-lite';
import { bufferOf } from '../document/windows.ts';
import type { TextEncodingName } from './detect-encoding.ts';
import { hzToGb } from './hz.ts';
import type { HzState } from './hz.ts';

/** Turns the windows of a text into characters; what cannot be decoded becomes U+FFFD. */
export interface StreamDecoder {
  write(bytes: Uint8Array): string;
  end(): string;
}

export function makeDecoder(encoding: TextEncodingName): StreamDecoder {
  // ICU's Big5 lacks parts of the Hong Kong set that the Encoding Standard has.
  if (encoding === 'big5') return big5Decoder();
  if (encoding === 'hz') return hzDecoder();
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return { write: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

function big5Decoder(): StreamDecoder {
  const decoder = iconv.getDecoder('big5');
  return {
    write: (bytes) => decoder.write(bufferOf(bytes)),
    end: () => decoder.end() ?? '',
  };
}

function hzDecoder(): StreamDecoder {
  const decoder = new TextDecoder('gb18030');
  const state: HzState = { chinese: false, held: undefined };
  return {
    write: (bytes) => decoder.decode(hzToGb(bytes, state), { stream: true }),
    end: () => decoder.decode(),
  };
}
