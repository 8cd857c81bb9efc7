import bwip from 'bwip-js';

/** Longest code on a paper; a QR symbol of 18 mm stays readable. Characters. */
export const codeCharsMax = 64;
/** Longest code on a label, where Code 128 has 50 mm. Characters. */
export const labelCodeCharsMax = 24;

const codePattern = /^[A-Za-z0-9-]+$/u;

interface QrMatrix {
  /** Modules on a side, without the quiet zone. */
  size: number;
  /** Row by row, `true` = dark. */
  dark: boolean[];
}

/**
 * Crashes on anything but a plain id: a code leads back to the thing and says nothing of it, so words in it are our mistake.
 */
export function assertCode(code: string, charsMax = codeCharsMax): void {
  if (code.length > charsMax || !codePattern.test(code)) {
    throw new Error(`a printed code must be 1 to ${charsMax} of A-Z a-z 0-9 and hyphen`);
  }
}

/** QR symbol (ISO/IEC 18004), error correction M, as modules. */
export function encodeQr(code: string, charsMax = codeCharsMax): QrMatrix {
  assertCode(code, charsMax);
  const symbol = bwip.raw('qrcode', code, 'eclevel=M')[0];
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('no QR symbol was made');
  return { size: symbol.pixx, dark: symbol.pixs.map((pixel) => pixel === 1) };
}

/** Code 128 (ISO/IEC 15417) as widths in modules: bar, space, bar … */
export function encodeCode128(code: string): number[] {
  assertCode(code, labelCodeCharsMax);
  const symbol = bwip.raw('code128', code, '')[0];
  if (symbol === undefined || !('sbs' in symbol)) throw new Error('no Code 128 symbol was made');
  return symbol.sbs;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** As much of a pdfkit document as drawing a symbol needs. */
export interface Pen {
  rect(x: number, y: number, width: number, height: number): unknown;
  fill(color: string): unknown;
}

/** Draws the QR symbol as one filled path, a rectangle per run of dark modules, so that printers show no seams. */
export function drawQr(
  doc: Pen,
  code: string,
  box: { x: number; y: number; side: number; charsMax?: number },
): void {
  const { size, dark } = encodeQr(code, box.charsMax);
  const unit = box.side / size;
  for (let row = 0; row < size; row += 1) {
    let start = -1;
    for (let column = 0; column <= size; column += 1) {
      const on = column < size && dark[row * size + column] === true;
      if (on && start < 0) start = column;
      if (on || start < 0) continue;
      doc.rect(box.x + start * unit, box.y + row * unit, (column - start) * unit, unit);
      start = -1;
    }
  }
  doc.fill('black');
}

/** Draws Code 128 across the box, with the quiet zone of ten modules on each side that the standard asks for. */
export function drawCode128(doc: Pen, code: string, box: Box): void {
  const widths = encodeCode128(code);
  const quiet = 10;
  const unit = box.width / (widths.reduce((sum, width) => sum + width, 0) + quiet * 2);
  let x = box.x + quiet * unit;
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) doc.rect(x, box.y, width * unit, box.height);
    x += width * unit;
  }
  doc.fill('black');
}
