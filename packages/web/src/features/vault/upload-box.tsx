import { type UploadDetails, UploadView, VaultState } from '@fengni/server/modules/vault/contract';
import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FaultBox, Loading } from '../../ui/query-view.tsx';
import { formatBytes } from './format-bytes.ts';
import { LeftUploads } from './left-uploads.tsx';
import { useUploading } from './use-uploading.ts';
import '../../ui/form.css';
import '../carriers/carriers.css';

/** Seconds between looks at how far the server is with a file. */
const examinedEverySeconds = 2;

/**
 * Brings a file in: dropped or chosen, sent with a bar, gone on with after a break, examined by the server. `onReady` hears
 * what was found; `onGone` that the file is not to be used after all.
 */
export function UploadBox(props: {
  readonly onReady: (upload: UploadDetails) => void;
  readonly onGone: () => void;
}) {
  const state = useQueryData({ name: 'vault.state', input: {}, output: VaultState });
  const uploading = useUploading();
  const { step } = uploading;
  if (state.data === undefined) return <Loading />;
  if (state.data.status !== 'open') return <VaultClosed status={state.data.status} />;
  const { uploadBytesMax } = state.data;
  switch (step.kind) {
    case 'idle':
      return (
        <div className="form">
          <DropPlace bytesMax={uploadBytesMax} onFile={(file) => void uploading.send(file)} />
          <LeftUploads
            onOpen={(uploadId) => uploading.open(uploadId)}
            onSend={(file, uploadId) => void uploading.send(file, uploadId)}
          />
        </div>
      );
    case 'sending':
      return (
        <Bar
          words={t('vault.upload.sending', { name: step.name })}
          done={step.sent}
          total={step.total}
          figures={t('vault.upload.of', { done: formatBytes(step.sent), total: formatBytes(step.total) })}
          onCancel={() => uploading.clear()}
          cancelLabel={t('vault.upload.pause')}
        />
      );
    case 'broken':
      return (
        <div className="form">
          <FaultBox text={step.text} onRetry={() => void uploading.send(step.file, step.uploadId)} />
          <div className="form-actions">
            <ActionButton onClick={() => uploading.clear()}>{t('vault.upload.later')}</ActionButton>
          </div>
        </div>
      );
    case 'there':
      return (
        <Examined
          uploadId={step.uploadId}
          onReady={props.onReady}
          onGone={() => {
            uploading.clear();
            props.onGone();
          }}
        />
      );
  }
}

/** What is said where documents cannot be opened or kept, instead of the thing itself. */
export function VaultClosed({ status }: { readonly status: 'none' | 'locked' }) {
  return (
    <EmptyState
      title={status === 'none' ? t('vault.none') : t('vault.locked')}
      first={status === 'none' ? t('vault.none.first') : t('vault.locked.first')}
    />
  );
}

function DropPlace({
  bytesMax,
  onFile,
}: {
  readonly bytesMax: number;
  readonly onFile: (file: File) => void;
}) {
  const id = useId();
  const [over, setOver] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  function take(file: File | undefined) {
    if (file === undefined) return;
    if (file.size === 0) setFault(t('vault.upload.empty'));
    else if (file.size > bytesMax) setFault(t('vault.upload.toolarge', { max: formatBytes(bytesMax) }));
    else onFile(file);
  }
  return (
    <div
      className={over ? 'file-drop file-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <label htmlFor={id}>{t('vault.upload.drop')}</label>
      <input
        id={id}
        type="file"
        {...(fault === null ? {} : { 'aria-invalid': true, 'aria-describedby': `${id}-fault` })}
        onChange={(event) => take(event.target.files?.[0])}
      />
      {fault === null ? null : (
        <p id={`${id}-fault`} className="late" role="alert">
          {fault}
        </p>
      )}
      <p className="why">{t('vault.upload.drop.why', { max: formatBytes(bytesMax) })}</p>
    </div>
  );
}

function Bar(props: {
  readonly words: string;
  readonly done: number;
  readonly total: number;
  readonly figures: string;
  readonly onCancel?: () => void;
  readonly cancelLabel?: string;
}) {
  return (
    <output className="import-progress">
      <span>{props.words}</span>
      <progress
        {...(props.total > 0 ? { max: props.total, value: props.done } : {})}
        aria-label={props.words}
      />
      <span className="num why">{props.figures}</span>
      {props.onCancel === undefined ? null : (
        <ActionButton onClick={props.onCancel}>{props.cancelLabel}</ActionButton>
      )}
    </output>
  );
}

function Examined(props: {
  readonly uploadId: string;
  readonly onReady: (upload: UploadDetails) => void;
  readonly onGone: () => void;
}) {
  const { uploadId, onReady, onGone } = props;
  const told = useRef('');
  const view = useQueryData({
    name: 'vault.upload',
    input: { uploadId },
    output: UploadView,
    everySeconds: examinedEverySeconds,
  });
  const upload = view.data;
  const isReady = upload?.state === 'ready';
  useEffect(() => {
    if (upload?.state !== 'ready' || told.current === upload.id) return;
    told.current = upload.id;
    onReady(upload);
  }, [upload, onReady]);
  const drop = useCommand({ name: 'vault.dropUpload', faults: 'toast', onDone: onGone });
  const again = useCommand({
    name: 'vault.retryExamination',
    faults: 'toast',
    doneText: t('vault.examine.again.asked'),
    onDone: () => {
      told.current = '';
    },
  });
  if (upload === undefined) return <Loading />;
  if (isReady) {
    return (
      <p className="import-progress">
        <span>{t('vault.upload.ready', { name: upload.name, size: formatBytes(upload.size) })}</span>
        <ActionButton loading={drop.busy} onClick={() => void drop.run({ uploadId })}>
          {t('vault.upload.drop.it')}
        </ActionButton>
        {upload.outcome === 'failed' ? (
          <ActionButton loading={again.busy} onClick={() => void again.run({ uploadId })}>
            {t('vault.examine.again')}
          </ActionButton>
        ) : null}
      </p>
    );
  }
  const phases = {
    waiting: t('vault.phase.waiting'),
    reading: t('vault.phase.reading'),
    rendering: t('vault.phase.rendering'),
    keeping: t('vault.phase.keeping'),
  };
  const { phase, done } = upload.progress ?? { phase: 'waiting' as const, done: 0 };
  const figures = phase === 'rendering' ? t('vault.phase.pages', { n: done }) : '';
  return (
    <Bar
      words={phases[phase]}
      done={0}
      total={0}
      figures={figures}
      onCancel={() => void drop.run({ uploadId })}
      cancelLabel={t('action.cancel')}
    />
  );
}
