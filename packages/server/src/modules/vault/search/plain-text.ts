/** A text as it is searched: letters and digits alone, in one width and case, so that spaces, lines and punctuation between do not hide a word. */
export interface PlainText {
  readonly text: string;
  /** Where each UTF-16 unit of `text` stands in the text it was made from. */
  readonly at: Uint32Array;
}

const counts = /[\p{L}\p{N}\p{M}]/u;
const isAscii = /^[ -~]*$/;

/** Folds a text for search; Chinese needs no words told apart, so nothing else is done to it. */
export function plainText(source: string): PlainText {
  const folded: string[] = [];
  const at = new Uint32Array(source.length * 2 + 16);
  let units = 0;
  let from = 0;
  for (const sign of source) {
    const plain = foldSign(sign);
    if (plain !== '' && units + plain.length <= at.length) {
      folded.push(plain);
      for (let i = 0; i < plain.length; i += 1) at[units + i] = from;
      units += plain.length;
    }
    from += sign.length;
  }
  return { text: folded.join(''), at: at.subarray(0, units) };
}

function foldSign(sign: string): string {
  if (isAscii.test(sign)) return /[A-Za-z0-9]/.test(sign) ? sign.toLowerCase() : '';
  if (!counts.test(sign)) return '';
  // a sign that unfolds into many would make a place in the text mean another
  const plain = sign.normalize('NFKC').toLowerCase();
  return plain.length > 4 ? sign : plain;
}
