import type { XmlAttributes, XmlHandler } from '../markup/xml-scanner.ts';

/** The shared strings of a workbook: rich text in one piece, readings of characters (phonetic runs) apart. */
export class XlsxStrings implements XmlHandler {
  readonly readings: string[] = [];
  readonly #texts: string[] = [];
  #used = new Uint8Array(0);
  #parts: string[] = [];
  #reading: string[] = [];
  #inText = false;
  #inReading = false;

  open(name: string, _attributes: XmlAttributes): void {
    if (name === 't') this.#inText = true;
    else if (name === 'rPh') this.#inReading = true;
  }

  close(name: string): void {
    if (name === 't') this.#inText = false;
    else if (name === 'rPh') this.#inReading = false;
    else if (name === 'si') this.#closeString();
  }

  #closeString(): void {
    this.#texts.push(this.#parts.join(''));
    if (this.#reading.length > 0) this.readings.push(this.#reading.join(''));
    this.#parts = [];
    this.#reading = [];
  }

  text(text: string): void {
    if (!this.#inText) return;
    if (this.#inReading) this.#reading.push(text);
    else this.#parts.push(text);
  }

  /** The string a cell refers to, which counts as shown from then on. */
  use(index: number): string | undefined {
    if (this.#used.length !== this.#texts.length) this.#used = new Uint8Array(this.#texts.length);
    if (index >= 0 && index < this.#used.length) this.#used[index] = 1;
    return this.#texts[index];
  }

  /** Strings no cell refers to: left behind when a cell was emptied. */
  *unused(): Generator<string> {
    for (const [index, text] of this.#texts.entries()) {
      if (this.#used[index] !== 1 && text.trim() !== '') yield text;
    }
  }
}
