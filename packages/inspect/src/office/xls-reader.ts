import type { Extraction } from '../document/extraction.ts';
import type { Hidden, Place } from '../document/place.ts';
import { BiffReader, type BiffRecord, pageString } from './biff-records.ts';
import { showNumber } from './cell-format.ts';
import { HiddenColumns, columnLetters, plainHeaderText } from './cell-names.ts';
import { XlsLooks } from './xls-looks.ts';

export interface XlsBook {
  extraction: Extraction;
  /** Excel 5 and 95: text in a code page. */
  isOld: boolean;
  page: number;
  date1904: boolean;
}

interface Sheet {
  name: string;
  hidden: Hidden | undefined;
  columns: HiddenColumns;
  rows: Set<number>;
}

interface CellPlace {
  row: number;
  column: number;
  style: number;
}

/** Text box, button, check box, option, label, group box: the kinds with words. */
const oldTextObjects: ReadonlySet<number> = new Set([6, 7, 11, 12, 14, 19]);
const noteObject = 0x19;
const errors: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

/** Reads the records of a binary workbook one after the other ([MS-XLS] 2.4). */
export class XlsReader {
  readonly #book: XlsBook;
  readonly #looks = new XlsLooks();
  readonly #strings: string[] = [];
  readonly #readings: string[] = [];
  readonly #used = new Set<number>();
  readonly #sheets = new Map<number, Sheet>();
  readonly #notes = new Map<number, string>();
  /** Objects of Excel 5 and 95 that hold words within their own record, whose layout is not read. */
  #oldObjects = 0;
  #sheet: Sheet | undefined;
  #depth = 0;
  #object: { type: number; id: number } | undefined;
  #formula: CellPlace | undefined;

  constructor(book: XlsBook) {
    this.#book = book;
  }

