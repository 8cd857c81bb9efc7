import { CarrierFiles, type CarrierFilesView } from '@fengni/server/modules/vault/contract';
import { useState } from 'react';
import { formatInstant, formatNumber } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { AskDialog, type Asked } from './ask-dialog.tsx';
import { AttachFile } from './attach-file.tsx';
import { formatBytes } from './format-bytes.ts';
import { Openings } from './openings.tsx';
import { takeRelease } from './take-release.ts';
import { VaultClosed } from './upload-box.tsx';

type Files = CarrierFilesView;
type File = Files['rows'][number];

/** The electronic copies of a carrier: to look at, to ask for, to add; and who has opened them. */
export function FilesTab({ carrierId }: { readonly carrierId: string }) {
  const files = useQueryData({ name: 'vault.copies', input: { carrierId }, output: CarrierFiles });
  return <QueryView query={files}>{(data) => <Loaded carrierId={carrierId} files={data} />}</QueryView>;
}

function Loaded({ carrierId, files }: { readonly carrierId: string; readonly files: Files }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [adding, setAdding] = useState(false);
  const closed = files.vault === 'open' ? null : files.vault;
  return (
    <>
      {closed === null ? null : <VaultClosed status={closed} />}
      {files.rows.length === 0 && closed === null ? (
        <EmptyState
          title={t('vault.files.empty')}
          first={files.mayAttach ? t('vault.files.empty.first') : t('vault.files.empty.who')}
        />
      ) : null}
      {files.rows.length === 0 ? null : (
        <ul className="lines" aria-label={t('vault.files')}>
          {files.rows.map((file) => (
            <FileLine
              key={file.copyId}
              file={file}
              knows={files.mayKnow}
              closed={closed !== null}
              onAsk={setAsked}
            />
          ))}
        </ul>
      )}
      <div className="card-body form">
        {files.mayAttach && closed === null && !adding ? (
          <div className="form-actions">
            <ActionButton
              type={files.rows.length === 0 ? 'primary' : 'default'}
              onClick={() => setAdding(true)}
            >
              {t('vault.files.add')}
            </ActionButton>
          </div>
        ) : null}
        {adding ? <AttachFile carrierId={carrierId} files={files} onDone={() => setAdding(false)} /> : null}
        {files.rows.length === 0 ? null : <Openings carrierId={carrierId} files={files} />}
      </div>
      {asked === null ? null : <AskDialog asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function FileLine({
  file,
  knows,
  closed,
  onAsk,
}: {
  readonly file: File;
  readonly knows: boolean;
  readonly closed: boolean;
  readonly onAsk: (asked: Asked) => void;
}) {
  const { copyId } = file;
  const whyNot = reasonAgainst(file, { knows, closed });
  const usable = file.releases.filter((release) => release.mine && release.usable);
  const facts = [
    t('vault.files.pages', { n: formatNumber(file.pages) }),
    formatBytes(file.size),
    t('vault.files.added', { at: formatInstant(file.attachedAt) }),
    file.outcome === 'whole' ? '' : t('vault.files.partly'),
    contentWords(file.content),
  ].filter((part) => part !== '');
  return (
    <li>
      <span className="grow">
        <span className="num">{t('vault.files.copy', { n: file.copyNo })}</span>{' '}
        {file.name ?? t('vault.files.unknown')}
        <span className="why"> {facts.join(' · ')}</span>
      </span>
      <span className="form-actions">
        {usable.map((release) => (
          <ActionButton
            key={release.id}
            size="small"
            type="primary"
            onClick={() => void takeRelease({ ...release, fileName: file.name ?? '' })}
          >
            {release.kind === 'print'
              ? t('vault.take.print')
              : release.kind === 'save'
                ? t('vault.take.save')
                : t('vault.take.text')}
          </ActionButton>
        ))}
        {whyNot === null && file.pages > 0 ? (
          <AppLink to={paths.viewCopy(copyId)}>{t('vault.files.view')}</AppLink>
        ) : (
          <ActionButton size="small" disabledReason={whyNot ?? t('vault.files.nopages')}>
            {t('vault.files.view')}
          </ActionButton>
        )}
        <ActionButton
          size="small"
          disabledReason={whyNot ?? (file.pages === 0 ? t('vault.files.nopages') : null)}
          onClick={() => onAsk({ what: 'print', copyId })}
        >
          {t('vault.ask.print.short')}
        </ActionButton>
        <ActionButton size="small" disabledReason={whyNot} onClick={() => onAsk({ what: 'save', copyId })}>
          {t('vault.ask.save.short')}
        </ActionButton>
        <ActionButton size="small" disabledReason={whyNot} onClick={() => onAsk({ what: 'text', copyId })}>
          {t('vault.ask.text.short')}
        </ActionButton>
      </span>
    </li>
  );
}

/** What became of the content; nothing to say where it is kept. */
function contentWords(content: File['content']): string {
  if (content === 'kept') return '';
  return content === 'destroyed' ? t('vault.files.destroyed') : t('vault.files.destroying');
}

/** Why the content of a copy cannot be had now; null where it can. */
function reasonAgainst(
  file: File,
  { knows, closed }: { readonly knows: boolean; readonly closed: boolean },
): string | null {
  if (!knows) return t('vault.files.handled');
  if (file.content !== 'kept') return contentWords(file.content);
  return closed ? t('vault.locked') : null;
}
