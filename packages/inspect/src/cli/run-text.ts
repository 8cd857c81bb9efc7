import { stat } from 'node:fs/promises';
import { describeGap } from '../document/gaps.ts';
import type { Gap } from '../document/gaps.ts';
import type { Segment } from '../document/place.ts';
import { ReadingPool } from '../process/reading-pool.ts';
import { describePlace, hiddenName } from '../report/describe.ts';
import { showSafely, showTextSafely } from '../scan/file-name.ts';
import { InspectFault, pathFault } from '../scan/inspect-fault.ts';
import { readPasswords } from '../scan/read-lists.ts';
import type { TextOptions } from './define-inspect-commands.ts';
import { inspectExitCodes } from './inspect-io.ts';
import type { InspectExitCode, Setting } from './inspect-io.ts';

const gapsSaidMax = 100;

/** `fengni text`: all text of a file on standard output, what was not read on standard error. */
export async function runText(
  file: string,
  options: TextOptions,
  setting: Setting,
): Promise<InspectExitCode> {
  const status = await stat(file).catch((error: unknown) => {
    throw pathFault(error, file);
  });
  if (!status.isFile()) throw new InspectFault('not-a-file', { path: file });
  const passwords = options.passwordFile === undefined ? [] : await readPasswords(options.passwordFile);
  const pool = new ReadingPool({ jobs: 1 });
  let gaps = 0;
  try {
    const reading = { options: { ocr: options.ocr, passwords }, signal: setting.signal };
    for await (const event of pool.inspect({ path: file }, reading)) {
      if (event.type === 'segments')
        for (const segment of event.segments) setting.io.out(lineOf(segment, options, setting));
      if (event.type === 'gap') {
        gaps += 1;
        if (gaps <= gapsSaidMax) setting.io.err(`${gapLine(event.gap, setting)}\n`);
      }
    }
  } finally {
    await pool.close();
  }
  if (gaps > gapsSaidMax)
    setting.io.err(
      `${setting.t(`另有 ${gaps - gapsSaidMax} 处未读取`, `${gaps - gapsSaidMax} more not read`)}\n`,
    );
  return gaps === 0 ? inspectExitCodes.pass : inspectExitCodes.unread;
}

function lineOf(segment: Segment, { places }: TextOptions, { language, terminal }: Setting): string {
  // a long text comes in pieces that repeat the end of the piece before
  const text = segment.text.slice(segment.overlap ?? 0);
  const shown = terminal.columns === undefined ? text : showTextSafely(text);
  if (places !== true) return `${shown}\n`;
  const hidden = segment.hidden === undefined ? '' : `, ${hiddenName(segment.hidden, language)}`;
  return `[${showSafely(describePlace(segment.place, language))}${hidden}] ${shown}\n`;
}

function gapLine(gap: Gap, { language, t }: Setting): string {
  const where = gap.path.map((name) => showSafely(name));
  if (gap.page !== undefined) where.push(t(`第 ${gap.page} 页`, `page ${gap.page}`));
  const prefix = where.length === 0 ? '' : t(`${where.join(' › ')}：`, `${where.join(' › ')}: `);
  const count = gap.count === undefined ? '' : t(`（${gap.count} 处）`, ` (${gap.count})`);
  return t('未读取：', 'Not read: ') + prefix + describeGap(gap)[language] + count;
}