  read(record: BiffRecord): void {
    const { type, data } = record;
    if (!this.#readGlobal(record) && !this.#readCell(type, data, record.pieces)) this.#readOther(record);
  }

  /** Strings no cell refers to are still in the file. */
  end(): void {
    this.#endSheet();
    if (this.#oldObjects > 0)
      this.#book.extraction.skip({ reason: 'unsupported-feature', count: this.#oldObjects });
    this.#sheet = undefined;
    for (const text of this.#readings) this.#emit(text, { kind: 'attribute', name: 'phonetic' }, 'property');
    for (const [index, text] of this.#strings.entries()) {
      if (!this.#used.has(index)) this.#emit(text, { kind: 'cell', name: 'sharedStrings' }, 'hidden-text');
    }
  }

  #readGlobal({ type, at, data, pieces }: BiffRecord): boolean {
    switch (type) {
      case 0x809:
        this.#begin(at, data);
        return true;
      case 0x0a:
        this.#depth -= 1;
        return true;
      case 0x42:
        if (data.length >= 2) this.#book.page = data.readUInt16LE(0);
        return true;
      case 0x22:
        this.#book.date1904 = data[0] === 1;
        return true;
      case 0x85:
        this.#addSheet(data);
        return true;
      case 0x31:
        this.#looks.addFont(data);
        return true;
      case 0x92:
        this.#looks.setPalette(data);
        return true;
      case 0xe0:
        this.#looks.addCell(data, this.#book.isOld);
        return true;
      case 0x41e:
        if (data.length > 2)
          this.#looks.addFormat(data.readUInt16LE(0), this.#text(data, 2, this.#book.isOld ? 1 : 2));
        return true;
      case 0xfc:
        this.#readStrings(pieces);
        return true;
      default:
        return false;
    }
  }

  #begin(at: number, data: Buffer): void {
    this.#depth += 1;
    if (this.#depth > 1 && this.#sheets.get(at) === undefined) return;
    this.#depth = 1;
    if (data.length >= 2) this.#book.isOld = data.readUInt16LE(0) < 0x600;
    this.#endSheet();
    this.#sheet = this.#sheets.get(at);
    if (this.#sheet !== undefined)
      this.#emit(
        this.#sheet.name,
        { kind: 'name', name: 'sheet', sheet: this.#sheet.name },
        this.#sheet.hidden,
      );
  }

  #endSheet(): void {
    for (const text of this.#notes.values()) this.#emit(text, this.#place('comment'), 'comment');
    this.#notes.clear();
  }

  #addSheet(data: Buffer): void {
    if (data.length < 8) return;
    const state = data.readUInt8(4) & 3;
    const kind = data.readUInt8(5);
    const { isOld, page } = this.#book;
    const name = isOld
      ? pageString(data, 6, { lengthBytes: 1, page })
      : new BiffReader([data.subarray(7)]).string(data.readUInt8(6));
    if (kind === 1 || kind === 6) this.#book.extraction.skip({ reason: 'macro-not-read' });
    const hidden = state === 0 ? undefined : 'hidden-sheet';
    this.#sheets.set(data.readUInt32LE(0), { name, hidden, columns: new HiddenColumns(), rows: new Set() });
  }

  #readStrings(pieces: readonly Buffer[]): void {
    const reader = new BiffReader(pieces);
    reader.long();
    const count = reader.long();
    for (let index = 0; index < count && !reader.isDone; index += 1) {
      const { text, reading } = reader.richString();
      this.#strings.push(text);
      if (reading !== '') this.#readings.push(reading);
    }
  }

  #readCell(type: number, data: Buffer, pieces: readonly Buffer[]): boolean {
    switch (type) {
      case 0xfd:
        this.#tellShared(data);
        return true;
      case 0x204:
      case 0xd6:
        if (data.length >= 8) this.#tellCell(cellPlace(data), this.#text(data, 6, 2));
        return true;
      case 0x203:
        if (data.length >= 14) this.#tellNumber(cellPlace(data), data.readDoubleLE(6));
        return true;
      case 0x27e:
        if (data.length >= 10) this.#tellNumber(cellPlace(data), packedNumber(data.readInt32LE(6)));
        return true;
      case 0xbd:
        this.#tellPacked(data);
        return true;
      case 0x06:
      case 0x206:
      case 0x406:
        this.#tellFormula(data);
        return true;
      case 0x207:
        this.#tellResult(data, pieces);
        return true;
      case 0x205:
        if (data.length >= 8) this.#tellFlag(cellPlace(data), data.readUInt8(6), data.readUInt8(7) === 1);
        return true;
      default:
        return false;
    }
  }

  #tellShared(data: Buffer): void {
    if (data.length < 10) return;
    const index = data.readUInt32LE(6);
    this.#used.add(index);
    this.#tellCell(cellPlace(data), this.#strings[index] ?? '');
  }

