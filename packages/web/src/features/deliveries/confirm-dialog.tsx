import { ConfirmDelivery, deliveryFaults } from '@fengni/server/modules/carriers/contract';
import { useId } from 'react';
import { t } from '../../lib/i18n.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { idsOf } from '../carriers/people-list.tsx';
import { copyNumber } from '../keeping/items-table.tsx';
import { scanField } from '../scans/scan-field.tsx';
import './deliveries.css';
import type { Delivery } from './delivery-page.tsx';
import { faultWords } from './delivery-words.ts';

/** The counterpart's receipt: who signed, what arrived, what was wrong, the signed paper. */
export function ConfirmDialog({ delivery, onClose }: { delivery: Delivery; onClose: () => void }) {
  const open = delivery.items.filter((item) => item.state === 'sent');
  return (
    <FormDialog
      title={t('delivery.confirm')}
      open
      onClose={onClose}
      contract={ConfirmDelivery}
      command="delivery.confirm"
      fixed={{ deliveryId: delivery.id }}
      initial={{ arrivedCopyIds: open.map((item) => item.copyId), faults: [] }}
      submitLabel={t('delivery.confirm.submit')}
      doneText={t('delivery.confirm.done')}
      fields={[
        {
          name: 'receiptSigner',
          label: t('delivery.signer'),
          kind: 'text',
          why: t('delivery.signer.why'),
          autoFocus: true,
        },
        arrivedField(open),
        {
          name: 'faults',
          label: t('delivery.faults'),
          kind: 'checks',
          choices: deliveryFaults.map((fault) => ({ value: fault, label: faultWords(fault) })),
          why: t('delivery.faults.why'),
          check: (value, values) => {
            const short = idsOf(values['arrivedCopyIds']).length < open.length;
            return short && !idsOf(value).includes('short-count') ? t('delivery.faults.short') : null;
          },
        },
        { name: 'note', label: t('delivery.note'), kind: 'textarea', optional: 'absent', seen: true },
        scanField(t('delivery.receipt.scan'), t('scan.file.why')),
      ]}
    />
  );
}

function arrivedField(items: Delivery['items']): FieldSpec {
  return {
    name: 'arrivedCopyIds',
    label: t('delivery.arrived.which'),
    kind: 'custom',
    grouped: true,
    control: (control) => <ArrivedChecks {...control} items={items} />,
  };
}

function ArrivedChecks({ items, ...control }: CustomControl & { items: Delivery['items'] }) {
  const id = useId();
  const arrived = idsOf(control.value);
  const toggle = (copyId: string) =>
    control.onChange(
      arrived.includes(copyId) ? arrived.filter((one) => one !== copyId) : [...arrived, copyId],
    );
  return (
    <ul className="channels">
      {items.map((item, i) => {
        const own = i === 0 ? control.id : `${id}-${item.copyId}`;
        return (
          <li key={item.copyId}>
            <input
              type="checkbox"
              id={own}
              checked={arrived.includes(item.copyId)}
              onChange={() => toggle(item.copyId)}
            />
            <label htmlFor={own}>
              <LevelChip mark={item.mark} level={item.levelToken} />{' '}
              <span className="num">{copyNumber(item)}</span> {item.title}
            </label>
          </li>
        );
      })}
    </ul>
  );
}
