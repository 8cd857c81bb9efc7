/**
 * A ledger names keepers and borrowers who are no person of this house, or several of one name. Their names stay with
 * the copy, behind its place, until somebody hands it over to a person.
 */
export interface NamedPlace {
  readonly place: string;
  readonly keeper: string | null;
  readonly holder: string | null;
}

const keeperSign = '；保管人：';
const holderSign = '；借用人：';

export function writePlace({ place, keeper, holder }: NamedPlace): string {
  return `${place}${keeper === null ? '' : keeperSign + keeper}${holder === null ? '' : holderSign + holder}`;
}

export function readPlace(text: string): NamedPlace {
  const [rest = '', holder = null] = splitLast(text, holderSign);
  const [place = '', keeper = null] = splitLast(rest, keeperSign);
  return { place, keeper, holder };
}

function splitLast(text: string, sign: string): [string] | [string, string] {
  const at = text.lastIndexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + sign.length)];
}
