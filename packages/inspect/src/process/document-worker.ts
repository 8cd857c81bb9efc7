// The program of the process that reads documents. It serves one file after the other until its pipe is closed.
import { Console } from 'node:console';
import { extractDocument } from '../document/extract.ts';
import { askWindow } from './ask-window.ts';
import { EventWriter } from './event-writer.ts';
import { parseReadRequest } from './requests.ts';
import { frameTypes, jsonPayload } from './wire.ts';
import { windowSource } from './window-source.ts';
import { workerPipe } from './worker-pipe.ts';

// Standard output is the pipe: what libraries print must not get there.
globalThis.console = new Console(process.stderr, process.stderr);

// What a library leaves behind must not end the files after it; what was lost of this one shows as its own fault.
process.on('unhandledRejection', () => undefined);

for (let frame = workerPipe.read(); frame !== undefined; frame = workerPipe.read()) {
  if (frame.type !== frameTypes.read) throw new Error(`There is no request ${frame.type}.`);
  await serve(JSON.parse(frame.payload.toString('utf8')));
}

async function serve(message: unknown): Promise<void> {
  const { size, name, options, limits } = parseReadRequest(message);
  const writer = new EventWriter();
  await extractDocument(windowSource(size, askWindow), {
    name,
    options,
    limits,
    sink: writer,
    onKind: (kind) => workerPipe.write(frameTypes.kind, jsonPayload(kind)),
  });
  writer.flush();
  workerPipe.write(frameTypes.done, jsonPayload({ memoryBytes: process.memoryUsage.rss() }));
}
