import { fileUrl } from '../../lib/client.ts';
import { ActionButton } from '../../ui/action-button.tsx';

/** Opens a printed form in a tab of its own. */
export function PaperLink({ file, input, label }: { file: string; input: unknown; label: string }) {
  return (
    <ActionButton href={fileUrl(file, input)} target="_blank" rel="noopener">
      {label}
    </ActionButton>
  );
}

export function openPaper(file: string, input: unknown): void {
  window.open(fileUrl(file, input), '_blank', 'noopener');
}
