import { ScanHits } from '@fengni/server/modules/carriers/contract';
import { Button } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { readNoticed } from '../../lib/use-query-data.ts';
import type { CustomControl } from '../../ui/form-field.tsx';
import { readCarrierAddress } from '../keeping/chosen-copies.ts';

export const TiedCarriers = z.array(z.object({ id: z.string(), number: z.string() }));

/** Carriers the secret is on, by number or by scan; only those the caller sees are found. */
export function CarriersField(control: CustomControl) {
  const parsed = TiedCarriers.safeParse(control.value);
  const carriers = parsed.success ? parsed.data : [];
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);

  async function add(wanted: string) {
    setFault(null);
    try {
      const { hits } = await readNoticed('scan.find', { text: wanted }, ScanHits);
      const found = hits
        .map((hit) => ({ id: readCarrierAddress(hit.to)?.carrierId, number: hit.number }))
        .find((one) => one.id !== undefined);
      if (found?.id === undefined) setFault(t('chosen.notfound', { text: wanted }));
      else if (!carriers.some((one) => one.id === found.id))
        control.onChange([...carriers, { id: found.id, number: found.number }]);
    } catch (caught) {
      setFault(presentError(caught));
    }
  }
  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey) return;
    event.preventDefault();
    const wanted = text.trim();
    setText('');
    if (wanted !== '') void add(wanted);
  }
  return (
    <div className="people-list">
      {carriers.length === 0 ? null : (
        <ul className="chosen-people">
          {carriers.map((one) => (
            <li key={one.id}>
              <span>{one.number}</span>
              <Button
                size="small"
                type="text"
                aria-label={t('picker.remove', { name: one.number })}
                onClick={() => control.onChange(carriers.filter((other) => other.id !== one.id))}
              >
                ×
              </Button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={control.id}
        className="native-field"
        autoComplete="off"
        placeholder={t('chosen.scan.how')}
        value={text}
        aria-invalid={control['aria-invalid']}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
      />
      {fault === null ? null : <p className="field-fault">{fault}</p>}
    </div>
  );
}
