import iconv from 'iconv-lite';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * A file's name for people: UTF-8, else GB 18030, in which older Chinese systems wrote their disks. Control characters,
 * which could rewrite a terminal's lines, and marks that turn the direction of writing are shown as `�`.
 */
export function decodeFileName(name: Uint8Array): string {
  let text: string;
  try {
    text = utf8.decode(name);
  } catch {
    text = iconv.decode(Buffer.from(name), 'gb18030');
  }
  return showSafely(text);
}

/** A text in which nothing steers a terminal or turns the direction of writing. */
export function showSafely(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu, '\uFFFD');
}

/** The same for a text of several lines: line feeds and tabs stay. */
export function showTextSafely(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, (sign) =>
    sign === '\n' || sign === '\t' ? sign : '\uFFFD',
  );
}
