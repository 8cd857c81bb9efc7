import { ScanHits } from '@fengni/server/modules/carriers/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { CustomControl } from '../../ui/form-field.tsx';

/** Finds a carrier by number, title or label, as the scan box does. */
export function CarrierPicker(control: CustomControl) {
  const [text, setText] = useState('');
  const found = useQueryData({
    name: 'scan.find',
    input: { text: text.trim() },
    output: ScanHits,
    enabled: text.trim().length > 1,
    keepLast: true,
  });
  const hits = text.trim().length > 1 ? (found.data?.hits ?? []).filter((hit) => hit.kind === 'carrier') : [];
  return (
    <div className="field">
      <input
        id={control.id}
        className="native-field"
        autoComplete="off"
        spellCheck={false}
        placeholder={t('derivation.source.find')}
        value={text}
        aria-invalid={control['aria-invalid']}
        onChange={(event) => {
          setText(event.target.value);
          control.onChange(null);
        }}
      />
      {hits.length === 0 ? null : (
        <select
          className="native-field"
          aria-label={t('derivation.source')}
          size={Math.min(6, hits.length + 1)}
          value={typeof control.value === 'string' ? control.value : ''}
          onChange={(event) => control.onChange(event.target.value === '' ? null : event.target.value)}
        >
          <option value="">{t('form.choose')}</option>
          {hits.map((hit) => (
            <option key={hit.id} value={hit.id}>
              {[hit.number, hit.mark ?? '', hit.title ?? ''].filter((part) => part !== '').join(' · ')}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
