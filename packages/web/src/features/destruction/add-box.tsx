import { useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useId, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { presentError } from '../../lib/present-error.ts';
import { useCommand } from '../../lib/use-command.ts';
import { findCopies } from '../keeping/chosen-copies.ts';
import '../keeping/keeping.css';

/** Scan, and it is on the list: a label takes one copy, a number all copies of it in store. */
export function AddBox({ listId }: { listId: string }) {
  const id = useId();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const add = useCommand({ name: 'destruction.add', faults: 'inline' });

  async function put(wanted: string) {
    setSaid(null);
    setFault(null);
    try {
      const found = await findCopies(client, { text: wanted, state: 'in-store' });
      if (found === null) setFault(t('chosen.notfound', { text: wanted }));
      else if (found.copies.length === 0) setFault(t('chosen.none', { number: wanted }));
      else if (await add.run({ listId, copyIds: found.copies.map((copy) => copy.copyId), bagIds: [] }))
        setSaid(
          t('destruction.added', { number: found.copies[0]?.number ?? wanted, n: found.copies.length }),
        );
    } catch (caught) {
      setFault(presentError(caught));
    }
  }
  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    const wanted = text.trim();
    setText('');
    if (wanted !== '') void put(wanted);
  }
  const refused = add.fault ?? fault;
  return (
    <div className="card-body chosen-scan">
      <div className="field">
        <label htmlFor={id}>{t('destruction.add.scan')}</label>
        <input
          id={id}
          className="native-field"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('chosen.scan.how')}
          value={text}
          aria-describedby={`${id}-said`}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
        <output id={`${id}-said`} className={refused === null ? 'ok' : 'field-fault'}>
          {refused ?? said}
        </output>
      </div>
    </div>
  );
}
