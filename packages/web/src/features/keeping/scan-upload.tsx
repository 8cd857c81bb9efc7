import { scanBytesMax } from '@fengni/server/modules/carriers/rules';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { t } from '../../lib/i18n.ts';

const mediaTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const;
type MediaType = (typeof mediaTypes)[number];

/** A scan of signed paper as the commands take it. */
export interface ScanFile {
  readonly name: string;
  readonly mediaType: MediaType;
  readonly base64: string;
}

export interface ScanUploadProps {
  readonly label: string;
  readonly why: string;
  readonly value: ScanFile | null;
  readonly onChange: (scan: ScanFile | null) => void;
}

function isMediaType(type: string): type is MediaType {
  return mediaTypes.some((known) => known === type);
}

/** Takes the scan of a signed paper; says at once what the server would refuse. */
export function ScanUpload({ label, why, value, onChange }: ScanUploadProps) {
  const id = useId();
  const [fault, setFault] = useState<string | null>(null);
  async function take(file: File | undefined) {
    setFault(null);
    onChange(null);
    if (file === undefined) return;
    if (!isMediaType(file.type) || file.size > scanBytesMax) {
      setFault(t('scan.file.fault'));
      return;
    }
    onChange({ name: file.name.slice(-120), mediaType: file.type, base64: await readBase64(file) });
  }
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        <span className="why"> {t('form.optional')}</span>
      </label>
      <input
        id={id}
        type="file"
        accept={mediaTypes.join(',')}
        aria-describedby={`${id}-why`}
        aria-invalid={fault !== null}
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <p id={`${id}-why`} className="why">
        {why}
      </p>
      {value === null ? null : (
        <p>
          {t('scan.file.taken', { name: value.name })}{' '}
          <Button size="small" type="text" onClick={() => onChange(null)}>
            {t('scan.file.drop')}
          </Button>
        </p>
      )}
      {fault === null ? null : (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

function readBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Error('the file could not be read'));
    reader.readAsDataURL(file);
  });
}
