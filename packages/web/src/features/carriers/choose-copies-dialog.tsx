import { type CarrierLineView, CopyLines, StoreCopies } from '@fengni/server/modules/carriers/contract';
import {
  type CopyMove,
  afterMove,
  copiesAtOnceMax,
  copyStateTitles,
} from '@fengni/server/modules/carriers/rules';
import { useQueries } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { pick, t } from '../../lib/i18n.ts';
import { fileUrl } from '../../lib/client.ts';
import { presentError } from '../../lib/present-error.ts';
import { paths } from '../../lib/paths.ts';
import { useCommand } from '../../lib/use-command.ts';
import { queryKey, readNoticed } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { FaultBox, Loading } from '../../ui/query-view.tsx';
import { type ChosenCopy, linesOfAddress } from '../keeping/chosen-copies.ts';
import '../../ui/register.css';

/** What is to be done with several copies at once. */
export type BatchWish = 'labels' | 'store' | 'send' | 'destroy';

/** Ids that fit into an address. */
export const labelsPerSheetMax = 150;
const moves: Readonly<Record<Exclude<BatchWish, 'labels'>, CopyMove>> = {
  store: 'store',
  send: 'send',
  destroy: 'list',
};

interface Choice {
  readonly copy: ChosenCopy;
  readonly off: string | null;
}

