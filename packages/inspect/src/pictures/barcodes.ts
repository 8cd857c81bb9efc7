import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Canvas } from '@napi-rs/canvas';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Region } from '../document/place.ts';

export interface CodeFound {
  text: string;
  /** `QRCode`, `Code128` … as ZXing names them. */
  format: string;
  region: Region;
}

const symbolsMax = 64;
let isPrepared = false;

/** By default its decoder is fetched from the network; here it comes out of the package. */
function prepare(): void {
  if (isPrepared) return;
  const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  prepareZXingModule({ overrides: { wasmBinary: Uint8Array.from(wasm).buffer } });
  isPrepared = true;
}

/** QR codes, Data Matrix, PDF417, Aztec and bar codes in a picture. */
export async function readCodes(picture: Canvas): Promise<CodeFound[]> {
  prepare();
  const { width, height } = picture;
  const { data } = picture.getContext('2d').getImageData(0, 0, width, height);
  const pixels = { data: Uint8ClampedArray.from(data), width, height, colorSpace: 'srgb' as const };
  const found = await readBarcodes(pixels, {
    tryHarder: true,
    maxNumberOfSymbols: symbolsMax,
    textMode: 'Plain',
  });
  return found.flatMap(({ isValid, text, format, position }) => {
    if (!isValid || text === '') return [];
    const corners = [position.topLeft, position.topRight, position.bottomLeft, position.bottomRight];
    const xs = corners.map(({ x }) => x / width);
    const ys = corners.map(({ y }) => y / height);
    const [x, y] = [Math.min(...xs), Math.min(...ys)];
    return [{ text, format, region: { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y } }];
  });
}
