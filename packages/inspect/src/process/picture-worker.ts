// The program of the process that looks at pictures and draws pages. It may load native addons, which no permission binds: it
// parses no documents but the PDF whose pages it draws.
import { Console } from 'node:console';
import { recognisePicture } from '../pictures/recognise.ts';
import { parsePictureRequest } from './picture-requests.ts';
import { frameTypes, jsonPayload, splitMixed } from './wire.ts';
import { workerPipe } from './worker-pipe.ts';

// Standard output is the pipe: what libraries print must not get there.
globalThis.console = new Console(process.stderr, process.stderr);

process.on('unhandledRejection', () => undefined);

/** The pages of a PDF are asked for one by one, its bytes come with the first. */
let bytesBefore: Buffer = Buffer.alloc(0);

for (let frame = workerPipe.read(); frame !== undefined; frame = workerPipe.read()) {
  if (frame.type !== frameTypes.recognise) throw new Error(`There is no request ${frame.type}.`);
  const { json, bytes } = splitMixed(frame.payload);
  const { isSame, request } = parsePictureRequest(json);
  bytesBefore = isSame ? bytesBefore : bytes;
  const result = await recognisePicture(bytesBefore, request);
  workerPipe.write(frameTypes.recognised, jsonPayload(result));
}
