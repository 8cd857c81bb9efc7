const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const entityPattern = /&(?:#x([0-9a-f]{1,8})|#(\d{1,9})|(lt|gt|amp|quot|apos));/gi;
const lastCodePoint = 0x10_ff_ff;

/** Resolves character references and the five entities of XML; any other stays as it is written. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(entityPattern, (whole, hex?: string, decimal?: string, name?: string) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= lastCodePoint ? String.fromCodePoint(code) : whole;
  });
}
