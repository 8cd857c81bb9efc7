import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import type { Hidden, Place } from '../document/place.ts';
import { decodePage } from '../office/code-pages.ts';
import { Runs } from '../office/runs.ts';
import { type FoundData, enterRtfData } from './rtf-data.ts';
import { type RtfDestination, type RtfState, RtfTables, plainState, resetCharacters } from './rtf-state.ts';
import {
  rtfCellEnds,
  rtfEnds,
  rtfProperties,
  rtfSigns,
  rtfSilent,
  rtfStories,
  rtfTransparent,
} from './rtf-words.ts';

/** Groups within groups; the state of each is kept. */
const rtfDepthMax = 10_000;
const wordUnitsMax = 64;
const dataMax = 10_000;
/** Bytes decoded in one go; more come only where nobody ends a line. */
const pendingBytesMax = 1024 * 1024;
const plainField =
  /^(?:PAGE|NUMPAGES|SECTIONPAGES|TOC|PAGEREF|REF|SEQ|STYLEREF|=|FORMTEXT|FORMCHECKBOX|EMBED|SHAPE)\b[^"]*$/i;
const loadingField = /^(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDEAUTO|DDE|LINK|RD|DATABASE)\b/i;
const pagesByWord: Readonly<Record<string, number>> = { mac: 10000, pc: 437, pca: 850 };

const backslash = 0x5c;
const open = 0x7b;
const close = 0x7d;
const quote = 0x27;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

/** Reads the groups and control words of a document one after the other, keeping the state of each open group. */
export class RtfReader {
  readonly #extraction: Extraction;
  readonly #tables = new RtfTables();
  readonly #stack: RtfState[] = [];
  readonly #found: FoundData[] = [];
  #state: RtfState;
  /** Bytes of text not yet decoded: a character may be made of several. */
  #bytes: number[] = [];
  #toSkip = 0;
  #isIgnorable = false;
  #paragraph = 1;

  constructor(extraction: Extraction) {
    this.#extraction = extraction;
    this.#state = plainState({ kind: 'story', place: 'body', runs: new Runs() });
  }

  read(rtf: Buffer): void {
    let at = 0;
    while (at < rtf.length) {
      const byte = rtf[at] ?? 0;
      if (byte === open) {
        this.#openGroup();
        at += 1;
      } else if (byte === close) {
        if (this.#stack.length === 0) return this.#finish(rtf.length - at - 1);
        this.#closeGroup();
        at += 1;
        if (this.#stack.length === 0) return this.#finish(trailingBytes(rtf, at));
      } else if (byte === backslash) at = this.#readControl(rtf, at + 1);
      else if (byte === carriageReturn || byte === lineFeed) at += 1;
      else at = this.#readText(rtf, at);
    }
    this.#extraction.skip({ reason: 'damaged' });
    this.#finish(0);
  }

  #finish(trailing: number): void {
    while (this.#stack.length > 0) this.#closeGroup();
    this.#endStory(this.#state.destination, false);
    if (trailing > 0) this.#extraction.skip({ reason: 'unsupported-feature', bytes: trailing });
  }

  /** Enters the objects and hands on the pictures met on the way. */
  async enterFound(): Promise<void> {
    for (const data of this.#found) await enterRtfData(this.#extraction, data);
  }

  #openGroup(): void {
    this.#flushBytes();
    this.#toSkip = 0;
    if (this.#stack.length >= rtfDepthMax) throw new PartRefused({ reason: 'too-deep', limit: rtfDepthMax });
    this.#stack.push(this.#state);
    this.#state = { ...this.#state };
    this.#isIgnorable = false;
  }

  #closeGroup(): void {
    this.#flushBytes();
    this.#toSkip = 0;
    const { destination } = this.#state;
    const outer = this.#stack.pop();
    if (outer === undefined) return;
    if (outer.destination !== destination) this.#endDestination(destination);
    this.#state = outer;
    this.#isIgnorable = false;
  }

  #endDestination(destination: RtfDestination): void {
    switch (destination.kind) {
      case 'story':
        this.#endStory(destination, false);
        return;
      case 'word':
        this.#tellWord(destination.name, destination.parts.join(''), destination.hidden === true);
        return;
      case 'field':
        this.#tellField(destination.parts.join('').trim());
        return;
      case 'data':
        if (this.#found.length < dataMax) this.#found.push(destination);
        return;
      case 'fonts':
      case 'colours':
      case 'silent':
    }
  }

  #endStory(destination: RtfDestination, isCell: boolean): void {
    if (destination.kind !== 'story') return;
    const { place, runs } = destination;
    const kind = place === 'body' && isCell ? 'table' : place;
    runs.flush((text, reason) => {
      const hidden = place === 'comment' ? 'comment' : reason;
      this.#emit(text, { kind, paragraph: this.#paragraph }, hidden);
    });
  }

  #emit(text: string, place: Omit<Place, 'path'>, hidden: Hidden | undefined): void {
    const wellFormed = text.replace(/\p{Surrogate}/gu, '');
    if (wellFormed.trim() === '') return;
    this.#extraction.emit({ text: wellFormed, place, ...(hidden === undefined ? {} : { hidden }) });
  }

  #tellWord(name: string, text: string, isHidden: boolean): void {
    const kind = name === 'shape' || name === 'bookmark' ? 'attribute' : 'property';
    for (const part of name === 'reviser' ? text.split(';') : [text]) {
      const plain = part.trim();
      if (name === 'shape' && !/[^\d\s.,;()-]/.test(plain)) continue;
      if (name === 'bookmark' && plain.startsWith('_')) continue;
      this.#emit(plain, { kind, name }, isHidden ? 'hidden-text' : 'property');
    }
    if (name === 'template' && text.trim() !== '') this.#extraction.skip({ reason: 'external-content' });
  }

  #tellField(text: string): void {
    if (text === '' || plainField.test(text)) return;
    this.#emit(text, { kind: 'field', name: text.split(/\s/, 1)[0] ?? '' }, 'hidden-text');
    if (loadingField.test(text)) this.#extraction.skip({ reason: 'external-content' });
  }

  #readText(rtf: Buffer, at: number): number {
    const { destination } = this.#state;
    let end = at;
    while (end < rtf.length) {
      const byte = rtf[end] ?? 0;
      if (
        byte === open ||
        byte === close ||
        byte === backslash ||
        byte === carriageReturn ||
        byte === lineFeed
      )
        break;
      end += 1;
    }
    if (destination.kind === 'data') {
      destination.digits.push(rtf.toString('latin1', at, end));
      return end;
    }
    this.#isIgnorable = false;
    const run = rtf.subarray(at, end);
    if (this.#bytes.length === 0 && this.#toSkip === 0 && isAscii(run)) this.#add(run.toString('latin1'));
    else for (const byte of run) this.#addByte(byte);
    return end;
  }

  #addByte(byte: number): void {
    if (this.#toSkip > 0) this.#toSkip -= 1;
    else {
      this.#bytes.push(byte);
      if (this.#bytes.length >= pendingBytesMax) this.#flushBytes();
    }
  }

  #flushBytes(): void {
    if (this.#bytes.length === 0) return;
    const bytes = Buffer.from(this.#bytes);
    this.#bytes = [];
    this.#add(decodePage(bytes, this.#tables.pageOf(this.#state)));
  }

  #add(text: string): void {
    const { destination } = this.#state;
    switch (destination.kind) {
      case 'story':
        destination.runs.add(text, this.#tables.hiddenBy(this.#state));
        return;
      case 'word':
      case 'field':
        destination.parts.push(text);
        return;
      case 'colours':
        for (const sign of text) if (sign === ';') this.#tables.endColour();
        return;
      case 'fonts':
      case 'data':
      case 'silent':
    }
  }

  #readControl(rtf: Buffer, at: number): number {
    const byte = rtf[at];
    if (byte === undefined) return at;
    if (isLetter(byte)) return this.#readWord(rtf, at);
    if (byte === quote) return this.#readHexByte(rtf, at + 1);
    if (byte === backslash || byte === open || byte === close) this.#addByte(byte);
    else if (byte === 0x2a) this.#isIgnorable = true;
    else this.#readSymbol(byte);
    return at + 1;
  }

  #readSymbol(byte: number): void {
    this.#flushBytes();
    if (byte === 0x7e) this.#add('\u00a0');
    else if (byte === 0x5f) this.#add('-');
    else if (byte === carriageReturn || byte === lineFeed) this.#endParagraph('par');
  }

  #readHexByte(rtf: Buffer, at: number): number {
    const value = Number.parseInt(rtf.toString('latin1', at, at + 2), 16);
    if (Number.isNaN(value)) return at;
    if (this.#state.destination.kind !== 'data') this.#addByte(value);
    return at + 2;
  }

  #readWord(rtf: Buffer, start: number): number {
    let at = start;
    while (at < rtf.length && isLetter(rtf[at] ?? 0) && at - start < wordUnitsMax) at += 1;
    const word = rtf.toString('latin1', start, at);
    const numberAt = at;
    if (rtf[at] === 0x2d) at += 1;
    while (at - numberAt < 12 && isDigit(rtf[at] ?? 0)) at += 1;
    const number = at > numberAt ? Number(rtf.toString('latin1', numberAt, at)) : undefined;
    if (rtf[at] === 0x20) at += 1;
    if (word === 'bin') return this.#readBinary(rtf, at, number ?? 0);
    if (word === 'u' && number !== undefined) this.#addCharacter(number);
    else if (this.#toSkip > 0) this.#toSkip -= 1;
    else this.#obey(word, number);
    return at;
  }

  #readBinary(rtf: Buffer, at: number, count: number): number {
    const end = Math.min(rtf.length, at + Math.max(0, count));
    const { destination } = this.#state;
    if (destination.kind === 'data') destination.bytes.push(rtf.subarray(at, end));
    return end;
  }

  #addCharacter(number: number): void {
    this.#flushBytes();
    this.#isIgnorable = false;
    const unit = number < 0 ? number + 0x1_0000 : number;
    if (unit > 0 && unit <= 0x10_ffff)
      this.#add(unit > 0xffff ? String.fromCodePoint(unit) : String.fromCharCode(unit));
    this.#toSkip = this.#state.substitutes;
  }

  #obey(word: string, number: number | undefined): void {
    this.#flushBytes();
    const isIgnorable = this.#isIgnorable;
    this.#isIgnorable = false;
    if (this.#state.destination.kind === 'silent' && word !== 'ud') return;
    const sign = rtfSigns[word];
    if (sign !== undefined) this.#add(sign);
    else if (rtfEnds.has(word)) this.#endParagraph(word);
    else if (
      !this.#beginDestination(word) &&
      !this.#setCharacters(word, number) &&
      !this.#setTables(word, number)
    ) {
      // An unknown destination may be skipped by readers, and so its text is seen by none.
      if (isIgnorable && !rtfTransparent.has(word))
        this.#state.destination = { kind: 'word', name: word, parts: [], hidden: true };
    }
  }

  #endParagraph(word: string): void {
    const { destination } = this.#state;
    if (destination.kind !== 'story') {
      this.#add(' ');
      return;
    }
    this.#endStory(destination, rtfCellEnds.has(word));
    if (destination.place === 'body') this.#paragraph += 1;
  }

  #beginDestination(word: string): boolean {
    const story = rtfStories[word];
    if (story !== undefined) {
      this.#state.destination = { kind: 'story', place: story, runs: new Runs() };
      return true;
    }
    const property = Object.hasOwn(rtfProperties, word) ? rtfProperties[word] : undefined;
    if (property !== undefined) this.#state.destination = { kind: 'word', name: property, parts: [] };
    else if (word === 'fonttbl') this.#state.destination = { kind: 'fonts' };
    else if (word === 'colortbl') this.#state.destination = { kind: 'colours' };
    else if (word === 'fldinst') this.#state.destination = { kind: 'field', parts: [] };
    else if (word === 'pict' || word === 'objdata' || word === 'datastore')
      this.#state.destination = { kind: 'data', name: word, digits: [], bytes: [], format: '' };
    else if (word === 'ud') this.#state.destination = this.#outerStory();
    else if (rtfSilent.has(word)) this.#state.destination = { kind: 'silent' };
    else return false;
    return true;
  }

  /** The Unicode form of a text given twice (`\upr`) goes where the whole would. */
  #outerStory(): RtfDestination {
    return (
      this.#stack.findLast(({ destination }) => destination.kind !== 'silent')?.destination ??
      this.#state.destination
    );
  }

  #setCharacters(word: string, number: number | undefined): boolean {
    const state = this.#state;
    const isOn = number !== 0;
    switch (word) {
      case 'v':
        state.isHidden = isOn;
        return true;
      case 'deleted':
        state.isDeleted = isOn;
        return true;
      case 'plain':
        resetCharacters(state);
        return true;
      case 'cf':
        state.colour = number ?? 0;
        return true;
      case 'cb':
      case 'chcbpat':
        state.fill = number === 0 ? undefined : number;
        return true;
      case 'highlight':
        state.highlight = number ?? 0;
        return true;
      case 'fs':
        state.halfPoints = number ?? 24;
        return true;
      case 'uc':
        state.substitutes = Math.min(16, Math.max(0, number ?? 1));
        return true;
      default:
        return this.#setFont(word, number ?? 0);
    }
  }

  #setFont(word: string, number: number): boolean {
    const state = this.#state;
    switch (word) {
      case 'f':
        if (state.destination.kind === 'fonts') this.#tables.beginFont(number);
        else if (state.isWide) state.wideFont = number;
        else state.font = number;
        return true;
      case 'af':
        if (state.isWide) state.wideFont = number;
        return true;
      case 'dbch':
        state.isWide = true;
        return true;
      case 'loch':
      case 'hich':
        state.isWide = false;
        return true;
      default:
        return false;
    }
  }

  #setTables(word: string, number: number | undefined): boolean {
    const { destination } = this.#state;
    switch (word) {
      case 'ansicpg':
        if (number !== undefined && number > 0) this.#tables.page = number;
        return true;
      case 'mac':
      case 'pc':
      case 'pca':
        this.#tables.page = pagesByWord[word] ?? 1252;
        return true;
      case 'deff':
        this.#tables.defaultFont = number ?? -1;
        return true;
      case 'fcharset':
        this.#tables.setCharset(number ?? 0);
        return true;
      case 'cpg':
        if (destination.kind === 'fonts') this.#tables.setFontPage(number ?? 1252);
        return true;
      case 'red':
      case 'green':
      case 'blue':
        this.#tables.setChannel(word, number ?? 0);
        return true;
      default:
        if (destination.kind === 'data' && /blip$|bitmap$|metafile$|macpict$/.test(word))
          destination.format = word;
        return destination.kind === 'data';
    }
  }
}

function trailingBytes(rtf: Buffer, at: number): number {
  const rest = rtf.subarray(at);
  return rest.every((byte) => byte <= 0x20) ? 0 : rest.length;
}

function isAscii(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0x80);
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
