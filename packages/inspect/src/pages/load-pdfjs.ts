/**
 * pdf.js, loaded without its warnings. It looks for a canvas when it is loaded, and says on the console that pages cannot be
 * drawn without one; where documents are only read there is none on purpose, and the console is not ours to write to.
 */
async function loadQuietly() {
  const { warn } = console;
  // oxlint-disable-next-line no-console -- pdf.js writes to it whatever its verbosity, which is set after loading
  console.warn = () => undefined;
  try {
    return await import('pdfjs-dist/legacy/build/pdf.mjs');
  } finally {
    // oxlint-disable-next-line no-console -- as it was
    console.warn = warn;
  }
}

export const pdfjs = await loadQuietly();
