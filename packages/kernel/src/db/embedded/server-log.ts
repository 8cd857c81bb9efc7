/** How much of the server's log is kept for an error message. */
export const tailLinesMax = 30;
export const logLineCharsMax = 4096;

/** Cuts a stream of text into lines, hands each on, and keeps the last ones. */
type LineTail = { push: (chunk: string) => void; end: () => void; text: () => string };

export function createLineTail(log: (line: string) => void): LineTail {
  const tail: string[] = [];
  let rest = '';
  const emit = (line: string): void => {
    const bounded = line.slice(0, logLineCharsMax);
    tail.push(bounded);
    if (tail.length > tailLinesMax) tail.shift();
    log(bounded);
  };
  const end = (): void => {
    if (rest !== '') emit(rest);
    rest = '';
  };
  return {
    push: (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) emit(line);
      if (rest.length > logLineCharsMax) end();
    },
    end,
    text: () => tail.join('\n'),
  };
}
