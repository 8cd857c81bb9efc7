import type { z } from 'zod';
import { FormShell, type FormShellProps } from './form-shell.tsx';
import { Dialog } from './dialog.tsx';

export interface FormDialogProps<Schema extends z.ZodType> extends Omit<
  FormShellProps<Schema>,
  'label' | 'onCancel'
> {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A form in a dialog; closes when its command is done or parked. */
export function FormDialog<Schema extends z.ZodType>({
  title,
  open,
  onClose,
  onDone,
  ...form
}: FormDialogProps<Schema>) {
  return (
    <Dialog title={title} open={open} onClose={onClose}>
      <FormShell
        {...form}
        onCancel={onClose}
        onDone={(result) => {
          onClose();
          onDone?.(result);
        }}
      />
    </Dialog>
  );
}
