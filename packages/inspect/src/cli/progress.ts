import { describeBytes } from '../report/describe.ts';
import { fitWidth, fitWidthFromEnd, displayWidth } from '../report/display-width.ts';
import type { Setting } from './inspect-io.ts';

/** What a line of progress tells. */
export interface Progress {
  /** Files and bytes to be inspected, once they are counted. */
  total: { files: number; bytes: number } | undefined;
  done: { files: number; bytes: number };
  name: string;
}

const drawEveryMs = 100;
const barColumns = 20;

/** A line on the terminal that is drawn over itself; nothing at all where standard error is no terminal. */
export interface ProgressLine {
  draw(progress: Progress): void;
  /** Takes the line away, before something else is written. */
  clear(): void;
}

export function createProgressLine({ io, terminal, t }: Setting): ProgressLine {
  if (!terminal.drawsProgress) return { draw: () => undefined, clear: () => undefined };
  let drawnAt = 0;
  let isDrawn = false;
  return {
    draw: (progress) => {
      const now = performance.now();
      if (now - drawnAt < drawEveryMs) return;
      drawnAt = now;
      isDrawn = true;
      io.err(`\r\u001B[2K${progressText(progress, terminal.progressColumns - 1, t)}`);
    },
    clear: () => {
      if (isDrawn) io.err('\r\u001B[2K');
      isDrawn = false;
    },
  };
}

/** One line no wider than `columns`: bar, share, counts, the file being inspected. */
export function progressText(
  { total, done, name }: Progress,
  columns: number,
  t: (zh: string, en: string) => string,
): string {
  const share = shareOf(total, done);
  const bar =
    share === undefined
      ? ''
      : `[${'#'.repeat(Math.round(share * barColumns)).padEnd(barColumns, '.')}] ${String(Math.floor(share * 100)).padStart(3)}% `;
  const of = total === undefined ? '' : `/${total.files}`;
  const counts = t(
    `${done.files}${of} 个文件 ${describeBytes(done.bytes)} `,
    `${done.files}${of} files ${describeBytes(done.bytes)} `,
  );
  const head = fitWidth(bar + counts, columns);
  return head + fitWidthFromEnd(name, columns - displayWidth(head));
}

/** By bytes, since files differ; by files where all are empty. */
function shareOf(total: Progress['total'], done: Progress['done']): number | undefined {
  if (total === undefined || total.files === 0) return undefined;
  const share = total.bytes > 0 ? done.bytes / total.bytes : done.files / total.files;
  return Math.min(1, share);
}
