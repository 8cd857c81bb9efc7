import { Modal } from 'antd';
import type { ReactNode } from 'react';

export interface DialogProps {
  readonly title: string;
  readonly open?: boolean;
  readonly onClose: () => void;
  readonly width?: number;
  readonly children: ReactNode;
}

/**
 * Every dialog of the program. A click beside it does not close it, for drafts would be lost; the library's lock of
 * the page's scrolling is off, for it writes a style without the nonce, which the page's policy refuses.
 */
export function Dialog({ title, open = true, onClose, width = 520, children }: DialogProps) {
  return (
    <Modal
      title={title}
      open={open}
      onCancel={onClose}
      footer={null}
      width={width}
      destroyOnHidden
      scrollLock={false}
      mask={{ closable: false }}
    >
      {children}
    </Modal>
  );
}
