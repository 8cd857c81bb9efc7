import { createStore } from './store.ts';

/** A short notice at the edge of the page. Those that say what went wrong stay until closed. */
export type Toast = { readonly id: number } & (
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'fault'; readonly text: string }
  | { readonly kind: 'parked'; readonly approvalId: string; readonly nobodyDecides: boolean }
);
type ToastBody = Toast extends infer Each ? (Each extends Toast ? Omit<Each, 'id'> : never) : never;

export const toasts = createStore<readonly Toast[]>([]);

const toastsMax = 4;
const doneShownMilliseconds = 5000;
let lastId = 0;

export function showToast(body: ToastBody): void {
  lastId += 1;
  const toast: Toast = { ...body, id: lastId };
  toasts.set([...toasts.get(), toast].slice(-toastsMax));
  if (toast.kind === 'done') setTimeout(() => closeToast(toast.id), doneShownMilliseconds);
}

export function closeToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id));
}
