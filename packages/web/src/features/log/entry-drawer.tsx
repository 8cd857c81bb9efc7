import { LogEntryView } from '@fengni/kernel/log/contract';
import { Drawer } from 'antd';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { openFile } from '../../lib/open-file.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { KeyValues } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { LogRow } from './log-page.tsx';
import { outcomeWords } from './outcome-words.ts';
import './log.css';
import '../../ui/form.css';

const drawerPixels = 560;

/** Inside the root and not in the body: there the library would write a style without the nonce. */
function insideRoot(): HTMLElement {
  return document.querySelector<HTMLElement>('#root') ?? document.body;
}

/** One entry in full: details, rows written with their hashes, place in the tree. */
export function EntryDrawer({ row, onClose }: { row: LogRow; onClose: () => void }) {
  const entry = useQueryData({ name: 'log.entry', input: { entryId: row.entryId }, output: LogEntryView });
  return (
    <Drawer
      open
      title={pick(row.title)}
      size={Math.min(drawerPixels, globalThis.innerWidth)}
      onClose={onClose}
      getContainer={insideRoot}
    >
      <div className="form">
        <KeyValues
          rows={[
            [t('field.time'), formatInstant(row.at)],
            [t('field.person'), row.person ?? t('value.none')],
            [t('log.outcome'), outcomeWords(row.outcome)],
            [
              t('log.command'),
              <span key="command" className="mono">
                {row.command}
              </span>,
            ],
            [
              t('log.entry'),
              <span key="entry" className="mono">
                {row.entryId}
              </span>,
            ],
            [t('log.leaf'), row.leafIndex ?? t('log.unsealed')],
          ]}
        />
        <QueryView query={entry}>
          {(data) => (
            <>
              <h3>{t('log.details')}</h3>
              <pre className="log-details mono">{JSON.stringify(data.details, null, 2)}</pre>
              {data.rows.length === 0 ? null : (
                <>
                  <h3>{t('log.rows')}</h3>
                  <ul className="log-rows">
                    {data.rows.map((one) => (
                      <li key={`${one.table}-${one.rowId}`}>
                        <b>{one.table}</b> <span className="mono">{one.rowId}</span>
                        <span className="mono why">{one.hash}</span>
                      </li>
                    ))}
                  </ul>
                  {data.more ? <p className="why">{t('log.rows.more')}</p> : null}
                </>
              )}
              <div className="form-actions">
                <ActionButton
                  disabledReason={data.leafIndex === null ? t('log.unsealed') : null}
                  onClick={() => void openFile('log.proof', { entryId: row.entryId }, { factor: true })}
                >
                  {t('log.proof')}
                </ActionButton>
              </div>
            </>
          )}
        </QueryView>
      </div>
    </Drawer>
  );
}
