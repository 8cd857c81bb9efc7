import { type Signed, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { Page } from './page.ts';
import { mm, typeSize } from './units.ts';

/** A letter of responsibility or commitment, as it is signed and filed. */
export interface LetterPaper {
  readonly title: string;
  /** Unit of the signer and year, under the title. */
  readonly subtitle: string;
  /** Text as it was issued; a line each paragraph. */
  readonly body: string;
  readonly signers: readonly (Signed & { readonly role: string })[];
  /** SHA-256 of the text, which signatures on screen name. */
  readonly digest: string;
}

/** Official prose with the places to sign: what was signed on screen bears name and time. */
export async function printLetter(letter: LetterPaper, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: { words: letter.title }, subtitle: letter.subtitle });
  for (const line of letter.body.split('\n')) {
    if (line.trim() === '') page.skip(3 * mm);
    else page.paragraph(line.trim(), { indent: 2, leading: 1.75 });
  }
  page.skip(4 * mm);
  drawSignatures(
    page,
    letter.signers.map((one) => ({ ...one })),
    { heading: page.texts['signatures.heading'] },
  );
  page.skip(3 * mm);
  page.paragraph(page.t('letter.digest', { digest: letter.digest }), {
    size: typeSize.smallFive,
    leading: 1.5,
  });
  return page.finish();
}
