import { fileUrl } from '../../lib/client.ts';

/** Opens a printed form in a tab of its own. */
export function openPaper(file: string, input: unknown): void {
  window.open(fileUrl(file, input), '_blank', 'noopener');
}
