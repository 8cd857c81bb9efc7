import { frameTypes, windowBytesMax } from './wire.ts';
import { workerPipe } from './worker-pipe.ts';

/** A window of the file from the program at the other end; waits for it. */
export function askWindow(offset: number, length: number): Uint8Array {
  const request = Buffer.alloc(12);
  request.writeBigUInt64BE(BigInt(offset), 0);
  request.writeUInt32BE(Math.min(length, windowBytesMax), 8);
  workerPipe.write(frameTypes.window, request);
  const answer = workerPipe.read();
  if (answer?.type !== frameTypes.data) throw new Error('The window of the file was not given.');
  return answer.payload;
}
