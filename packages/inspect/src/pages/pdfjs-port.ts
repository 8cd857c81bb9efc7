/** What pdf.js knows of its counterpart: a part of a message port. */
export interface PdfjsPort {
  postMessage(message: unknown): void;
  addEventListener(name: string, listener: (event: { data: unknown }) => void): void;
  removeEventListener(name: string, listener: (event: { data: unknown }) => void): void;
  terminate(): void;
}

export interface PortHooks {
  /** Called for each picture the reader comes upon. */
  pictureMet(): void;
}

type Listener = Parameters<PdfjsPort['addEventListener']>[1];

/**
 * Two ends of a line between the halves of pdf.js in one thread. pdf.js brings its own, which clones every message; here
 * objects are passed as they are, which halves the time a page takes. Two messages need care: operator lists, whose
 * arrays their sender empties after sending, and fonts, which are for drawing alone and are not delivered (Type 3 fonts
 * are, for their widths need the font's matrix).
 */
export function linkPorts(hooks: PortHooks): { main: PdfjsPort; worker: PdfjsPort } {
  const toMain = new Set<Listener>();
  const toWorker = new Set<Listener>();
  const sendTo = (listeners: Set<Listener>, message: unknown) =>
    queueMicrotask(() => {
      for (const listener of listeners) listener({ data: message });
    });
  return {
    main: makePort(toMain, (message) => {
      watchPictures(message, hooks);
      sendTo(toWorker, message);
    }),
    worker: makePort(toWorker, (message) => {
      if (!isFontForDrawing(message)) sendTo(toMain, keepOperators(message));
    }),
  };
}

function makePort(listeners: Set<Listener>, postMessage: (message: unknown) => void): PdfjsPort {
  return {
    postMessage,
    addEventListener: (_name, listener) => void listeners.add(listener),
    removeEventListener: (_name, listener) => void listeners.delete(listener),
    terminate: () => listeners.clear(),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * Pictures are not decoded for their text, being over the `maxImageSize` of one pixel; pdf.js leaves them out without a
 * word. The limit is read once for each picture met, and so tells how many there are.
 */
function watchPictures(message: unknown, hooks: PortHooks): void {
  if (!isRecord(message) || message['action'] !== 'GetDocRequest' || !isRecord(message['data'])) return;
  const options = message['data']['evaluatorOptions'];
  if (!isRecord(options)) return;
  Object.defineProperty(options, 'maxImageSize', {
    get: () => {
      hooks.pictureMet();
      return 1;
    },
  });
}

function isFontForDrawing(message: unknown): boolean {
  if (!isRecord(message) || message['action'] !== 'commonobj' || !Array.isArray(message['data']))
    return false;
  const [, type, font] = message['data'];
  if (type === 'FontPath') return true;
  return type === 'Font' && isRecord(font) && font['charProcOperatorList'] === undefined;
}

function keepOperators(message: unknown): unknown {
  if (!isRecord(message) || !isRecord(message['chunk'])) return message;
  const { fnArray, argsArray } = message['chunk'];
  if (!Array.isArray(fnArray) || !Array.isArray(argsArray)) return message;
  return {
    ...message,
    chunk: { ...message['chunk'], fnArray: fnArray.slice(), argsArray: argsArray.slice() },
  };
}
