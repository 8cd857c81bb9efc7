import { useRouter } from '@tanstack/react-router';
import { t } from '../lib/i18n.ts';
import { ActionButton } from './action-button.tsx';
import { MenuButton } from './menu-button.tsx';

export interface PageAction {
  readonly key: string;
  readonly label: string;
  readonly onDo?: () => void;
  readonly to?: string;
  /** Why it cannot be done now, and who could do it; absent where it can. */
  readonly disabledReason?: string | null | undefined;
  readonly danger?: boolean;
}

export interface ActionBarProps {
  readonly actions: readonly PageAction[];
  /** Key of the next lawful step; null where a line of a list has none and shows its menu as dots. */
  readonly next?: string | null;
  /** Names the line the dots belong to. */
  readonly about?: string;
}

/**
 * What can be done with a thing: the first action that is possible is the primary one, the others stand in a menu,
 * impossible ones with their reason (UX, principle 1).
 */
export function ActionBar({ actions, next, about }: ActionBarProps) {
  const router = useRouter();
  const possible = actions.filter((action) => typeof action.disabledReason !== 'string');
  const primary =
    next === null
      ? undefined
      : (possible.find((action) => action.key === next) ?? possible.find((action) => action.danger !== true));
  const others = actions.filter((action) => action !== primary);
  function start(action: PageAction) {
    action.onDo?.();
    if (action.to !== undefined) router.history.push(action.to);
  }
  return (
    <fieldset className="plain-set page-actions" aria-label={t('action.group')}>
      {primary === undefined ? null : (
        <ActionButton type="primary" onClick={() => start(primary)}>
          {primary.label}
        </ActionButton>
      )}
      {others.length === 0 ? null : (
        <MenuButton
          label={about === undefined ? t('action.others') : t('action.others.of', { number: about })}
          dots={next === null}
          choices={others.map((action) => ({ ...action, onChoose: () => start(action) }))}
        />
      )}
    </fieldset>
  );
}