/** The copies of the chosen carriers: those the act is possible for stand chosen, the others say why not. */
export function ChooseCopiesDialog(props: {
  readonly wish: BatchWish;
  readonly carriers: readonly CarrierLineView[];
  readonly onClose: () => void;
}) {
  const { wish, onClose } = props;
  const carrierIds = props.carriers.map((carrier) => carrier.id);
  const answers = useQueries({
    queries: linesOfAddress({ copyIds: [], carrierIds, state: null }).map((input) => ({
      queryKey: queryKey('copy.lines', input),
      queryFn: () => readNoticed('copy.lines', input, CopyLines),
    })),
  });
  const [dropped, setDropped] = useState<ReadonlySet<string>>(new Set());
  const choices = answers.flatMap((answer) =>
    (answer.data?.rows ?? []).map((copy): Choice => ({ copy, off: whyOff(wish, copy) })),
  );
  const chosen = choices
    .filter((choice) => choice.off === null && !dropped.has(choice.copy.copyId))
    .slice(0, copiesAtOnceMax);
  const fault = answers.find((answer) => answer.error !== null)?.error;
  const titles = {
    labels: t('carrier.labels'),
    store: t('carrier.act.store'),
    send: t('carrier.act.send'),
    destroy: t('carrier.act.destroy'),
  };

  function toggle(id: string) {
    const next = new Set(dropped);
    if (!next.delete(id)) next.add(id);
    setDropped(next);
  }
  return (
    <Dialog title={titles[wish]} onClose={onClose} width={640}>
      <div className="form">
        {answers.some((answer) => answer.data?.more === true) ? (
          <p className="note">{t('carrier.batch.many', { n: copiesAtOnceMax })}</p>
        ) : null}
        {fault === undefined || fault === null ? null : <FaultBox text={presentError(fault) ?? ''} />}
        {answers.some((answer) => answer.isPending) ? (
          <Loading />
        ) : (
          <CopyChoices choices={choices} dropped={dropped} onToggle={toggle} />
        )}
        {wish === 'store' ? (
          <StoreForm ids={chosen.map((one) => one.copy.copyId)} onDone={onClose} />
        ) : (
          <Start wish={wish} chosen={chosen} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}

/** Labels go on every copy that is in the house; the rest follows the machine of copies. */
function whyOff(wish: BatchWish, copy: ChosenCopy): string | null {
  if (wish === 'labels') return null;
  return afterMove(copy.state, moves[wish]) === undefined
    ? t('carrier.batch.off', { state: pick(copyStateTitles[copy.state]) })
    : null;
}

function CopyChoices({
  choices,
  dropped,
  onToggle,
}: {
  readonly choices: readonly Choice[];
  readonly dropped: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}) {
  const id = useId();
  if (choices.length === 0) return <p className="quiet">{t('carrier.copies.none')}</p>;
  return (
    <ul className="copy-choices" aria-label={t('carrier.batch.choose')}>
      {choices.map(({ copy, off }) => (
        <li key={copy.copyId}>
          <input
            type="checkbox"
            id={`${id}-${copy.copyId}`}
            disabled={off !== null}
            checked={off === null && !dropped.has(copy.copyId)}
            onChange={() => onToggle(copy.copyId)}
          />
          <label htmlFor={`${id}-${copy.copyId}`}>
            <LevelChip mark={copy.mark} level={copy.levelToken} />{' '}
            <span className="num">{`${copy.number}-${copy.copyNo}`}</span> {copy.title}{' '}
            <span className="why">
              {off ??
                [pick(copyStateTitles[copy.state]), copy.holder ?? copy.place]
                  .filter((one) => one !== '')
                  .join(' · ')}
            </span>
          </label>
        </li>
      ))}
    </ul>
  );
}

function Start({
  wish,
  chosen,
  onClose,
}: {
  readonly wish: BatchWish;
  readonly chosen: readonly Choice[];
  readonly onClose: () => void;
}) {
  const router = useRouter();
  const ids = chosen.map((one) => one.copy.copyId);
  const none = ids.length === 0 ? t('carrier.batch.none') : null;
  if (wish === 'labels') return <LabelLinks copyIds={ids} />;
  const registers = new Set(chosen.map((one) => one.copy.registerId));
  const several = registers.size > 1 ? t('carrier.batch.registers') : null;
  const filters = {
    carriers: [...new Set(chosen.map((one) => one.copy.carrierId))].join(','),
    copies: ids.join(','),
  };
  const address = wish === 'send' ? paths.sendCopies(filters) : paths.destroyCopies(filters);
  return (
    <div className="form-actions">
      <ActionButton
        type="primary"
        disabledReason={none ?? several}
        onClick={() => router.history.push(address)}
      >
        {t('carrier.batch.go', { n: ids.length })}
      </ActionButton>
      <ActionButton onClick={onClose}>{t('action.cancel')}</ActionButton>
    </div>
  );
}

/** Sheets of labels to open: A4, or one label a page for a label printer. */
export function LabelLinks({ copyIds }: { readonly copyIds: readonly string[] }) {
  if (copyIds.length === 0) return <p className="quiet">{t('carrier.batch.none')}</p>;
  const parts = Array.from({ length: Math.ceil(copyIds.length / labelsPerSheetMax) }, (_, i) =>
    copyIds.slice(i * labelsPerSheetMax, (i + 1) * labelsPerSheetMax),
  );
  return (
    <div className="form-actions">
      {parts.map((part, i) => (
        <span key={part[0]} className="label-links">
          {parts.length > 1 ? (
            <span className="why">
              {t('carrier.labels.part', {
                from: i * labelsPerSheetMax + 1,
                to: i * labelsPerSheetMax + part.length,
              })}
            </span>
          ) : null}
          <ActionButton
            type={i === 0 ? 'primary' : 'default'}
            href={fileUrl('carrier.labels', { copyIds: part, layout: 'sheet' })}
            target="_blank"
          >
            {t('carrier.labels.sheet')}
          </ActionButton>
          <ActionButton href={fileUrl('carrier.labels', { copyIds: part, layout: 'single' })} target="_blank">
            {t('carrier.labels.single')}
          </ActionButton>
        </span>
      ))}
    </div>
  );
}

function StoreForm({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) {
  const id = useId();
  const [place, setPlace] = useState('');
  const store = useCommand({
    name: 'copy.store',
    faults: 'inline',
    doneText: t('carrier.stored', { n: ids.length }),
    onDone,
  });
  const input = StoreCopies.safeParse({ copyIds: ids, place });
  const missing =
    ids.length === 0 ? t('carrier.batch.none') : input.success ? null : t('carrier.place.missing');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (input.success && !store.busy) void store.run(input.data);
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t('carrier.place')}</label>
        <input
          id={id}
          className="native-field"
          value={place}
          maxLength={60}
          onChange={(event) => setPlace(event.target.value)}
        />
      </div>
      {store.fault === null ? null : <FaultBox text={store.fault} />}
      <div className="form-actions">
        <ActionButton type="primary" htmlType="submit" loading={store.busy} disabledReason={missing}>
          {t('carrier.batch.store', { n: ids.length })}
        </ActionButton>
        <ActionButton onClick={onDone}>{t('action.cancel')}</ActionButton>
      </div>
    </form>
  );
}
