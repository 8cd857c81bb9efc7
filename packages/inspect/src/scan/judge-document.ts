import { createHmac } from 'node:crypto';
import type { Finding, Hit } from '../detect/finding.ts';
import { judgeMarks } from '../detect/judge-marks.ts';
import type { Place, Segment } from '../document/place.ts';

/** What was seen of the marks of one document: a file, or a file within one. */
export interface DocumentSeen {
  readonly path: readonly string[];
  readonly fileName: string;
  readonly hits: readonly Hit[];
  readonly properties: Readonly<Record<string, string>>;
  /** Where the first of its marks stands. */
  readonly firstMark: Place | undefined;
}

const digestUnits = 32;
const hitsKeptMax = 500;
const documentsKeptMax = 10_000;
const propertyUnitsMax = 1000;

/** Contradictions and faults of a document's marks, as findings of detectors `mark.issue.…`; facts say what, in both languages. */
export function judgeDocument(document: DocumentSeen, key: Uint8Array): Finding[] {
  const { path, fileName, hits, properties, firstMark } = document;
  return judgeMarks(hits, fileName, properties).map(({ code, zh, en, citation, confidence }) => ({
    detector: `mark.issue.${code}`,
    family: 'mark',
    place: firstMark ?? { path, kind: 'name' },
    from: 0,
    to: 0,
    hidden: false,
    excerpt: '',
    digest: createHmac('sha256', key)
      .update(`mark-issue\n${code}\n${fileName}`)
      .digest('hex')
      .slice(0, digestUnits),
    confidence,
    citation,
    facts: { issue: code, zh, en },
  }));
}

interface Gathered {
  readonly path: readonly string[];
  readonly fileName: string;
  readonly hits: Hit[];
  readonly properties: Record<string, string>;
  firstMark: Place | undefined;
}

/** Gathers marks and properties of each document within a file, in bounded memory. */
export class DocumentGatherer {
  readonly #fileName: string;
  readonly #documents = new Map<string, Gathered>();

  constructor(fileName: string) {
    this.#fileName = fileName;
  }

  addProperty({ text, place }: Segment): void {
    if (place.kind !== 'property' || place.name === undefined) return;
    const properties = this.#at(place.path)?.properties;
    if (properties !== undefined) properties[place.name] = text.slice(0, propertyUnitsMax);
  }

  addHits(path: readonly string[], hits: readonly Hit[], placeOf: (hit: Hit) => Place | undefined): void {
    for (const hit of hits) {
      if (hit.family !== 'mark' && hit.family !== 'document-head') continue;
      const document = this.#at(path);
      if (document === undefined || document.hits.length >= hitsKeptMax) return;
      document.hits.push(hit);
      if (hit.family === 'mark') document.firstMark ??= placeOf(hit);
    }
  }

  /** All documents, the file itself among them: its name alone may say something. */
  documents(): Iterable<DocumentSeen> {
    this.#at([]);
    return this.#documents.values();
  }

  #at(path: readonly string[]): Gathered | undefined {
    const id = path.join('\0');
    const known = this.#documents.get(id);
    if (known !== undefined) return known;
    if (this.#documents.size >= documentsKeptMax) return undefined;
    const fileName = path.at(-1) ?? this.#fileName;
    const gathered = { path, fileName, hits: [], properties: {}, firstMark: undefined };
    this.#documents.set(id, gathered);
    return gathered;
  }
}
