import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { AppLink } from '../../ui/link.tsx';

export interface CompartmentChipProps {
  readonly compartment: { readonly id: string; readonly name: string };
}

/** On the page of a carrier, for who is in its compartment: who is in scope and no member does not know it. */
export function CompartmentChip({ compartment }: CompartmentChipProps) {
  return (
    <span title={t('compartment.chip.why')}>
      {t('compartment.chip')} <AppLink to={paths.compartment(compartment.id)}>{compartment.name}</AppLink>
    </span>
  );
}
