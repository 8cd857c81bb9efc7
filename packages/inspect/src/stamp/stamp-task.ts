import { sniffKind } from '../document/sniff-kind.ts';
import type { TaskContext } from '../process/tasks.ts';
import { stampDocx } from './stamp-docx.ts';
import { stampPdf } from './stamp-pdf.ts';
import { StampRefused, StampWork, stampBytesMax } from './stamp-work.ts';

/** Stamps the file of this process: gives `{}` with the new bytes, or `{ refused }` with a code. */
export async function stampTask({ source, options, give }: TaskContext): Promise<void> {
  const work = StampWork.parse(options);
  try {
    if (source.length > stampBytesMax) throw new StampRefused('too-large');
    const kind = sniffKind(source);
    if (kind !== 'docx' && kind !== 'pdf') throw new StampRefused('kind');
    const bytes = source.read(0, source.length);
    give({}, kind === 'docx' ? stampDocx(bytes, work) : await stampPdf(bytes, work));
  } catch (error) {
    // libraries throw whatever comes of a file that is not built as it should be
    give({ refused: error instanceof StampRefused ? error.code : 'damaged' });
  }
}
