import { Button, type ButtonProps } from 'antd';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import { placeBelow } from './place-below.ts';
import './action-button.css';

export interface ActionButtonProps extends Omit<ButtonProps, 'disabled'> {
  /** Why it cannot be done now; the button stays in sight and says so (STYLE R9). */
  readonly disabledReason?: string | null | undefined;
}

/** A button that says why it cannot be pressed; it stays reachable by keyboard so that the reason can be read. */
export function ActionButton({ disabledReason, ...rest }: ActionButtonProps) {
  if (typeof disabledReason !== 'string') return <Button {...rest} />;
  return <OffButton {...rest} reason={disabledReason} />;
}

function OffButton({ reason, children, className, ...rest }: ButtonProps & { reason: string }) {
  const reasonId = useId();
  const wrap = useRef<HTMLSpanElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState(false);
  useLayoutEffect(() => {
    if (shown) placeBelow(tip.current, wrap.current);
  }, [shown]);
  return (
    // the wrapper only shows the reason; the button inside is what is pressed and focused
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <span
      ref={wrap}
      className="button-off-wrap"
      onMouseEnter={() => setShown(true)}
      onMouseLeave={() => setShown(false)}
      onFocus={() => setShown(true)}
      onBlur={() => setShown(false)}
    >
      <Button
        {...rest}
        type="default"
        htmlType="button"
        loading={false}
        onClick={undefined}
        className={`button-off ${className ?? ''}`}
        aria-disabled="true"
        aria-describedby={reasonId}
      >
        {children}
      </Button>
      <span
        ref={tip}
        id={reasonId}
        role="tooltip"
        className={shown ? 'reason-tip' : 'reason-tip reason-tip-hidden'}
      >
        {reason}
      </span>
    </span>
  );
}
