import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { xmlEncodingOf } from '../markup/xml-encoding.ts';
import { type Namespaces, type XmlHandler, XmlScanner } from '../markup/xml-scanner.ts';
import { ooxmlNamespaces } from './namespaces.ts';
import { type ZipPart, readZipParts, streamPart, unpackPart } from './zip-parts.ts';

/** A relation of a part to another or to something outside (ECMA-376 part 2, section 9). */
export interface Relation {
  id: string;
  /** The last word of its type: `header`, `image`, `hyperlink`. */
  type: string;
  /** The name of the part, or the address of what is outside, as written. */
  target: string;
  external: boolean;
}

/** Parts above this are read in pieces rather than at once. */
const streamedPartBytesMin = 4 * 1024 * 1024;
const keptBytesMax = 64 * 1024 * 1024;
/** Parts whose documents declare entities: none of the office formats allows it. */
const entityDeclaration = /<!ENTITY/i;

/** A zip package of parts; remembers which of them were read, so that the rest can be accounted for. */
export class OfficePackage {
  readonly extraction: Extraction;
  readonly namespaces: Namespaces;
  /** Parts in the order of the directory. */
  readonly names: readonly string[];
  readonly #parts = new Map<string, ZipPart>();
  readonly #taken = new Set<string>();
  readonly #kept = new Map<string, Buffer>();
  #keptBytes = 0;
  readonly #relations = new Map<string, Promise<readonly Relation[]>>();

  constructor(extraction: Extraction, namespaces: Namespaces = ooxmlNamespaces) {
    this.extraction = extraction;
    this.namespaces = namespaces;
    const { parts, whole } = readZipParts(extraction);
    if (!whole) extraction.skip({ reason: 'damaged' });
    const names: string[] = [];
    for (const part of parts) {
      const name = this.#parts.has(part.name.toLowerCase()) ? `${part.name}#${part.headerAt}` : part.name;
      this.#parts.set(name.toLowerCase(), { ...part, name });
      names.push(name);
    }
    this.names = names;
  }

  has(name: string): boolean {
    return this.#parts.has(name.toLowerCase());
  }

  isTaken(name: string): boolean {
    return this.#taken.has(name.toLowerCase());
  }

  /** Counts a part as accounted for without reading it. */
  take(name: string): void {
    this.#taken.add(name.toLowerCase());
  }

  /** Takes back that a part is accounted for. */
  untake(name: string): void {
    this.#taken.delete(name.toLowerCase());
  }

  /** Scans a part without counting it as accounted for, and without gaps: it is to be read again. */
  async peek(name: string, handler: XmlHandler): Promise<void> {
    const part = this.#parts.get(name.toLowerCase());
    if (part === undefined || part.unpackedBytes > streamedPartBytesMin) return;
    const scanner = new XmlScanner(handler, this.namespaces);
    try {
      const bytes = this.#kept.get(part.name) ?? unpackPart(this.extraction, part).bytes;
      this.#keep(part.name, bytes);
      scanner.write(new TextDecoder(xmlEncodingOf(bytes)).decode(bytes));
      scanner.end();
    } catch (error) {
      if (!(error instanceof PartRefused)) throw error;
    }
  }

  /** What is peeked at is mostly read soon after; unpacking it twice would count twice. */
  #keep(name: string, bytes: Buffer): void {
    if (this.#kept.has(name) || this.#keptBytes + bytes.length > keptBytesMax) return;
    this.#keptBytes += bytes.length;
    this.#kept.set(name, bytes);
  }

  unpackedBytes(name: string): number {
    return this.#parts.get(name.toLowerCase())?.unpackedBytes ?? 0;
  }

  /** The bytes of a part; undefined, with a gap, where there are none to be had. */
  bytes(name: string): Buffer | undefined {
    const part = this.#parts.get(name.toLowerCase());
    if (part === undefined) return undefined;
    this.take(name);
    return this.#unpack(part);
  }

