import type { ReactNode } from 'react';
import { z } from 'zod';
import type { UrlFilters } from '../lib/url-state.ts';

/** A column of a register, declared once. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** Name the server sorts by; absent where it cannot. */
  readonly sort?: string;
  /** Numbers and dates stand to the right edge or in even digits. */
  readonly numeric?: boolean;
  /** Shown only when chosen. */
  readonly hidden?: boolean;
  /** Cannot be left out: what names the row. */
  readonly fixed?: boolean;
  readonly width?: number;
}

/** A filter kept in the address. */
export type Filter =
  | { readonly key: string; readonly label: string; readonly kind: 'search' | 'day' }
  | { readonly key: string; readonly label: string; readonly kind: 'toggle' }
  | {
      readonly key: string;
      readonly label: string;
      readonly kind: 'select';
      readonly choices: readonly { readonly value: string; readonly label: string }[];
      /** Words for no choice. */
      readonly all: string;
    };

/** Several rows at once. */
export interface BatchAction<Row> {
  readonly key: string;
  readonly label: string;
  readonly onDo: (rows: readonly Row[]) => void;
  readonly disabledReason?: (rows: readonly Row[]) => string | null;
}

export const Layout = z.object({
  shown: z.array(z.string()).nullable().default(null),
  dense: z.boolean().default(false),
});
export type Layout = z.infer<typeof Layout>;

export const SavedViews = z.array(
  z.object({
    name: z.string(),
    filters: z.record(z.string(), z.string()),
    shown: z.array(z.string()).nullable(),
  }),
);
export type SavedView = z.infer<typeof SavedViews>[number];
export const savedViewsMax = 20;

/** Columns in sight: what was chosen, or what the register declares. */
export function shownColumns<Row>(
  columns: readonly Column<Row>[],
  shown: readonly string[] | null,
): readonly Column<Row>[] {
  return columns.filter(
    (column) =>
      column.fixed === true || (shown === null ? column.hidden !== true : shown.includes(column.key)),
  );
}

export interface Sort {
  readonly by: string;
  readonly direction: 'asc' | 'desc';
}

/** The sort in the address, `name` or `-name`. */
export function readSort(filters: UrlFilters): Sort | null {
  const text = filters['sort'] ?? '';
  if (text === '') return null;
  return text.startsWith('-') ? { by: text.slice(1), direction: 'desc' } : { by: text, direction: 'asc' };
}

/** The sort after pressing a heading: up, down, as it was. */
export function nextSort(current: Sort | null, by: string): string {
  if (current?.by !== by) return by;
  return current.direction === 'asc' ? `-${by}` : '';
}
