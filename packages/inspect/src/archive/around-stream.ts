/**
 * What is put around a packed stream so that libarchive takes it for an archive and gives it back whole. In front: the head of
 * a tar with one entry `data` of 2^50 bytes (ustar, size in base 256). Behind: {@link endMark} and 70 000 zeros, because
 * of the last piece before the end of a truncated tar the library drops what does not fill it.
 * Made with `bzip2 -9` and `xz -0 --check=none`; the test unpacks them again.
 */
export const endMark = Buffer.from('end of the packed stream a41c9f07', 'latin1');
export const zerosBehindMark = 70_000;

function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}

export const endlessTarHead = {
  bzip2: fromBase64(
    'QlpoOTFBWSZTWWyHpSQAACHbwNyAQABPgAAEZAAeAEAACAAgAFREA0AZG1BKnlBMmh6gHtHFxhLHWca2sTQxJZchoCGbKe9+' +
      'IpWqPF0IHgGXxdyRThQkGyHpSQA=',
  ),
  xz: fromBase64(
    '/Td6WFoAAAD/EtlBAgAhAQwAAACPmEGc4AH/ADNdADIYSu6UtMJtCvYS6GeqxXHxbUp930HZpdfoKLXOZdUbAuTsyyvZjX9M' +
      'C3Dg8BXb9w9PAAAAAAFHgAQAAADMyYzvqAAK/AIAAAAAAFla',
  ),
} as const;

export const endOfStream = {
  bzip2: fromBase64(
    'QlpoOTFBWSZTWR0f1uMAAjBZgMAAQABkoC9L3AEACCAAQJKQaHo1Bp6nqFABiNNNGkiBAVyQJIF1a9HGuz2xu9fM+/cTES7c' +
      'OaUJhIEB+LuSKcKEgOj+txg=',
  ),
  xz: fromBase64(
    '/Td6WFoAAAD/EtlBAgAhAQwAAACPmEGc4RGQAHBdADKbiKtmxY2gpHzidzxQckqmLDuGolaAJRVgzLOMLM/xC8vR7ziOjJQM' +
      'ENsyWlbD5kkQJm/UoaKN9SkSf6RUXDDD9L2FxLLxKEuzoGsVPgO8tLba9TsY4aMCzZSJEOXVmi8lz/3XCZGsaakNYvghAAAA' +
      'AAGEAZGjBABfC7rBqAAK/AIAAAAAAFla',
  ),
} as const;
