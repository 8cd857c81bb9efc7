import { fileUrl } from '../../lib/client.ts';
import { t } from '../../lib/i18n.ts';
import type { PowerName } from '../../lib/session.ts';

export interface SheetListProps {
  readonly accounts: readonly { readonly power: PowerName; readonly login: string }[];
  readonly setupCode: string;
}

/** One sheet for each administrator, each opened alone: nobody prints for the three at once. */
export function SheetList({ accounts, setupCode }: SheetListProps) {
  const powers = { system: t('power.system'), security: t('power.security'), audit: t('power.audit') };
  return (
    <ul className="sheet-list">
      {accounts.map(({ power, login }) => (
        <li key={power}>
          <span className="grow">
            {powers[power]} <span className="quiet">{login}</span>
          </span>
          <a href={fileUrl('house.activationSheet', { setupCode, power })} target="_blank" rel="noreferrer">
            {t('setup.sheet.open', { power: powers[power] })}
          </a>
        </li>
      ))}
    </ul>
  );
}
