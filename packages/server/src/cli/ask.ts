import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

let piped: AsyncIterator<string> | undefined;

/** Asks on the terminal without showing what is typed; from a pipe each question takes one line. */
export async function askHidden(question: string): Promise<string> {
  process.stderr.write(question);
  const answer = process.stdin.isTTY ? await readHidden() : await readLine();
  process.stderr.write('\n');
  return answer;
}

async function readHidden(): Promise<string> {
  const muted = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: muted, terminal: true });
  try {
    return await new Promise<string>((resolve) => {
      reader.once('line', resolve);
      reader.once('close', () => resolve(''));
    });
  } finally {
    reader.close();
  }
}

async function readLine(): Promise<string> {
  piped ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  const next = await piped.next();
  return next.done === true ? '' : next.value;
}
