import { t } from '../lib/i18n.ts';
import type { NavigationEntry } from './navigation.ts';
import '../ui/register.css';
import { Dialog } from '../ui/dialog.tsx';

/** The keys of the program, from the same list that makes them work. */
export function KeysDialog({
  entries,
  onClose,
}: {
  entries: readonly NavigationEntry[];
  onClose: () => void;
}) {
  const keys: (readonly [string, string])[] = [
    ['/', t('keys.scan')],
    ['?', t('keys.help')],
    ...entries.flatMap((entry) =>
      entry.key === undefined ? [] : [[`g ${entry.key}`, t(entry.label)] as const],
    ),
    ['↑ ↓', t('keys.rows')],
    ['Enter', t('keys.enter')],
    ['Ctrl Enter', t('keys.send')],
    ['Esc', t('keys.escape')],
  ];
  return (
    <Dialog title={t('keys.title')} onClose={onClose} width={420}>
      <table className="ledger ledger-keys">
        <tbody>
          {keys.map(([key, what]) => (
            <tr key={key}>
              <td>
                {key.split(' ').map((part) => (
                  <kbd key={part}>{part}</kbd>
                ))}
              </td>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
