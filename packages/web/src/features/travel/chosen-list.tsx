import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import './travel.css';

/** What was chosen so far, each to be taken off again. */
export function ChosenList({
  items,
  onDrop,
}: {
  items: readonly { readonly id: string; readonly label: string }[];
  onDrop: (id: string) => void;
}) {
  if (items.length === 0) return null;
  return (
    <ul className="chosen-list">
      {items.map((item) => (
        <li key={item.id}>
          {item.label}
          <ActionButton
            size="small"
            type="text"
            aria-label={t('travel.drop', { name: item.label })}
            onClick={() => onDrop(item.id)}
          >
            ×
          </ActionButton>
        </li>
      ))}
    </ul>
  );
}
