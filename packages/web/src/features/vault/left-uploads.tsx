import { type UploadLineView, UploadList } from '@fengni/server/modules/vault/contract';
import { useId, useRef } from 'react';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { showToast } from '../../lib/toasts.ts';
import { formatBytes } from './format-bytes.ts';

/** What the caller brought in before and has not attached: to go on with, to use, or to drop. */
export function LeftUploads(props: {
  readonly onOpen: (uploadId: string) => void;
  readonly onSend: (file: File, uploadId: string) => void;
}) {
  const id = useId();
  const list = useQueryData({ name: 'vault.uploads', input: { limit: 50 }, output: UploadList });
  const left = (list.data?.rows ?? []).filter((row) => row.state !== 'attached');
  if (left.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="part-head">
        {t('vault.left')}
      </h3>
      <ul className="lines">
        {left.map((row) => (
          <Left key={row.id} row={row} {...props} />
        ))}
      </ul>
    </section>
  );
}

function Left({
  row,
  onOpen,
  onSend,
}: {
  readonly row: UploadLineView;
  readonly onOpen: (uploadId: string) => void;
  readonly onSend: (file: File, uploadId: string) => void;
}) {
  const picker = useRef<HTMLInputElement>(null);
  const drop = useCommand({ name: 'vault.dropUpload', faults: 'toast' });
  const size = formatBytes(row.size);
  const facts =
    row.state === 'open'
      ? t('vault.left.open', { done: row.received === null ? '?' : formatBytes(row.received), total: size })
      : row.state === 'examining'
        ? t('vault.left.examining', { total: size })
        : t('vault.left.ready', { total: size });
  function take(file: File | undefined) {
    if (file === undefined) return;
    if (file.size !== row.size || file.name !== row.name)
      showToast({ kind: 'fault', text: t('vault.left.other', { name: row.name, size }) });
    else onSend(file, row.id);
  }
  return (
    <li>
      <span className="grow">
        {row.name}
        <span className="why">
          {' '}
          {facts}
          {row.removedOn === null ? '' : ` · ${t('vault.left.until', { day: formatDay(row.removedOn) })}`}
        </span>
      </span>
      {row.state === 'open' ? (
        <>
          <input
            ref={picker}
            type="file"
            hidden
            aria-label={t('vault.left.choose', { name: row.name })}
            onChange={(event) => take(event.target.files?.[0])}
          />
          <ActionButton size="small" onClick={() => picker.current?.click()}>
            {t('vault.left.resume')}
          </ActionButton>
        </>
      ) : (
        <ActionButton size="small" type="primary" onClick={() => onOpen(row.id)}>
          {t('vault.left.use')}
        </ActionButton>
      )}
      <ActionButton
        size="small"
        loading={drop.busy}
        aria-label={t('vault.left.drop.of', { name: row.name })}
        onClick={() => void drop.run({ uploadId: row.id })}
      >
        {t('vault.left.drop')}
      </ActionButton>
    </li>
  );
}
