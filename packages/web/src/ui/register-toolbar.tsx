import { Button, Checkbox, Input, Popover } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { t } from '../lib/i18n.ts';
import { keep, readKept } from '../lib/kept.ts';
import type { UrlFilters } from '../lib/url-state.ts';
import {
  type Column,
  type Filter,
  type Layout,
  type SavedView,
  SavedViews,
  savedViewsMax,
  shownColumns,
} from './register-columns.ts';
import './form.css';

const typingPauseMilliseconds = 250;

export interface RegisterToolbarProps<Row> {
  readonly id: string;
  readonly filters: readonly Filter[];
  readonly values: UrlFilters;
  readonly onFilters: (change: UrlFilters) => void;
  readonly columns: readonly Column<Row>[];
  readonly layout: Layout;
  readonly onLayout: (layout: Layout) => void;
  readonly tools: ReactNode;
}

/** Filters at the left; views, columns and the register's own tools at the right. */
export function RegisterToolbar<Row>(props: RegisterToolbarProps<Row>) {
  return (
    <fieldset className="plain-set register-toolbar" aria-label={t('register.toolbar')}>
      {props.filters.map((filter) => (
        <FilterControl
          key={filter.key}
          filter={filter}
          value={props.values[filter.key] ?? ''}
          onChange={(value) => props.onFilters({ [filter.key]: value })}
        />
      ))}
      <span className="toolbar-gap" />
      {props.tools}
      <ViewsButton {...props} />
      <ColumnsButton columns={props.columns} layout={props.layout} onLayout={props.onLayout} />
    </fieldset>
  );
}

function FilterControl({
  filter,
  value,
  onChange,
}: {
  filter: Filter;
  value: string;
  onChange: (value: string) => void;
}) {
  const id = useId();
  switch (filter.kind) {
    case 'search':
      return <SearchBox label={filter.label} value={value} onChange={onChange} />;
    case 'day':
      return (
        <span className="toolbar-field">
          <label htmlFor={id}>{filter.label}</label>
          <input
            id={id}
            type="date"
            className="native-field"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        </span>
      );
    case 'toggle':
      return (
        <Checkbox checked={value === '1'} onChange={(event) => onChange(event.target.checked ? '1' : '')}>
          {filter.label}
        </Checkbox>
      );
    case 'select':
      return (
        <select
          aria-label={filter.label}
          className="native-field toolbar-select"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          <option value="">{filter.all}</option>
          {filter.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      );
    default:
      return filter satisfies never;
  }
}

/** Waits for a pause in typing before it asks the server. */
function SearchBox({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text === value) return undefined;
    const timer = setTimeout(() => onChange(text), typingPauseMilliseconds);
    return () => clearTimeout(timer);
    // the handler changes with every render; only what was typed starts the pause anew
    // oxlint-disable-next-line react/exhaustive-deps
  }, [text, value]);
  return (
    <Input
      className="toolbar-search"
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      allowClear
      onChange={(event) => setText(event.target.value)}
    />
  );
}

function ColumnsButton<Row>({
  columns,
  layout,
  onLayout,
}: {
  columns: readonly Column<Row>[];
  layout: Layout;
  onLayout: (layout: Layout) => void;
}) {
  const shown = shownColumns(columns, layout.shown).map((column) => column.key);
  const content = (
    <div className="popover-list">
      {columns.map((column) => (
        <Checkbox
          key={column.key}
          checked={shown.includes(column.key)}
          disabled={column.fixed === true}
          onChange={(event) =>
            onLayout({
              ...layout,
              shown: event.target.checked
                ? [...shown, column.key]
                : shown.filter((key) => key !== column.key),
            })
          }
        >
          {column.title}
        </Checkbox>
      ))}
      <hr />
      <Checkbox
        checked={layout.dense}
        onChange={(event) => onLayout({ ...layout, dense: event.target.checked })}
      >
        {t('register.dense')}
      </Checkbox>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button>{t('register.columns')}</Button>
    </Popover>
  );
}

function ViewsButton<Row>({ id, values, onFilters, layout, onLayout }: RegisterToolbarProps<Row>) {
  const [views, setViews] = useState<readonly SavedView[]>(
    () => readKept('local', `views.${id}`, SavedViews) ?? [],
  );
  const [name, setName] = useState('');
  function store(next: readonly SavedView[]) {
    setViews(next);
    keep('local', `views.${id}`, next);
  }
  function show(view: SavedView) {
    const cleared = Object.fromEntries(Object.keys(values).map((key) => [key, '']));
    onFilters({ ...cleared, ...view.filters });
    onLayout({ ...layout, shown: view.shown });
  }
  function save() {
    const view = { name: name.trim(), filters: { ...values }, shown: layout.shown };
    store([...views.filter((other) => other.name !== view.name), view].slice(-savedViewsMax));
    setName('');
  }
  const content = (
    <div className="popover-list">
      {views.length === 0 ? <p className="why">{t('register.views.none')}</p> : null}
      {views.map((view) => (
        <span key={view.name} className="view-line">
          <button type="button" className="link-button" onClick={() => show(view)}>
            {view.name}
          </button>
          <Button
            size="small"
            type="text"
            aria-label={t('register.views.remove', { name: view.name })}
            onClick={() => store(views.filter((other) => other !== view))}
          >
            ×
          </Button>
        </span>
      ))}
      <Input
        aria-label={t('register.views.name')}
        placeholder={t('register.views.name')}
        value={name}
        maxLength={30}
        onChange={(event) => setName(event.target.value)}
      />
      <Button disabled={name.trim() === ''} onClick={save}>
        {t('register.views.save')}
      </Button>
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={content}>
      <Button>{t('register.views')}</Button>
    </Popover>
  );
}
