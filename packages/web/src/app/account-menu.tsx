import { useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { type Language, currentLanguage, showLanguage, t } from '../lib/i18n.ts';
import { paths } from '../lib/paths.ts';
import type { SessionActor } from '../lib/session.ts';
import { signOut } from '../lib/sign-out.ts';
import { useCommand } from '../lib/use-command.ts';
import { type MenuChoice, MenuButton } from '../ui/menu-button.tsx';
import { type ThemeMode, chooseTheme, useThemeMode } from './theme.ts';

const PasswordDialog = lazy(async () => ({
  default: (await import('../features/accounts/password-dialog.tsx')).PasswordDialog,
}));

/** Language, theme, password, factors, signing out. */
export function AccountMenu({ actor, onKeys }: { actor: SessionActor; onKeys: () => void }) {
  const router = useRouter();
  const theme = useThemeMode();
  const [passwordOpen, setPasswordOpen] = useState(false);
  const language = useCommand({ name: 'account.setLanguage', faults: 'toast' });
  const nextLanguage: Language = currentLanguage() === 'zh' ? 'en' : 'zh';
  async function changeLanguage() {
    if (await language.run({ language: nextLanguage })) await showLanguage(nextLanguage);
  }
  const themes: readonly [ThemeMode, string][] = [
    ['light', t('theme.light')],
    ['dark', t('theme.dark')],
    ['system', t('theme.system')],
  ];
  const choices: readonly MenuChoice[] = [
    { key: 'access', label: t('account.menu.access'), onChoose: () => router.history.push(paths.myAccess()) },
    { key: 'password', label: t('account.menu.password'), onChoose: () => setPasswordOpen(true) },
    {
      key: 'language',
      label: nextLanguage === 'en' ? 'English' : '中文',
      onChoose: () => void changeLanguage(),
    },
    ...themes.map(([mode, label]) => ({
      key: mode,
      label: mode === theme ? `${label} ✓` : label,
      onChoose: () => chooseTheme(mode),
    })),
    { key: 'keys', label: t('account.menu.keys'), onChoose: onKeys },
    { key: 'out', label: t('account.menu.signout'), onChoose: () => void signOut() },
  ];
  return (
    <>
      <MenuButton label={t('account.menu.label', { name: actor.name })} choices={choices} type="text">
        {actor.name}
      </MenuButton>
      {passwordOpen ? (
        <Suspense>
          <PasswordDialog login={actor.login} onClose={() => setPasswordOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
