import { packStored } from '../../workbook/zip-package.ts';

const wrap = (name: string, content: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><ofd:${name} xmlns:ofd="http://www.ofdspec.org/2016">${content}</ofd:${name}>`;

/** An OFD file of these pages (200 by 300 millimetres), each the objects of its layer. */
export function makeOfd(
  pages: readonly string[],
  parts: Readonly<Record<string, string | Uint8Array>> = {},
): Buffer {
  const listed = pages.map((_, at) => `<ofd:Page ID="${at + 10}" BaseLoc="Pages/${at}.xml"/>`);
  const document = `<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 200 300</ofd:PhysicalBox></ofd:PageArea><ofd:DocumentRes>Res.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>${listed.join('')}</ofd:Pages>`;
  const all: Record<string, string | Uint8Array> = {
    'OFD.xml': wrap('OFD', '<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>'),
    'Doc_0/Document.xml': wrap('Document', document),
    'Doc_0/Res.xml': wrap(
      'Res',
      '<ofd:Fonts><ofd:Font ID="1" FontName="宋体"/></ofd:Fonts><ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>',
    ),
    ...parts,
  };
  for (const [at, objects] of pages.entries())
    all[`Doc_0/Pages/${at}.xml`] = wrap(
      'Page',
      `<ofd:Content><ofd:Layer ID="2">${objects}</ofd:Layer></ofd:Content>`,
    );
  return packStored(Object.entries(all).map(([name, content]) => ({ name, content: Buffer.from(content) })));
}

export const ofdText = (words: string, box = '20 30 100 8'): string =>
  `<ofd:TextObject ID="9" Boundary="${box}" Font="1" Size="5"><ofd:TextCode X="0" Y="5" DeltaX="g ${words.length} 5">${words}</ofd:TextCode></ofd:TextObject>`;
