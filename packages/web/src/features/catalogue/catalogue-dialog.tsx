import {
  type ItemView,
  RecordFiling,
  StateMark,
  SubmitCatalogue,
} from '@fengni/server/modules/catalogue/contract';
import { useRouter } from '@tanstack/react-router';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import '../carriers/carriers.css';
import { MarkInput } from '../carriers/mark-input.tsx';
import { BeginDialog } from './begin-dialog.tsx';
import type { Catalogue } from './catalogue-page.tsx';
import { warningWords } from './catalogue-words.ts';
import { ItemDialog } from './item-dialog.tsx';
import { usePosts } from './use-posts.ts';

/** What is being done with a list, and with which of its lines. */
export interface CatalogueAct {
  readonly key: string;
  readonly dropping?: ItemView;
}

export interface CatalogueDialogProps {
  readonly act: CatalogueAct;
  readonly list: Catalogue;
  readonly onClose: () => void;
}

/** The dialogs of a list's page, one for each act. */
export function CatalogueDialog({ act, list, onClose }: CatalogueDialogProps) {
  const router = useRouter();
  const posts = usePosts(list, act.key === 'new');
  const fixed = { catalogueId: list.id };
  if (act.dropping !== undefined) return <DropItem item={act.dropping} list={list} onClose={onClose} />;
  switch (act.key) {
    case 'new':
      return (
        <ItemDialog catalogueId={list.id} scheme={list.scheme} item={null} posts={posts} onClose={onClose} />
      );
    case 'submit':
      return <Submit list={list} onClose={onClose} />;
    case 'mark':
      return (
        <FormDialog
          title={t('catalogue.mark.state')}
          open
          onClose={onClose}
          contract={StateMark}
          command="catalogue.stateMark"
          fixed={fixed}
          submitLabel={t('catalogue.save')}
          fields={[
            {
              name: 'mark',
              label: t('field.level'),
              kind: 'custom',
              optional: 'null',
              why: t('catalogue.mark.why'),
              control: MarkInput,
              grouped: true,
            },
          ]}
        />
      );
    case 'file':
      return (
        <FormDialog
          title={t('catalogue.file')}
          open
          onClose={onClose}
          contract={RecordFiling}
          command="catalogue.recordFiling"
          fixed={fixed}
          submitLabel={t('catalogue.file')}
          fields={[
            { name: 'filedOn', label: t('catalogue.filed.on'), kind: 'day' },
            {
              name: 'filedWith',
              label: t('catalogue.filed.with'),
              kind: 'text',
              why: t('catalogue.filed.with.why'),
            },
            { name: 'filedNo', label: t('catalogue.filed.no'), kind: 'text' },
          ]}
        />
      );
    case 'review':
      return (
        <ConfirmShell
          title={t('catalogue.review')}
          open
          onClose={onClose}
          command="catalogue.confirmReview"
          input={() => fixed}
          happens={[t('catalogue.review.happens'), t('catalogue.review.else')]}
          confirmLabel={t('catalogue.review')}
          doneText={t('catalogue.review.done')}
        />
      );
    case 'begin':
      return (
        <BeginDialog
          open
          onClose={onClose}
          initial={{ unitId: list.unitId, scheme: list.scheme }}
          onBegun={(id) => router.history.push(paths.catalogue(id))}
        />
      );
    case 'drop':
      return (
        <ConfirmShell
          title={t('catalogue.drop')}
          open
          onClose={onClose}
          command="catalogue.drop"
          input={() => fixed}
          happens={[t('catalogue.drop.happens')]}
          confirmLabel={t('catalogue.drop')}
          onDone={() => router.history.push(paths.catalogues({ tab: 'versions' }))}
        />
      );
    default:
      return null;
  }
}

function DropItem({ item, list, onClose }: { item: ItemView; list: Catalogue; onClose: () => void }) {
  return (
    <ConfirmShell
      title={t('catalogue.item.drop')}
      open
      onClose={onClose}
      command="catalogue.dropItem"
      input={() => ({ catalogueId: list.id, itemId: item.id })}
      happens={[t('catalogue.item.drop.happens', { name: item.name })]}
      confirmLabel={t('catalogue.item.drop')}
    />
  );
}

/** What deserves a look comes first: who signs would ask. */
function Submit({ list, onClose }: { list: Catalogue; onClose: () => void }) {
  const doubtful = list.items.filter((item) => item.warnings.length > 0);
  const shownMax = 8;
  return (
    <FormDialog
      title={t('catalogue.submit')}
      open
      onClose={onClose}
      contract={SubmitCatalogue}
      command="catalogue.submit"
      fixed={{ catalogueId: list.id }}
      submitLabel={t('catalogue.submit')}
      fields={[
        {
          name: 'reason',
          label: t('catalogue.submit.reason'),
          kind: 'textarea',
          why: t('catalogue.submit.why'),
          seen: true,
        },
      ]}
    >
      <p>{t('catalogue.submit.happens', { n: list.items.length, mark: list.mark })}</p>
      {doubtful.length === 0 ? null : (
        <>
          <p className="late">{t('catalogue.submit.doubtful', { n: doubtful.length })}</p>
          <ul className="confirm-list">
            {doubtful.slice(0, shownMax).map((item) => (
              <li key={item.id}>
                {t('catalogue.submit.doubt', {
                  name: item.name,
                  what: item.warnings.map(warningWords).join(t('list.and')),
                })}
              </li>
            ))}
          </ul>
        </>
      )}
    </FormDialog>
  );
}
