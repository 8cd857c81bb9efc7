import { Parser } from 'htmlparser2';
import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { enterDataAddress } from './data-address.ts';
import { decodePageText } from './html-encoding.ts';
import { PageReader } from './html-reader.ts';

const pieceUnits = 64 * 1024;

/** Reads a page: its text by paragraphs, what it hides, comments, scripts, attributes that say something (HTML Standard). */
export async function extractHtml(extraction: Extraction): Promise<void> {
  const text = decodePageText(extraction.readAll());
  const reader = new PageReader(extraction);
  const parser = new Parser(
    {
      onopentag: (name, attributes) => reader.open(name, attributes),
      onclosetag: (name) => reader.close(name),
      ontext: (piece) => reader.text(piece),
      oncomment: (piece) => reader.comment(piece),
    },
    { decodeEntities: true },
  );
  for (let at = 0; at < text.length; at += pieceUnits) parser.write(text.slice(at, at + pieceUnits));
  parser.end();
  reader.end();
  for (const address of reader.dataAddresses) await enterDataAddress(extraction, address);
  if (reader.isTooDeep) throw new PartRefused({ reason: 'damaged' });
}
