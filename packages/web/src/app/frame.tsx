import MenuOutlined from '@ant-design/icons/MenuOutlined';
import { HomeToday } from '@fengni/kernel/obligation/contract';
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { formatAge } from '../lib/format.ts';
import { t } from '../lib/i18n.ts';
import { paths } from '../lib/paths.ts';
import { idleWarningMinutes, watchIdle } from '../lib/idle.ts';
import { leave } from '../lib/run-command.ts';
import { type SessionActor, type SessionState, useSession } from '../lib/session.ts';
import { useShortcuts } from '../lib/shortcuts.ts';
import { signOutIdle } from '../lib/sign-out.ts';
import { showToast } from '../lib/toasts.ts';
import { useQueryData } from '../lib/use-query-data.ts';
import { AppLink } from '../ui/link.tsx';
import { Loading } from '../ui/query-view.tsx';
import { AccountMenu } from './account-menu.tsx';
import { NavigationList } from './navigation-list.tsx';
import { navigation } from './navigation.ts';
import { ScanBox } from './scan-box.tsx';
import { SealMark } from './seal-mark.tsx';
import './frame.css';

const KeysDialog = lazy(async () => ({ default: (await import('./keys-dialog.tsx')).KeysDialog }));
const NavDrawer = lazy(async () => ({ default: (await import('./nav-drawer.tsx')).NavDrawer }));

const homeSeconds = 120;

/** Leaves for the sign-in page where the session has ended meanwhile; nothing inside is drawn for nobody. */
export function Frame() {
  const session = useSession();
  const { signedIn } = session;
  useEffect(() => {
    if (!signedIn) leave();
  }, [signedIn]);
  return session.signedIn ? <SignedInFrame actor={session.actor} house={session.house} /> : null;
}

/** Header, navigation and the page. */
function SignedInFrame({ actor, house }: { actor: SessionActor; house: SessionState['house'] }) {
  const router = useRouter();
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const scanInput = useRef<HTMLInputElement>(null);
  const [keysShown, setKeysShown] = useState(false);
  const [drawerAt, setDrawerAt] = useState<string | null>(null);
  const home = useQueryData({ name: 'home.today', input: {}, output: HomeToday, everySeconds: homeSeconds });
  const entries = useMemo(() => navigation.filter((entry) => entry.visible(actor)), [actor]);

  const shortcuts = useMemo(() => {
    const jumps = entries.flatMap((entry) =>
      entry.key === undefined ? [] : [[`g ${entry.key}`, () => router.history.push(entry.to)] as const],
    );
    return {
      ...Object.fromEntries(jumps),
      '/': () => scanInput.current?.focus(),
      '?': () => setKeysShown(true),
    };
  }, [entries, router]);
  useShortcuts(shortcuts);
  useEffect(
    () =>
      watchIdle({
        onWarning: () => showToast({ kind: 'done', text: t('idle.warning', { n: idleWarningMinutes }) }),
        onIdle: () => void signOutIdle(),
      }),
    [],
  );

  const counts = home.data?.counts;
  const list = (
    <NavigationList
      entries={entries}
      pathname={pathname}
      counts={{
        due: (counts?.late ?? 0) + (counts?.dueToday ?? 0),
        forMySignature: counts?.forMySignature ?? 0,
      }}
    />
  );
  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        {t('frame.skip')}
      </a>
      <header className="frame-header">
        <Button
          className="frame-burger"
          type="text"
          icon={<MenuOutlined aria-hidden />}
          aria-label={t('frame.menu')}
          onClick={() => setDrawerAt(pathname)}
        />
        <AppLink to={paths.home()} className="frame-house" title={house.name ?? ''}>
          <SealMark />
          <b>{house.name}</b>
        </AppLink>
        <ScanBox inputRef={scanInput} />
        <div className="frame-facts">
          <WitnessAge at={home.data?.witnessedAt} />
          <AppLink to={paths.home()} className="frame-todo">
            {t('frame.todo')}{' '}
            <b className={(counts?.late ?? 0) > 0 ? 'late num' : 'num'}>
              {(counts?.late ?? 0) + (counts?.dueToday ?? 0)}
            </b>
          </AppLink>
          <AccountMenu actor={actor} onKeys={() => setKeysShown(true)} />
        </div>
      </header>
      {house.demo ? <p className="banner">{t('frame.demo')}</p> : null}
      {home.data?.clockStopped === true ? (
        <p className="banner late" role="alert">
          {t('frame.clock')}{' '}
          {actor.power === null ? null : <AppLink to={paths.clock()}>{t('frame.clock.see')}</AppLink>}
        </p>
      ) : null}
      <div className="frame-body">
        <nav className="frame-nav" aria-label={t('frame.navigation')}>
          {list}
        </nav>
        <main id="main" tabIndex={-1}>
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      {drawerAt === null ? null : (
        <Suspense>
          <NavDrawer open={drawerAt === pathname} title={house.name ?? ''} onClose={() => setDrawerAt(null)}>
            {list}
          </NavDrawer>
        </Suspense>
      )}
      {keysShown ? (
        <Suspense>
          <KeysDialog entries={entries} onClose={() => setKeysShown(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** How old the last witness of the log is: what holds against the database's own administrator. */
function WitnessAge({ at }: { at: string | null | undefined }) {
  if (at === undefined) return null;
  return (
    <span className="frame-witness why" title={t('frame.witness.why')}>
      {at === null ? t('frame.witness.none') : t('frame.witness', { age: formatAge(at) })}
    </span>
  );
}
