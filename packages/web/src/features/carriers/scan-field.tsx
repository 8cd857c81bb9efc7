import { scanBytesMax } from '@fengni/server/modules/carriers/rules';
import { useId, useState } from 'react';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import type { CustomControl } from '../../ui/form-field.tsx';

const MediaType = z.enum(['application/pdf', 'image/png', 'image/jpeg']);
const Named = z.object({ name: z.string() });

/** The scan of a signed paper, as the contract's scan: name, kind, base64. */
export function ScanField(control: CustomControl) {
  const [fault, setFault] = useState<string | null>(null);
  const id = useId();
  const kept = Named.safeParse(control.value);

  async function take(file: File | undefined) {
    setFault(null);
    control.onChange(null);
    if (file === undefined) return;
    const mediaType = MediaType.safeParse(file.type);
    if (!mediaType.success || file.size > scanBytesMax) {
      setFault(t('scanfield.fault', { max: scanBytesMax / 1024 / 1024 }));
      return;
    }
    control.onChange({
      name: file.name.slice(-120),
      mediaType: mediaType.data,
      base64: await readBase64(file),
    });
  }
  return (
    <>
      <input
        id={control.id}
        type="file"
        accept={MediaType.options.join(',')}
        aria-invalid={control['aria-invalid'] || fault !== null}
        aria-describedby={`${id}-said ${control['aria-describedby'] ?? ''}`.trim()}
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <output id={`${id}-said`} className="block">
        {fault === null ? null : <span className="field-fault">{fault}</span>}
        {fault === null && kept.success ? (
          <span className="why">{t('scanfield.taken', { name: kept.data.name })}</span>
        ) : null}
      </output>
    </>
  );
}

function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : ''),
    );
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the file was not read')));
    reader.readAsDataURL(file);
  });
}
