/** A text that may stand in HTML, in elements and quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"'`]/g, (sign) => `&#${sign.codePointAt(0)};`);
}
