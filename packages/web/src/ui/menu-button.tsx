import DownOutlined from '@ant-design/icons/DownOutlined';
import MoreOutlined from '@ant-design/icons/MoreOutlined';
import { Button } from 'antd';
import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { placeBelow } from './place-below.ts';
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

/**
 * A button that opens a menu (WAI-ARIA authoring practices, menu button); what cannot be done stays in it, off, with
 * the reason. Our own, since the library's would weigh a tenth of the first load.
 */
export function MenuButton({ label, choices, dots = false, type = 'default', children }: MenuButtonProps) {
  const menuId = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const open = anchor !== null;
  function close(focusButton: boolean) {
    setAnchor(null);
    if (focusButton) anchor?.focus();
  }
  const common = {
    'aria-haspopup': 'menu' as const,
    'aria-expanded': open,
    ...(open ? { 'aria-controls': menuId } : {}),
    onClick: (event: MouseEvent<HTMLElement>) => setAnchor(open ? null : event.currentTarget),
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      setAnchor(event.currentTarget);
    },
  };
  return (
    <>
      {dots ? (
        <Button {...common} type="text" size="small" aria-label={label} icon={<MoreOutlined aria-hidden />} />
      ) : (
        <Button {...common} type={type} {...(children === undefined ? {} : { 'aria-label': label })}>
          {children ?? label}
          <DownOutlined aria-hidden className="menu-arrow" />
        </Button>
      )}
      {open ? <MenuList id={menuId} label={label} choices={choices} anchor={anchor} onClose={close} /> : null}
    </>
  );
}

interface MenuListProps {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly MenuChoice[];
  readonly anchor: HTMLElement;
  readonly onClose: (focusButton: boolean) => void;
}

function MenuList({ id, label, choices, anchor, onClose }: MenuListProps) {
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    placeBelow(list.current, anchor);
    itemsOf(list.current)[0]?.focus();
  }, [anchor]);
  function onKey(event: KeyboardEvent) {
    const items = itemsOf(list.current);
    const at = items.findIndex((item) => item === document.activeElement);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const move = moves[event.key];
    if (move !== undefined) {
      event.preventDefault();
      items[move]?.focus();
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      onClose(true);
    }
  }
  function onBlur(event: FocusEvent) {
    const next = event.relatedTarget;
    const inside = next instanceof Node && (list.current?.contains(next) === true || anchor.contains(next));
    if (!inside) onClose(false);
  }
  return (
    <div
      ref={list}
      id={id}
      role="menu"
      aria-label={label}
      tabIndex={-1}
      className="menu-list"
      onKeyDown={onKey}
      onBlur={onBlur}
    >
      {choices.map((choice) => (
        <MenuItem key={choice.key} choice={choice} onClose={onClose} />
      ))}
    </div>
  );
}

function MenuItem({ choice, onClose }: { choice: MenuChoice; onClose: (focusButton: boolean) => void }) {
  const reasonId = useId();
  if (typeof choice.disabledReason === 'string') {
    return (
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        aria-disabled="true"
        aria-label={choice.label}
        aria-describedby={reasonId}
      >
        {choice.label}
        <span id={reasonId} className="why">
          {choice.disabledReason}
        </span>
      </button>
    );
  }
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className={choice.danger === true ? 'late' : ''}
      onClick={() => {
        onClose(true);
        choice.onChoose();
      }}
    >
      {choice.label}
    </button>
  );
}

function itemsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
}