  #tellPacked(data: Buffer): void {
    if (data.length < 6) return;
    const { row, column } = cellPlace(data);
    for (let at = 4, index = 0; at + 8 <= data.length; at += 6, index += 1) {
      const place = { row, column: column + index, style: data.readUInt16LE(at) };
      this.#tellNumber(place, packedNumber(data.readInt32LE(at + 2)));
    }
  }

  /** The last result of a formula: a number, or a sign of what it is else ([MS-XLS] 2.5.133). */
  #tellFormula(data: Buffer): void {
    if (data.length < 14) return;
    const place = cellPlace(data);
    if (data.readUInt16LE(12) !== 0xffff) {
      this.#tellNumber(place, data.readDoubleLE(6));
      return;
    }
    const kind = data.readUInt8(6);
    if (kind === 0) this.#formula = place;
    else if (kind === 1 || kind === 2) this.#tellFlag(place, data.readUInt8(8), kind === 2);
  }

  #tellResult(data: Buffer, pieces: readonly Buffer[]): void {
    const place = this.#formula;
    this.#formula = undefined;
    if (place === undefined || data.length < 3) return;
    const { isOld, page } = this.#book;
    const reader = new BiffReader(pieces);
    const text = isOld ? pageString(data, 0, { lengthBytes: 2, page }) : reader.string(reader.short());
    this.#tellCell(place, text);
  }

  #tellFlag(place: CellPlace, value: number, isError: boolean): void {
    this.#tellCell(place, isError ? (errors[value] ?? '#VALUE!') : value === 0 ? 'FALSE' : 'TRUE');
  }

  #tellNumber(place: CellPlace, value: number): void {
    if (!Number.isFinite(value)) return;
    const { format } = this.#looks.of(place.style);
    const { shown, isBlank, full } = showNumber(value, format, this.#book.date1904);
    this.#tellCell(place, shown, isBlank ? 'hidden-text' : undefined);
    if (full !== undefined) this.#tellCell(place, full, 'hidden-text');
  }

  #tellCell({ row, column, style }: CellPlace, text: string, reason?: Hidden): void {
    const sheet = this.#sheet;
    const hidden =
      sheet?.hidden ??
      (sheet?.rows.has(row) === true ? 'hidden-row' : undefined) ??
      (sheet?.columns.has(column) === true ? 'hidden-column' : undefined) ??
      reason ??
      this.#looks.of(style).hidden;
    const name = `${columnLetters(column)}${row + 1}`;
    this.#emit(text, { ...this.#place('cell'), cell: name }, hidden);
  }

  #readOther({ type, data, pieces }: BiffRecord): void {
    const { extraction } = this.#book;
    switch (type) {
      case 0x208:
        if (data.length >= 14 && (data.readUInt16LE(12) & 0x20) !== 0)
          this.#sheet?.rows.add(data.readUInt16LE(0));
        return;
      case 0x7d:
        if (data.length >= 10 && (data.readUInt16LE(8) & 1) !== 0)
          this.#sheet?.columns.add(data.readUInt16LE(0), data.readUInt16LE(2));
        return;
      case 0x14:
      case 0x15:
        this.#tellHeader(data, type === 0x14 ? 'header' : 'footer');
        return;
      case 0x5d:
        if (data.length >= 8) this.#object = { type: data.readUInt16LE(4), id: data.readUInt16LE(6) };
        if (this.#book.isOld && oldTextObjects.has(this.#object?.type ?? 0)) this.#oldObjects += 1;
        return;
      case 0x1b6:
        this.#readBox(data, pieces);
        return;
      case 0x1c:
        this.#tellNote(data);
        return;
      case 0x5c:
        this.#emit(
          this.#text(data, 0, this.#book.isOld ? 1 : 2),
          { kind: 'property', name: 'lastUser' },
          'property',
        );
        return;
      case 0x18:
        this.#tellName(data);
        return;
      case 0x1b8:
        this.#tellLink(data);
        return;
      case 0x1ae:
        this.#tellSource(data);
        return;
      case 0x100d:
        if (data.length > 3) this.#emit(this.#text(data, 2, 1), this.#place('text-box'));
        return;
      case 0x1be:
        this.#tellValidation(pieces);
        return;
      case 0x2f:
        extraction.skip({ reason: 'encrypted' });
        return;
      default:
    }
  }

  #tellHeader(data: Buffer, kind: 'header' | 'footer'): void {
    if (data.length < 2) return;
    const text = plainHeaderText(this.#text(data, 0, this.#book.isOld ? 1 : 2));
    this.#emit(text, this.#place(kind));
  }

  /** The text of a box stands in the continuations ([MS-XLS] 2.4.329). */
  #readBox(data: Buffer, pieces: readonly Buffer[]): void {
    if (data.length < 12 || pieces.length < 2) return;
    const text = new BiffReader(pieces.slice(1)).string(data.readUInt16LE(10));
    if (this.#object?.type === noteObject) this.#notes.set(this.#object.id, text);
    else this.#emit(text, this.#place('text-box'));
  }

  #tellNote(data: Buffer): void {
    if (data.length < 8) return;
    const cell = `${columnLetters(data.readUInt16LE(2))}${data.readUInt16LE(0) + 1}`;
    const place = { ...this.#place('comment'), cell };
    if (this.#book.isOld) {
      this.#emit(this.#text(data, 4, 2), place, 'comment');
      return;
    }
    const id = data.readUInt16LE(6);
    this.#emit(this.#notes.get(id) ?? '', place, 'comment');
    this.#notes.delete(id);
    if (data.length > 10)
      this.#emit(this.#text(data, 8, 2), { ...place, kind: 'attribute', name: 'author' }, 'comment');
  }

  /** Defined names ([MS-XLS] 2.4.150); those of Excel itself are numbers. */
  #tellName(data: Buffer): void {
    if (data.length < 16 || (data.readUInt16LE(0) & 0x20) !== 0) return;
    const units = data.readUInt8(3);
    const { isOld, page } = this.#book;
    const text = isOld
      ? pageString(Buffer.concat([Buffer.from([units]), data.subarray(14)]), 0, { lengthBytes: 1, page })
      : new BiffReader([data.subarray(14)]).string(units);
    this.#emit(text, { kind: 'name', name: 'definedName' }, 'property');
  }

  /** [MS-XLS] 2.4.140 and [MS-OSHARED] 2.3.7.1; the words in it are told wherever they stand. */
  #tellLink(data: Buffer): void {
    if (data.length < 32) return;
    const wide = data.subarray(32).toString('utf16le');
    const odd = data.subarray(33).toString('utf16le');
    const readable = /[\u0020-\u007e\u3000-\u9fff\uff00-\uffef]{4,}/g;
    const found = new Set([...(wide.match(readable) ?? []), ...(odd.match(readable) ?? [])]);
    for (const text of found) {
      if (/[:./\\#!]/.test(text))
        this.#emit(text, { ...this.#place('attribute'), name: 'hyperlink' }, 'property');
    }
  }

  /** Workbooks referred to ([MS-XLS] 2.4.271). */
  #tellSource(data: Buffer): void {
    if (data.length < 5) return;
    const units = data.readUInt16LE(2);
    if (units === 0x0401 || units === 0x3a01 || units > 0xff) return;
    // oxlint-disable-next-line no-control-regex -- volumes and folders stand between control characters
    const text = new BiffReader([data.subarray(4)]).string(units).replace(/[\u0000-\u001f]+/g, '/');
    if (text.length < 3) return;
    this.#emit(text, { kind: 'attribute', name: 'externalLink' }, 'property');
    this.#book.extraction.skip({ reason: 'external-content' });
  }

  /** Titles and texts of hints ([MS-XLS] 2.4.93). */
  #tellValidation(pieces: readonly Buffer[]): void {
    if (this.#book.isOld) return;
    const reader = new BiffReader(pieces);
    reader.skip(4);
    for (const name of ['promptTitle', 'errorTitle', 'prompt', 'error']) {
      const text = reader.string(reader.short()).replaceAll('\0', '');
      this.#emit(text, { ...this.#place('attribute'), name }, 'property');
    }
  }

  /** A string behind its length; Excel 97 has a flag between them. */
  #text(data: Buffer, at: number, lengthBytes: 1 | 2): string {
    const { isOld, page } = this.#book;
    if (isOld) return pageString(data, at, { lengthBytes, page });
    const reader = new BiffReader([data.subarray(at)]);
    const units = lengthBytes === 1 ? reader.byte() : reader.short();
    return reader.string(units);
  }

  #place(kind: Place['kind']): Omit<Place, 'path'> {
    return this.#sheet === undefined ? { kind } : { kind, sheet: this.#sheet.name };
  }

  #emit(text: string, place: Omit<Place, 'path'>, reason?: Hidden): void {
    if (text.trim() === '') return;
    const hidden = reason ?? this.#sheet?.hidden;
    this.#book.extraction.emit(hidden === undefined ? { text, place } : { text, place, hidden });
  }
}

function cellPlace(data: Buffer): CellPlace {
  return {
    row: data.readUInt16LE(0),
    column: data.readUInt16LE(2),
    style: data.length >= 6 ? data.readUInt16LE(4) : 0,
  };
}

/** A number in 30 bits ([MS-XLS] 2.5.217). */
function packedNumber(packed: number): number {
  const shared = new DataView(new ArrayBuffer(8));
  let value: number;
  if ((packed & 2) === 0) {
    shared.setInt32(0, packed & ~3);
    value = shared.getFloat64(0);
  } else value = packed >> 2;
  return (packed & 1) === 0 ? value : value / 100;
}
