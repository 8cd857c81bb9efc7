declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  /** The half of pdf.js that parses; its package ships no types for it. */
  export const WorkerMessageHandler: {
    initializeFromPort(port: import('./pdfjs-port.ts').PdfjsPort): void;
  };
}
