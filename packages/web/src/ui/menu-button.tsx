import DownOutlined from '@ant-design/icons/DownOutlined';
import MoreOutlined from '@ant-design/icons/MoreOutlined';
import { Button, Dropdown } from 'antd';
import type { ReactNode } from 'react';
import './menu-button.css';

export interface MenuChoice {
  readonly key: string;
  readonly label: string;
  readonly onChoose: () => void;
  /** Why it cannot be done, and who could do it. */
  readonly disabledReason?: string | null | undefined;
  readonly danger?: boolean;
}

export interface MenuButtonProps {
  readonly label: string;
  readonly choices: readonly MenuChoice[];
  /** Shows three dots only; the label is still its name. */
  readonly dots?: boolean;
  readonly type?: 'default' | 'text';
  readonly children?: ReactNode;
}

/** A button that opens a menu; what cannot be done is shown off with the reason. */
export function MenuButton({ label, choices, dots = false, type = 'default', children }: MenuButtonProps) {
  const items = choices.map((choice) => ({
    key: choice.key,
    danger: choice.danger ?? false,
    disabled: typeof choice.disabledReason === 'string',
    label:
      typeof choice.disabledReason === 'string' ? (
        <span className="menu-off">
          {choice.label}
          <span className="why">{choice.disabledReason}</span>
        </span>
      ) : (
        choice.label
      ),
  }));
  return (
    <Dropdown
      trigger={['click']}
      autoFocus
      menu={{ items, onClick: ({ key }) => choices.find((choice) => choice.key === key)?.onChoose() }}
    >
      {dots ? (
        <Button type="text" aria-label={label} aria-haspopup="menu" icon={<MoreOutlined aria-hidden />} />
      ) : (
        <Button type={type} aria-haspopup="menu" {...(children === undefined ? {} : { 'aria-label': label })}>
          {children ?? label}
          <DownOutlined aria-hidden className="menu-arrow" />
        </Button>
      )}
    </Dropdown>
  );
}
