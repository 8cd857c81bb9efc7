import { Button, type ButtonProps, Tooltip } from 'antd';
import { useId } from 'react';

export interface ActionButtonProps extends Omit<ButtonProps, 'disabled'> {
  /** Why it cannot be done now; the button stays in sight and says so (STYLE R9). */
  readonly disabledReason?: string | null | undefined;
}

/** A button that says why it cannot be pressed; it stays reachable by keyboard so that the reason can be read. */
export function ActionButton({ disabledReason, onClick, children, className, ...rest }: ActionButtonProps) {
  const reasonId = useId();
  if (disabledReason === undefined || disabledReason === null) {
    return (
      <Button onClick={onClick} className={className ?? ''} {...rest}>
        {children}
      </Button>
    );
  }
  return (
    <Tooltip title={disabledReason} trigger={['hover', 'focus']}>
      <Button
        {...rest}
        type="default"
        htmlType="button"
        className={`button-off ${className ?? ''}`}
        aria-disabled="true"
        aria-describedby={reasonId}
      >
        {children}
        <span id={reasonId} hidden>
          {disabledReason}
        </span>
      </Button>
    </Tooltip>
  );
}
