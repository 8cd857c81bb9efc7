import { FactorOffer, ProveByCode } from '@fengni/kernel/access/contract';
import { OutsideProved } from '@fengni/kernel/access/directory/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { OutsideFrame } from '../../app/outside-frame.tsx';
import { postAddress } from '../../lib/client.ts';
import { t } from '../../lib/i18n.ts';
import { paths, safeReturn } from '../../lib/paths.ts';
import { presentError } from '../../lib/present-error.ts';
import { type Offer, beginOffer } from '../../lib/security-key.ts';
import { sessionQuery } from '../../lib/session.ts';
import { FactorPanel } from '../../ui/factor-panel.tsx';
import { AppLink } from '../../ui/link.tsx';
import { FaultBox, Loading } from '../../ui/query-view.tsx';

const begin = { name: 'session.beginSignInOutside', input: {} };
interface Proved {
  readonly to: string;
  readonly offer: Offer;
}

/** What the issuer gave is good once: an effect that runs again must not send it again. */
let sent: { readonly query: string; readonly answer: Promise<Proved> } | null = null;

async function prove(query: string): Promise<Proved> {
  const { to } = await postAddress('/api/outside/end', { query }, OutsideProved);
  return { to, offer: FactorOffer.parse(await beginOffer(begin)) };
}

/** Where the identity service sends the browser back to: its answer is checked, then the second factor is asked. */
export function OutsideBackPage() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const [proved, setProved] = useState<Proved | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    const query = globalThis.location.search.slice(1);
    if (query === '' && sent === null) {
      router.history.replace(paths.signIn());
      return;
    }
    if (query !== '') {
      // the code stays neither in the address nor in the history
      globalThis.history.replaceState(globalThis.history.state, '', paths.signInBack());
      sent = { query, answer: prove(query) };
    }
    sent?.answer.then(setProved, (caught: unknown) => {
      sent = null;
      setFault(presentError(caught) ?? '');
    });
  }, [router]);
  function leave(to: string) {
    sent = null;
    router.history.push(to);
  }
  return (
    <OutsideFrame
      title={t('signin.title')}
      foot={fault === null ? null : <AppLink to={paths.signIn()}>{t('signin.outside.again')}</AppLink>}
    >
      {fault === null ? null : <FaultBox text={fault} />}
      {fault === null && proved === null ? (
        <>
          <p className="why">{t('signin.outside.checking')}</p>
          <Loading />
        </>
      ) : null}
      {proved === null ? null : (
        <FactorPanel
          label={t('signin.title')}
          command="session.signInOutside"
          contract={ProveByCode}
          begin={begin}
          kinds={proved.offer.kinds}
          offer={proved.offer}
          submitLabel={t('signin.submit')}
          codeWhy={t('factor.where')}
          onDone={() =>
            void queryClient
              .fetchQuery({ ...sessionQuery, staleTime: 0 })
              .then(() => leave(safeReturn(proved.to === '' ? undefined : proved.to)))
          }
          onCancel={() => leave(paths.signIn())}
        />
      )}
    </OutsideFrame>
  );
}
