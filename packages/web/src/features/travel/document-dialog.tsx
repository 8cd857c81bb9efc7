import { DocumentMoves, type DocumentView, TakeBackDocument } from '@fengni/server/modules/travel/contract';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { documentWords, moveWords } from './travel-words.ts';

export type DocumentAct = 'back' | 'hand-back' | 'missing' | 'moves';

interface DialogProps {
  readonly document: DocumentView;
  readonly onClose: () => void;
}

/** What is done with one paper. */
export function DocumentDialog({ act, document, onClose }: DialogProps & { readonly act: DocumentAct }) {
  const name = `${document.person} ${documentWords(document.kind)} ${document.number}`;
  switch (act) {
    case 'back':
      return (
        <FormDialog
          title={t('document.back')}
          open
          onClose={onClose}
          contract={TakeBackDocument}
          command="travel.takeBackDocument"
          fixed={{ documentId: document.id }}
          initial={{ place: document.place }}
          submitLabel={t('document.back')}
          doneText={t('document.back.done')}
          fields={[{ name: 'place', label: t('document.place'), kind: 'text', why: t('document.place.why') }]}
        >
          <p className="note">{name}</p>
        </FormDialog>
      );
    case 'hand-back':
    case 'missing': {
      const missing = act === 'missing';
      return (
        <ConfirmShell
          title={missing ? t('document.missing') : t('document.hand.back')}
          open
          onClose={onClose}
          happens={[name, missing ? t('document.missing.happens') : t('document.hand.back.happens')]}
          command={missing ? 'travel.reportMissingDocument' : 'travel.handBackDocument'}
          input={(reason) => ({ documentId: document.id, reason })}
          reasonLabel={t('field.reason')}
          confirmLabel={missing ? t('document.missing') : t('document.hand.back')}
          doneText={missing ? t('document.missing.done') : t('document.hand.back.done')}
        />
      );
    }
    case 'moves':
      return <MovesDialog document={document} onClose={onClose} />;
    default:
      return act satisfies never;
  }
}

function MovesDialog({ document, onClose }: DialogProps) {
  const moves = useQueryData({
    name: 'travel.documentMoves',
    input: { documentId: document.id },
    output: DocumentMoves,
  });
  return (
    <Dialog title={t('document.moves')} open onClose={onClose}>
      <QueryView query={moves}>
        {({ rows }) => (
          <ul className="lines">
            {rows.map((row) => (
              <li key={row.id}>
                <span className="num">{formatInstant(row.at)}</span>
                <span className="grow">
                  {moveWords(row.kind)} {row.by}
                  {row.reason === '' ? null : <span className="why"> {row.reason}</span>}
                </span>
                {row.journeyId === null ? null : (
                  <AppLink to={paths.journey(row.journeyId)}>{t('document.journey.open')}</AppLink>
                )}
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Dialog>
  );
}
