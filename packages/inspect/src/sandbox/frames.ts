/**
 * What goes over the pipes between the server and the reading process.
 *
 * To the child: four bytes of length (big-endian), that many bytes of JSON naming the task, then the file until the end
 * of the stream. From the child: `FNG1`, four bytes of length, that many bytes of JSON, and nothing else.
 */
const answerMagic = Buffer.from('FNG1', 'latin1');
const lengthBytes = 4;
const answerHeadBytes = answerMagic.length + lengthBytes;

/** The head of a request; a task's options are small, the file is not in here. */
export interface RequestHead {
  task: string;
  options: unknown;
}

export type Answer = { ok: true; value: unknown } | { ok: false; reason: string; limit: number | undefined };

export function encodeRequestHead(head: RequestHead): Buffer {
  const body = Buffer.from(JSON.stringify(head), 'utf8');
  return Buffer.concat([uint32(body.length), body]);
}

/** Splits what the child received; throws when the stream ended within the head. */
export function decodeRequest(received: Buffer): { head: RequestHead; file: Uint8Array } {
  const bodyEnd = lengthBytes + received.readUInt32BE(0);
  if (bodyEnd > received.length) throw new Error('The request ended within its head.');
  const head = parseObject(received.toString('utf8', lengthBytes, bodyEnd));
  if (typeof head?.['task'] !== 'string') throw new Error('The request names no task.');
  return { head: { task: head['task'], options: head['options'] }, file: received.subarray(bodyEnd) };
}

export function encodeAnswer(answer: Answer): Buffer {
  const body = Buffer.from(JSON.stringify(answer), 'utf8');
  return Buffer.concat([answerMagic, uint32(body.length), body]);
}

/** The child's whole output as an answer, or undefined when it is anything else: too short, too long, not ours. */
export function decodeAnswer(output: Buffer): Answer | undefined {
  if (output.length < answerHeadBytes || !output.subarray(0, answerMagic.length).equals(answerMagic))
    return undefined;
  if (output.readUInt32BE(answerMagic.length) !== output.length - answerHeadBytes) return undefined;
  const answer = parseObject(output.toString('utf8', answerHeadBytes));
  if (answer === undefined) return undefined;
  if (answer['ok'] === true) return { ok: true, value: answer['value'] };
  const { reason, limit } = answer;
  if (answer['ok'] !== false || typeof reason !== 'string') return undefined;
  return { ok: false, reason, limit: typeof limit === 'number' ? limit : undefined };
}

function parseObject(json: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** True for objects that are no arrays: what a JSON object parses to. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(lengthBytes);
  bytes.writeUInt32BE(value);
  return bytes;
}
