import { ScanInput, scanBytesMax } from '@fengni/server/modules/scans/contract';
import { useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';

const scanNameCharsMax = 120;
const accepted = ScanInput.shape.mediaType;

/** The field of a form that takes the scan of a signed paper. */
export function scanField(label: string, why: string): FieldSpec {
  return {
    name: 'scan',
    label,
    kind: 'custom',
    optional: 'absent',
    why,
    control: (control) => <ScanUpload {...control} />,
  };
}

/** Takes a scan; says at once what the server would refuse. */
export function ScanUpload(control: CustomControl) {
  const [fault, setFault] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const taken = ScanInput.safeParse(control.value);
  async function take(file: File | undefined) {
    setFault(null);
    control.onChange(undefined);
    if (file === undefined) return;
    if (!accepted.safeParse(file.type).success || file.size > scanBytesMax) {
      setFault(t('scan.file.fault'));
      return;
    }
    control.onChange({
      name: file.name.slice(-scanNameCharsMax),
      mediaType: file.type,
      base64: await readBase64(file),
    });
  }
  return (
    <>
      <input
        key={round}
        id={control.id}
        type="file"
        accept={accepted.options.join(',')}
        aria-invalid={fault !== null}
        aria-describedby={control['aria-describedby']}
        onChange={(event) => void take(event.target.files?.[0])}
      />
      {taken.success ? (
        <output>
          {t('scan.file.taken', { name: taken.data.name })}{' '}
          <ActionButton
            size="small"
            type="text"
            onClick={() => {
              control.onChange(undefined);
              setRound(round + 1);
            }}
          >
            {t('scan.file.drop')}
          </ActionButton>
        </output>
      ) : null}
      {fault === null ? null : (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () =>
      resolve(typeof reader.result === 'string' ? reader.result.replace(/^[^,]*,/, '') : ''),
    );
    reader.addEventListener('error', () => reject(new Error('the file could not be read')));
    reader.readAsDataURL(file);
  });
}
