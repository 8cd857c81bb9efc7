import type { CompoundFile } from '../office/compound.ts';
import { decodePage } from '../office/code-pages.ts';

const unicodeType = '001F';
const narrowType = '001E';
const binaryType = '0102';
const chinesePage = 936;
const utf16Page = 1200;
const codePageTags = [0x3ffd, 0x3fde] as const;

/** One storage of a message ([MS-OXMSG] 2.4): of the message itself, a recipient or an attachment. */
export class MessageStorage {
  /** The Windows code page of texts that are not in Unicode. */
  readonly codePage: number;
  /** Tags of the properties that hold text. */
  readonly textTags: readonly string[];
  readonly #file: CompoundFile;
  readonly #prefix: string;
  readonly #pages: ReadonlyMap<number, number>;

  constructor(file: CompoundFile, prefix: string, codePage?: number) {
    this.#file = file;
    this.#prefix = prefix;
    this.#pages = readNumbers(file.read(`${prefix}__properties_version1.0`));
    const own = codePageTags
      .map((tag) => this.#pages.get(tag))
      .find((page) => page !== undefined && page !== utf16Page);
    this.codePage = codePage ?? own ?? chinesePage;
    this.textTags = file.names.flatMap((name) => {
      if (!name.startsWith(`${prefix}__substg1.0_`)) return [];
      const rest = name.slice(prefix.length + '__substg1.0_'.length);
      return rest.length === 8 && (rest.endsWith(unicodeType) || rest.endsWith(narrowType))
        ? [rest.slice(0, 4)]
        : [];
    });
  }

  text(tag: string): string | undefined {
    const wide = this.#stream(tag, unicodeType);
    if (wide !== undefined) return clean(wide.toString('utf16le'));
    const narrow = this.#stream(tag, narrowType);
    return narrow === undefined ? undefined : clean(decodePage(narrow, this.codePage));
  }

  bytes(tag: string): Buffer | undefined {
    return this.#stream(tag, binaryType);
  }

  /** A page of HTML, kept as bytes in the code page of the internet headers. */
  page(tag: string): string | undefined {
    const bytes = this.bytes(tag);
    if (bytes === undefined) return undefined;
    return clean(decodePage(bytes, this.#pages.get(0x3fde) ?? this.codePage));
  }

  #stream(tag: string, type: string): Buffer | undefined {
    return this.#file.read(`${this.#prefix}__substg1.0_${tag}${type}`);
  }
}

function clean(text: string): string {
  return text.replaceAll('\0', '');
}

/** Numbers of 32 bits by their tags; the head before them differs in length, entries of 16 bytes end the stream. */
function readNumbers(stream: Buffer | undefined): Map<number, number> {
  const numbers = new Map<number, number>();
  if (stream === undefined) return numbers;
  for (let at = stream.length % 16 === 0 ? 0 : 8; at + 16 <= stream.length; at += 16) {
    if (stream.readUInt16LE(at) === 3) numbers.set(stream.readUInt16LE(at + 2), stream.readUInt32LE(at + 8));
  }
  return numbers;
}
