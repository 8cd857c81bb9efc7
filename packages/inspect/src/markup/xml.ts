import { sourceOf } from '../document/byte-source.ts';
import type { Extraction } from '../document/extraction.ts';
import { tellPicture } from '../office/pictures.ts';
import { xmlEncodingOf } from './xml-encoding.ts';
import { type XmlAttributes, type XmlHandler, XmlScanner } from './xml-scanner.ts';

const windowBytes = 256 * 1024;
/** Elements within a paragraph of the XML formats of documents: their ends do not part words. */
const inline: ReadonlySet<string> = new Set(
  't r span b i u s em strong a font sub sup tspan run rPr delText'.split(' '),
);
/** Elements that hold a file in base64. */
const binary: ReadonlySet<string> = new Set([
  'w:binData',
  'pkg:binaryData',
  'office:binary-data',
  'o:binData',
]);
const binariesMax = 10_000;
const elementUnitsMax = 1024 * 1024;

/** Reads XML of no kind known here: its text, the words in its attributes, its comments; entities stay as written. */
export async function extractXml(extraction: Extraction): Promise<void> {
  const reader = new XmlReader(extraction);
  const scanner = new XmlScanner(reader);
  const { source } = extraction;
  const decoder = new TextDecoder(xmlEncodingOf(source.read(0, 1024)));
  for (let at = 0; at < source.length; at += windowBytes)
    scanner.write(decoder.decode(source.read(at, windowBytes), { stream: true }));
  scanner.write(decoder.decode());
  scanner.end();
  reader.end();
  if (scanner.faulty) extraction.skip({ reason: 'damaged' });
  for (const bytes of reader.binaries) {
    extraction.spend(bytes.length, bytes.length);
    if (!tellPicture(extraction, bytes))
      await extraction.enter({ name: 'binData', source: sourceOf(bytes), hidden: 'embedded' });
  }
}

class XmlReader implements XmlHandler {
  readonly binaries: Buffer[] = [];
  readonly #extraction: Extraction;
  #parts: string[] = [];
  #units = 0;
  #digits: string[] | undefined;

  constructor(extraction: Extraction) {
    this.#extraction = extraction;
  }

  open(name: string, attributes: XmlAttributes): void {
    if (!inline.has(name.replace(/^.*:/, ''))) this.#flush();
    if (binary.has(name)) this.#digits = [];
    for (const [key, value] of attributes.all()) {
      if (!key.startsWith('xmlns') && /\p{L}{2}|\d{6}/u.test(value))
        this.#extraction.emit({ text: value, place: { kind: 'attribute', name: `${name} ${key}` } });
    }
  }

  close(name: string): void {
    if (!inline.has(name.replace(/^.*:/, ''))) this.#flush();
    if (!binary.has(name) || this.#digits === undefined) return;
    const bytes = Buffer.from(this.#digits.join(''), 'base64');
    this.#digits = undefined;
    if (this.binaries.length < binariesMax && bytes.length > 0) this.binaries.push(bytes);
  }

  text(text: string): void {
    if (this.#digits !== undefined) {
      this.#digits.push(text);
      return;
    }
    this.#parts.push(text);
    this.#units += text.length;
    if (this.#units >= elementUnitsMax) this.#flush();
  }

  comment(text: string): void {
    if (text.trim() !== '')
      this.#extraction.emit({ text: text.trim(), place: { kind: 'comment' }, hidden: 'comment' });
  }

  doctype(text: string): void {
    for (const [, double, single] of text.matchAll(/<!ENTITY\s[^"'>]{0,512}(?:"([^"]*)"|'([^']*)')/g)) {
      const value = double ?? single ?? '';
      if (value.trim() !== '')
        this.#extraction.emit({ text: value, place: { kind: 'name' }, hidden: 'hidden-text' });
    }
  }

  end(): void {
    this.#flush();
  }

  #flush(): void {
    const text = this.#parts.join('').trim();
    this.#parts = [];
    this.#units = 0;
    if (text !== '') this.#extraction.emit({ text, place: { kind: 'body' } });
  }
}
