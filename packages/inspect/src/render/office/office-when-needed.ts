import { OfficeConverter } from './office-converter.ts';

/** What drawing needs of LibreOffice. */
export type Office = Pick<OfficeConverter, 'convert'>;

/**
 * LibreOffice looked for when the first office document comes, once in a program's life; where it cannot be used, each
 * document is told `unavailable` and is laid out more simply.
 */
export function officeWhenNeeded(options: Parameters<typeof OfficeConverter.find>[0] = {}): Office {
  let finding: ReturnType<typeof OfficeConverter.find> | undefined;
  return {
    async convert(file, request) {
      finding ??= OfficeConverter.find(options);
      const { converter } = await finding;
      return converter === undefined ? 'unavailable' : converter.convert(file, request);
    },
  };
}
