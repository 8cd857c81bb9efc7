import { SettleDelivery } from '@fengni/server/modules/carriers/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { copyNumber } from '../keeping/items-table.tsx';
import './deliveries.css';
import type { Delivery } from './delivery-page.tsx';

type Fate = 'arrived' | 'back' | 'lost';

/** What became of each copy not yet accounted for. */
export function SettleDialog({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const open = delivery.direction === 'out' ? delivery.items.filter((item) => item.state === 'sent') : [];
  const [fates, setFates] = useState<ReadonlyMap<string, Fate>>(new Map());
  const withFate = (fate: Fate) => open.filter((item) => fates.get(item.copyId) === fate);
  const missing = open.some((item) => !fates.has(item.copyId))
    ? t('delivery.settle.missing')
    : withFate('lost').length > 0
      ? t('delivery.settle.lost')
      : null;
  return (
    <FormDialog
      title={t('delivery.settle')}
      open
      onClose={onClose}
      contract={SettleDelivery}
      command="delivery.settle"
      fixed={{
        deliveryId: delivery.id,
        arrivedCopyIds: withFate('arrived').map((item) => item.copyId),
        cameBackCopyIds: withFate('back').map((item) => item.copyId),
      }}
      submitLabel={t('delivery.settle')}
      doneText={t('delivery.settle.done')}
      disabledReason={missing}
      fields={[
        ...(withFate('back').length === 0
          ? []
          : [
              {
                name: 'place',
                label: t('delivery.settle.place'),
                kind: 'text' as const,
                optional: 'absent' as const,
              },
            ]),
        {
          name: 'note',
          label: t('delivery.settle.note'),
          kind: 'textarea',
          why: t('delivery.settle.note.why'),
          seen: true,
        },
      ]}
    >
      {open.length === 0 ? <p className="quiet">{t('delivery.settle.none')}</p> : null}
      {open.map((item) => (
        <FateChoice
          key={item.copyId}
          number={copyNumber(item)}
          to={paths.carrier(item.carrierId, { copy: item.copyId })}
          value={fates.get(item.copyId)}
          onChange={(fate) => setFates(new Map(fates).set(item.copyId, fate))}
        />
      ))}
    </FormDialog>
  );
}

interface FateChoiceProps {
  readonly number: string;
  readonly to: string;
  readonly value: Fate | undefined;
  readonly onChange: (fate: Fate) => void;
}

function FateChoice({ number, to, value, onChange }: FateChoiceProps) {
  const words = {
    arrived: t('delivery.fate.arrived'),
    back: t('delivery.fate.back'),
    lost: t('delivery.fate.lost'),
  };
  return (
    <fieldset className="fate">
      <legend className="num">{number}</legend>
      {(['arrived', 'back', 'lost'] as const).map((fate) => (
        <label key={fate}>
          <input type="radio" name={number} checked={value === fate} onChange={() => onChange(fate)} />{' '}
          {words[fate]}
        </label>
      ))}
      {value === 'lost' ? (
        <span className="why">
          {t('delivery.fate.lost.how')} <AppLink to={to}>{number}</AppLink>
        </span>
      ) : null}
    </fieldset>
  );
}
