import { useRouter } from '@tanstack/react-router';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import type { Choice, FieldSpec } from '../../ui/form-field.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { Loading } from '../../ui/query-view.tsx';
import { rememberRegister, useRegisters } from '../keeping/registers.ts';
import { allChannels } from './channel-rules.ts';
import { ReceiveForm, countCopies, faultOfLine, filledLines, newLine } from './receive-form.ts';
import { ReceiveLines } from './receive-lines.tsx';

/** A batch comes in: envelope, counts, then the carriers line by line, all from the keyboard. */
export function ReceivePage() {
  const router = useRouter();
  const registers = useRegisters();
  return (
    <PageFrame
      title={t('delivery.receive')}
      sub={t('receive.sub')}
      crumbs={[{ label: t('nav.deliveries'), to: paths.deliveries() }, { label: t('delivery.receive') }]}
    >
      <Card title={t('receive.batch')}>
        {registers.ready ? (
          <FormShell
            label={t('delivery.receive')}
            contract={ReceiveForm}
            command="delivery.receive"
            draft="delivery.receive"
            initial={{ registerId: registers.initial, seal: 'intact', carriers: [newLine()] }}
            submitLabel={t('receive.submit')}
            doneText={t('receive.done')}
            onInput={(input) => rememberRegister(input.registerId)}
            onDone={(result) => {
              const id = result['deliveryId'];
              router.history.push(typeof id === 'string' ? paths.delivery(id) : paths.deliveries());
            }}
            onCancel={() => router.history.back()}
            fields={receiveFields(registers.choices)}
          />
        ) : (
          <Loading />
        )}
      </Card>
    </PageFrame>
  );
}

function receiveFields(registers: readonly Choice[]): FieldSpec[] {
  return [
    { name: 'registerId', label: t('keeping.register'), kind: 'select', choices: registers },
    { name: 'counterpart', label: t('delivery.from'), kind: 'text', autoFocus: true },
    {
      name: 'channel',
      label: t('delivery.channel'),
      kind: 'select',
      choices: allChannels().map((channel) => ({ value: channel.id, label: pick(channel) })),
    },
    {
      name: 'seal',
      label: t('receive.seal'),
      kind: 'radio',
      choices: [
        { value: 'intact', label: t('receive.seal.intact') },
        { value: 'broken', label: t('receive.seal.broken') },
        { value: 'none', label: t('receive.seal.none') },
      ],
    },
    { name: 'sealNo', label: t('delivery.seal'), kind: 'text', optional: 'absent' },
    { name: 'statedCount', label: t('delivery.stated'), kind: 'number', why: t('receive.stated.why') },
    { name: 'countedCount', label: t('delivery.counted'), kind: 'number', why: t('receive.counted.why') },
    {
      name: 'wrongAddressee',
      label: t('delivery.fault.addressee'),
      kind: 'toggle',
      why: t('receive.addressee.why'),
    },
    { name: 'damaged', label: t('delivery.fault.damaged'), kind: 'toggle' },
    {
      name: 'carriers',
      label: t('receive.lines'),
      heading: t('receive.lines.heading'),
      kind: 'custom',
      grouped: true,
      why: t('receive.lines.why'),
      control: (control) => <ReceiveLines {...control} />,
      check: faultOfLines,
    },
    { name: 'place', label: t('copy.place'), kind: 'text', optional: 'absent', why: t('receive.place.why') },
    { name: 'note', label: t('delivery.note'), kind: 'textarea', optional: 'absent', seen: true },
  ];
}

/** The first line that cannot be entered; then whether the copies typed are those counted. */
function faultOfLines(value: unknown, values: Readonly<Record<string, unknown>>): string | null {
  const lines = filledLines(value);
  const at = lines.findIndex((line) => faultOfLine(line) !== null);
  const line = lines[at];
  if (line !== undefined) return t('receive.fault.nth', { n: at + 1, fault: faultOfLine(line) ?? '' });
  const counted = Number(values['countedCount']);
  const listed = countCopies(value);
  const foreign = values['wrongAddressee'] === true && listed < counted;
  return listed === counted || foreign ? null : t('receive.fault.count', { counted, listed });
}
