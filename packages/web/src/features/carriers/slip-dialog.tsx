import { EnterSlip } from '@fengni/server/modules/carriers/contract';
import { Modal } from 'antd';
import { type SubmitEvent, useId, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import type { CopyViewData, ReaderData } from './carrier-words.ts';
import { ScanUpload } from '../scans/scan-field.tsx';

interface Times {
  readonly received: string;
  readonly returned: string;
}

/** The paper slip as it came back: times beside the names, and its scan. The clerk signs for the entry, not for the reading. */
export function SlipDialog(props: {
  readonly copy: CopyViewData;
  readonly circulation: NonNullable<CopyViewData['circulation']>;
  readonly onClose: () => void;
}) {
  const { circulation, copy, onClose } = props;
  const id = useId();
  const open = circulation.readers.filter((one) => one.state === 'waiting' || one.state === 'reading');
  const [times, setTimes] = useState<Readonly<Record<string, Times>>>(() =>
    Object.fromEntries(open.map((one) => [one.id, firstTimes(one)])),
  );
  const [scan, setScan] = useState<unknown>(undefined);
  const enter = useCommand({
    name: 'circulation.enterSlip',
    faults: 'inline',
    doneText: t('slip.done'),
    onDone: onClose,
  });
  const entries = open.flatMap((one) => entryOf(one.id, times[one.id]));
  const input = EnterSlip.safeParse({ circulationId: circulation.id, entries, scan });
  const missing = entries.length === 0 ? t('slip.none') : scan === undefined ? t('slip.scan.missing') : null;

  function change(readerId: string, part: Partial<Times>) {
    setTimes({ ...times, [readerId]: { received: '', returned: '', ...times[readerId], ...part } });
  }
  function onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (input.success && !enter.busy) void enter.run(input.data);
  }
  return (
    <Modal
      title={t('carrier.act.enterSlip')}
      open
      onCancel={onClose}
      footer={null}
      destroyOnHidden
      mask={{ closable: false }}
      width={680}
    >
      <form className="form" aria-label={t('carrier.act.enterSlip')} onSubmit={onSubmit}>
        <p className="quiet">{t('slip.about', { no: copy.copyNo })}</p>
        <div className="table-scroll">
          <table className="ledger" aria-label={t('slip.times')}>
            <thead>
              <tr>
                <th scope="col">{t('slip.reader')}</th>
                <th scope="col">{t('slip.received')}</th>
                <th scope="col">{t('slip.returned')}</th>
              </tr>
            </thead>
            <tbody>
              {open.map((one) => (
                <tr key={one.id}>
                  <td data-label={t('slip.reader')}>{`${one.place} ${one.deputy ?? one.person}`}</td>
                  <td data-label={t('slip.received')}>
                    <TimeInput
                      label={t('slip.received.of', { person: one.person })}
                      value={times[one.id]?.received ?? ''}
                      onChange={(received) => change(one.id, { received })}
                    />
                  </td>
                  <td data-label={t('slip.returned')}>
                    <TimeInput
                      label={t('slip.returned.of', { person: one.person })}
                      value={times[one.id]?.returned ?? ''}
                      onChange={(returned) => change(one.id, { returned })}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <p className="why">{t('slip.why')}</p>
        <div className="field">
          <label htmlFor={id}>{t('slip.scan')}</label>
          <ScanUpload id={id} value={scan} onChange={setScan} aria-invalid={false} />
        </div>
        {enter.fault === null ? null : <FaultBox text={enter.fault} />}
        <div className="form-actions">
          <ActionButton
            type="primary"
            htmlType="submit"
            loading={enter.busy}
            disabledReason={missing ?? (input.success ? null : t('slip.invalid'))}
          >
            {t('slip.submit')}
          </ActionButton>
          <ActionButton onClick={onClose}>{t('action.cancel')}</ActionButton>
        </div>
      </form>
    </Modal>
  );
}

function TimeInput({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <input
      type="datetime-local"
      className="native-field"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** Who has it already began when it was handed to him. */
function firstTimes(reader: ReaderData): Times {
  return {
    received: reader.receivedAt === null ? '' : localInput(new Date(reader.receivedAt)),
    returned: '',
  };
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function localInput(at: Date): string {
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Times are of this machine's zone; the server takes instants. */
function entryOf(readerId: string, times: Times | undefined) {
  if (times === undefined || times.received === '') return [];
  const returned = times.returned === '' ? null : new Date(times.returned).toISOString();
  return [{ readerId, receivedAt: new Date(times.received).toISOString(), returnedAt: returned }];
}
