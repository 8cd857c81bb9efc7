import { sourceOf } from '../document/byte-source.ts';
import type { Extraction, Extractor } from '../document/extraction.ts';
import { markupExtractors } from '../markup/extractors.ts';

const comparedUnitsMax = 1024 * 1024;

/** The bodies of one message. They mostly say the same several times over: what one has said visibly is not given again. */
export class Bodies {
  readonly #extraction: Extraction;
  #said = '';
  #paragraph = 0;

  constructor(extraction: Extraction) {
    this.#extraction = extraction;
  }

  plain(text: string): void {
    for (const paragraph of text.split(/\r?\n/)) {
      if (paragraph.trim() === '') continue;
      this.#paragraph += 1;
      this.#extraction.emit({ text: paragraph, place: { kind: 'body', paragraph: this.#paragraph } });
    }
    this.#keep(text);
  }

  /** A body that another extractor reads. Its places are those of the message, for it is no file of its own. */
  async marked(kind: 'html' | 'rtf', bytes: Uint8Array): Promise<void> {
    const load = markupExtractors[kind];
    if (load === undefined) {
      this.#extraction.skip({ reason: 'unsupported-kind', bytes: bytes.length });
      return;
    }
    const read: Extractor = await load();
    const said: string[] = [];
    await read(this.#within(bytes, said));
    this.#keep(said.join('\n'));
  }

  #within(bytes: Uint8Array, said: string[]): Extraction {
    const outer = this.#extraction;
    return {
      source: sourceOf(bytes),
      path: outer.path,
      name: outer.name,
      limits: outer.limits,
      options: outer.options,
      readAll: () => bytes,
      emit: (segment) => {
        if (segment.hidden === undefined && this.#said.includes(withoutSpace(segment.text))) return;
        if (segment.hidden === undefined) said.push(segment.text);
        outer.emit(segment);
      },
      skip: (gap) => outer.skip(gap),
      enter: async (inner) => outer.enter(inner),
      picture: (picture) => outer.picture(picture),
      spend: (unpacked, packed) => outer.spend(unpacked, packed),
    };
  }

  #keep(text: string): void {
    if (this.#said.length + text.length < comparedUnitsMax) this.#said += `\n${withoutSpace(text)}`;
  }
}

function withoutSpace(text: string): string {
  return text.replaceAll(/[\s\u00a0\u200b]/g, '');
}
