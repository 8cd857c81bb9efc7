import { CFB } from '@e965/xlsx';

export interface PageSetup {
  /** For each sheet, the rows that stay in view: titles and header. */
  headerRows: number[];
  /** Centred at the head of each printed page. */
  pageHead: string;
}

/** Excel takes 255 characters, commands and doubled signs included. */
const pageHeadUnitsMax = 120;

interface PackagePart {
  content: Uint8Array;
}

/**
 * Adds to a finished xlsx what the library does not write: frozen panes, A4 across and one page wide, the marking and
 * the page number on each page. ECMA-376 part 1, 18.3.1.66 (pane), 18.3.1.63 (pageSetup), 18.3.1.46 (headerFooter).
 */
export function setUpPages(xlsx: Uint8Array, setup: PageSetup): Uint8Array {
  const container: unknown = CFB.read(xlsx, { type: 'buffer' });
  setup.headerRows.forEach((rows, place) => {
    const part: PackagePart | null = CFB.find(container, `/xl/worksheets/sheet${place + 1}.xml`);
    if (part === null) throw new Error(`The package has no sheet ${place + 1}.`);
    part.content = Buffer.from(
      completeSheet(Buffer.from(part.content).toString('utf8'), rows, setup.pageHead),
    );
  });
  const packed: Buffer = CFB.write(container, { type: 'buffer', fileType: 'zip', compression: true });
  return packed;
}

function completeSheet(xml: string, headerRows: number, pageHead: string): string {
  const pane = `<pane ySplit="${headerRows}" topLeftCell="A${headerRows + 1}" activePane="bottomLeft" state="frozen"/>`;
  const view = `<sheetView workbookViewId="0">${pane}<selection pane="bottomLeft"/></sheetView>`;
  const fitted = replaceOnce(
    xml,
    '<dimension ',
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ',
  );
  const frozen = replaceOnce(fitted, '<sheetView workbookViewId="0"/>', view);
  return replaceOnce(frozen, '<ignoredErrors>', `${pageXml(pageHead)}<ignoredErrors>`);
}

function pageXml(pageHead: string): string {
  return [
    '<pageMargins left="0.5" right="0.5" top="0.8" bottom="0.7" header="0.3" footer="0.3"/>',
    '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>',
    `<headerFooter><oddHeader>&amp;C${escapeHead(pageHead)}</oddHeader><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>`,
  ].join('');
}

/** `&` begins a command in page heads and is doubled to stand for itself; a digit right after `&C` would be a size. */
function escapeHead(text: string): string {
  const head = text
    .replaceAll(/[\p{Cc}\ufffe\uffff]/gu, ' ')
    .slice(0, pageHeadUnitsMax)
    .toWellFormed();
  const spaced = /^\d/.test(head) ? ` ${head}` : head;
  return spaced
    .replaceAll('&', '&&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** The library writes these words exactly once in a sheet; should a new release not, the export must not go out bare. */
function replaceOnce(xml: string, wanted: string, replacement: string): string {
  const at = xml.indexOf(wanted);
  if (at === -1) throw new Error(`The sheet has no ${wanted}.`);
  return xml.slice(0, at) + replacement + xml.slice(at + wanted.length);
}
