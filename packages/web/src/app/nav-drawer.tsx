import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import { t } from '../lib/i18n.ts';

const drawerPixels = 260;

/** Inside the root and not in the body: there the library would write a style without the nonce. */
function insideRoot(): HTMLElement {
  return document.querySelector<HTMLElement>('#root') ?? document.body;
}

/** The navigation on narrow screens. */
export function NavDrawer({
  open,
  title,
  onClose,
  children,
}: {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Drawer
      open={open}
      placement="left"
      size={drawerPixels}
      title={title}
      onClose={onClose}
      getContainer={insideRoot}
    >
      <nav aria-label={t('frame.navigation')}>{children}</nav>
    </Drawer>
  );
}
