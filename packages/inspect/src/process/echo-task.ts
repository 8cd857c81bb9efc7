import type { TaskContext } from './tasks.ts';

const pieceBytes = 1024 * 1024;

/** Gives the bytes of the file back, a mebibyte at a time, and the options with each. */
export function echoFile({ source, options, give }: TaskContext): void {
  for (let at = 0; at < source.length; at += pieceBytes)
    give({ at, length: source.length, options }, source.read(at, pieceBytes));
}
