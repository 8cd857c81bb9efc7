import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import { t } from '../lib/i18n.ts';
import {
  type Beginning,
  type Offer,
  beginOffer,
  cancelKeyTouch,
  touchKey,
  whyNoKey,
} from '../lib/security-key.ts';
import { useCommand } from '../lib/use-command.ts';
import { type KeyTouch, useKeyTouch } from '../lib/use-key-touch.ts';
import type { FormValues } from '../lib/value-path.ts';
import { ActionButton } from './action-button.tsx';
import { FormShell } from './form-shell.tsx';
import { FaultBox } from './query-view.tsx';
import './feedback.css';

export interface FactorPanelProps<Schema extends z.ZodType> {
  /** Accessible name of the form; none inside a dialog, which has one. */
  readonly label?: string;
  /** The command that takes `factorCode` or `assertion`. */
  readonly command: string;
  readonly contract: Schema;
  /** What is sent with the factor. */
  readonly fixed?: FormValues;
  /** Asks for a new challenge. */
  readonly begin: Beginning;
  readonly kinds: Offer['kinds'];
  /** What was offered already; absent: asked when a key is to be touched. */
  readonly offer?: Offer;
  readonly submitLabel: string;
  /** Why a code is asked, or where it is found. */
  readonly codeWhy: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** Shows one's second factor: a security key where one works here, else a code. */
export function FactorPanel<Schema extends z.ZodType>(props: FactorPanelProps<Schema>) {
  const unused = useRef(props.offer ?? null);
  const [offer, setOffer] = useState(props.offer ?? null);
  const [wantsCode, setWantsCode] = useState(false);
  const send = useCommand({ name: props.command, faults: 'inline', onDone: props.onDone });
  const touch = useKeyTouch<void>(async () => {
    const fresh = unused.current ?? (await beginOffer(props.begin));
    unused.current = null;
    setOffer(fresh);
    if (fresh.key === null) return;
    await send.run({ ...props.fixed, assertion: await touchKey(fresh.key) });
  });
  const kinds = offer?.kinds ?? props.kinds;
  const hasCodes = kinds.some((kind) => kind === 'code-sheet' || kind === 'totp');
  const why = kinds.includes('webauthn') ? whyKeyIsOff(offer) : null;
  const byKey = kinds.includes('webauthn') && why === null && !wantsCode;
  if (byKey) {
    return (
      <KeyStep
        touch={touch}
        sending={send.busy}
        refusal={send.fault}
        onCode={hasCodes ? turnTo(() => setWantsCode(true)) : null}
        onCancel={turnTo(props.onCancel)}
      />
    );
  }
  return (
    <div className="form">
      {why === null && hasCodes ? null : (
        <p className="note">
          {why} {hasCodes ? '' : t('key.only')}
        </p>
      )}
      {hasCodes ? (
        <FormShell
          {...(props.label === undefined ? {} : { label: props.label })}
          contract={props.contract}
          command={props.command}
          fixed={props.fixed ?? {}}
          submitLabel={props.submitLabel}
          onDone={props.onDone}
          onCancel={props.onCancel}
          fields={[
            {
              name: 'factorCode',
              label: t('factor.code'),
              kind: 'code',
              why: props.codeWhy,
              autoFocus: true,
              formatHint: t('factor.hint'),
            },
          ]}
        />
      ) : (
        <ActionButton onClick={props.onCancel}>{t('action.cancel')}</ActionButton>
      )}
      {kinds.includes('webauthn') && why === null ? (
        <ActionButton onClick={() => setWantsCode(false)}>{t('key.use.key')}</ActionButton>
      ) : null}
    </div>
  );
}

/** Leaves the key alone for something else. */
function turnTo(go: () => void): () => void {
  return () => {
    cancelKeyTouch();
    go();
  };
}

/** Why the account's keys are not asked here; null where they are, or where that is not known yet. */
function whyKeyIsOff(offer: Offer | null): string | null {
  const why = whyNoKey();
  if (why !== null || offer === null || offer.key !== null) return why;
  return t('key.elsewhere', { hosts: offer.keyHosts.join(', ') });
}

function KeyStep(the: {
  readonly touch: KeyTouch<void>;
  readonly sending: boolean;
  readonly refusal: string | null;
  readonly onCode: (() => void) | null;
  readonly onCancel: () => void;
}) {
  const { touch } = the;
  const begun = useRef(false);
  const step = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // the key is asked by itself the first time only
    if (begun.current) return;
    begun.current = true;
    step.current?.querySelector('button')?.focus();
    touch.start();
  }, [touch]);
  const fault = touch.fault ?? the.refusal;
  const busy = touch.busy || the.sending;
  return (
    <div ref={step} className="form">
      <p>{t('key.touch')}</p>
      {fault === null || busy ? null : <FaultBox text={fault} />}
      {busy ? <output className="quiet">{t('key.waiting')}</output> : null}
      <div className="form-actions">
        <ActionButton type="primary" loading={busy} onClick={() => touch.start()}>
          {t('key.again')}
        </ActionButton>
        {the.onCode === null ? null : <ActionButton onClick={the.onCode}>{t('key.use.code')}</ActionButton>}
        <ActionButton onClick={the.onCancel}>{t('action.cancel')}</ActionButton>
      </div>
    </div>
  );
}
