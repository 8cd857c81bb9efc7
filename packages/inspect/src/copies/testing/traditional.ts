import simplifiedToTraditional from 'opencc-js/dict/STCharacters';

const forms = new Map(
  simplifiedToTraditional.split('|').map((line): [string, string] => {
    const [from = '', to = from] = line.split(' ');
    return [from, to];
  }),
);

/** Character by character, as simple converters do. */
export function convertToTraditional(text: string): string {
  return Array.from(text, (char) => forms.get(char) ?? char).join('');
}