  #unpack(part: ZipPart): Buffer | undefined {
    const kept = this.#kept.get(part.name);
    if (kept !== undefined) return kept;
    try {
      const { bytes, whole } = unpackPart(this.extraction, part);
      if (!whole) this.extraction.skip({ reason: 'damaged' });
      return bytes;
    } catch (error) {
      if (!(error instanceof PartRefused)) throw error;
      this.extraction.skip(error.gap);
      return undefined;
    }
  }

  /** Reads a part as XML, in pieces where it is large. Faults become gaps; true when there was such a part. */
  async scan(name: string, handler: XmlHandler): Promise<boolean> {
    const part = this.#parts.get(name.toLowerCase());
    if (part === undefined) return false;
    this.take(name);
    const scanner = new XmlScanner(this.#watching(handler), this.namespaces);
    if (part.unpackedBytes <= streamedPartBytesMin) {
      const bytes = this.#unpack(part);
      if (bytes === undefined) return true;
      scanner.write(new TextDecoder(xmlEncodingOf(bytes)).decode(bytes));
    } else {
      await this.#scanStream(part, scanner);
    }
    scanner.end();
    if (scanner.faulty) this.extraction.skip({ reason: 'damaged' });
    return true;
  }

  async #scanStream(part: ZipPart, scanner: XmlScanner): Promise<void> {
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    try {
      for await (const chunk of streamPart(this.extraction, part)) {
        decoder ??= new TextDecoder(xmlEncodingOf(chunk));
        scanner.write(decoder.decode(chunk, { stream: true }));
      }
    } catch (error) {
      if (!(error instanceof PartRefused)) throw error;
      this.extraction.skip(error.gap);
    }
    if (decoder !== undefined) scanner.write(decoder.decode());
  }

  /** A document type has no business in a package: what its entities would say is not read, and that is said. */
  #watching(handler: XmlHandler): XmlHandler {
    const { extraction } = this;
    return {
      open: (element, attributes) => handler.open(element, attributes),
      close: (element) => handler.close(element),
      text: (text) => handler.text(text),
      comment: (text) => handler.comment?.(text),
      doctype: (text) => {
        if (entityDeclaration.test(text)) extraction.skip({ reason: 'unsupported-feature' });
        handler.doctype?.(text);
      },
    };
  }

  /** What a part refers to; of the package itself for an empty name. */
  async relations(name: string): Promise<readonly Relation[]> {
    const known = this.#relations.get(name);
    if (known !== undefined) return known;
    const reading = this.#readRelations(name);
    this.#relations.set(name, reading);
    return reading;
  }

  async #readRelations(name: string): Promise<readonly Relation[]> {
    const slash = name.lastIndexOf('/');
    const folder = name.slice(0, slash + 1);
    const relations: Relation[] = [];
    await this.scan(`${folder}_rels/${name.slice(slash + 1)}.rels`, {
      open: (element, attributes) => {
        if (element !== 'Relationship') return;
        const target = attributes.get('Target') ?? '';
        const external = attributes.get('TargetMode') === 'External';
        relations.push({
          id: attributes.get('Id') ?? '',
          type: (attributes.get('Type') ?? '').replace(/^.*\//, ''),
          target: external ? target : resolvePart(folder, target),
          external,
        });
      },
      close: () => undefined,
      text: () => undefined,
    });
    return relations;
  }

  /** The part an id of `name` stands for. */
  async target(name: string, id: string | undefined): Promise<string | undefined> {
    const relation = (await this.relations(name)).find((candidate) => candidate.id === id);
    return relation === undefined || relation.external ? undefined : relation.target;
  }

  /** The parts `name` refers to by relations of these types, in their order. */
  async targets(name: string, ...types: string[]): Promise<string[]> {
    const relations = await this.relations(name);
    return relations.filter((one) => !one.external && types.includes(one.type)).map((one) => one.target);
  }
}

function resolvePart(folder: string, target: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter((step) => step !== '');
  const [path = ''] = target.split(/[?#]/);
  for (const step of path.replaceAll('\\', '/').split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(decodeStep(step));
  }
  return steps.join('/');
}

function decodeStep(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}
