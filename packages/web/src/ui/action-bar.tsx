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

/**
 * What can be done with a thing: the first action that is possible is the primary one, the others stand in a menu,
 * impossible ones with their reason (UX, principle 1). `next` names the key that is the next lawful step.
 */
export function ActionBar({ actions, next }: { actions: readonly PageAction[]; next?: string | null }) {
  const router = useRouter();
  const possible = actions.filter((action) => typeof action.disabledReason !== 'string');
  const primary = possible.find((action) => action.key === next) ?? (next === undefined ? possible[0] : undefined);
  const others = actions.filter((action) => action !== primary);
  function start(action: PageAction) {
    action.onDo?.();
    if (action.to !== undefined) router.history.push(action.to);
  }
  return (
    <div className="page-actions" role="group" aria-label={t('action.group')}>
      {primary === undefined ? null : (
        <ActionButton type="primary" onClick={() => start(primary)}>
          {primary.label}
        </ActionButton>
      )}
      {others.length === 0 ? null : (
        <MenuButton
          label={t('action.others')}
          choices={others.map((action) => ({ ...action, onChoose: () => start(action) }))}
        />
      )}
    </div>
  );
}
