/**
 * What goes over the pipes between the program and a worker: frames of one byte of type, four of length (big-endian), and that
 * many bytes.
 */
export const frameTypes = {
  /** To the worker: read this file. JSON, {@link ReadRequest} */
  read: 0x45,
  /** To the worker: the bytes it asked for, fewer at the end of the file. */
  data: 0x44,
  /** To the worker: recognise this picture. Length of JSON, JSON, bytes. */
  recognise: 0x51,
  /** To the worker: do this task with this file. JSON, {@link TaskMessage} */
  task: 0x54,
  /** From the worker: a piece of what a task gives. Length of JSON, JSON, bytes. */
  answer: 0x41,
  /** From the worker: give me a window of the file. Offset (64 bits), length (32). */
  window: 0x57,
  /** From the worker: the kind of the file. JSON string */
  kind: 0x4b,
  /** From the worker: segments with the same path. JSON */
  segments: 0x53,
  /** From the worker: something not read. JSON */
  gap: 0x47,
  /** From the worker: a picture. Length of JSON, JSON, bytes. */
  picture: 0x50,
  /** From the worker: what a picture holds. JSON */
  recognised: 0x52,
  /** From the worker: all told of this file. */
  done: 0x5a,
} as const;

export const frameHeadBytes = 5;

/** The longest frame taken from a worker: a picture. */
export const frameBytesMax = 272 * 1024 * 1024;

/** The most asked for at once. */
export const windowBytesMax = 1024 * 1024;

export function frameHead(type: number, length: number): Buffer {
  const head = Buffer.alloc(frameHeadBytes);
  head[0] = type;
  head.writeUInt32BE(length, 1);
  return head;
}

export function jsonPayload(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value), 'utf8');
}

/** JSON and bytes in one payload. */
export function mixedPayload(value: unknown, bytes: Uint8Array): Uint8Array[] {
  const json = jsonPayload(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return [length, json, bytes];
}

export function splitMixed(payload: Buffer): { json: unknown; bytes: Buffer } {
  const end = 4 + payload.readUInt32BE(0);
  if (end > payload.length) throw new Error('A frame ends within its head.');
  return { json: JSON.parse(payload.toString('utf8', 4, end)), bytes: payload.subarray(end) };
}
