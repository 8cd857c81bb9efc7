import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { useFileData } from '../../lib/use-file-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FaultBox, QueryView } from '../../ui/query-view.tsx';
import { type Span, SpanFields } from '../../ui/span-fields.tsx';
import { useDownload } from '../carriers/download.ts';
import './personal-file.css';

/**
 * A question about a span of days, with its answer on screen, on paper and as a workbook. It is put by the button and not while
 * days are typed: each answer is on the log.
 */
export function SpanQuestion<Data>(props: {
  readonly about: Readonly<Record<string, string>>;
  /** Names of the reading, of its paper and of its workbook. */
  readonly routes: { readonly read: string; readonly print: string; readonly export: string };
  readonly output: z.ZodType<Data>;
  /** The year so far is asked for when it opens. */
  readonly atOnce?: boolean;
  readonly children: (data: Data) => ReactNode;
}) {
  const { about, routes } = props;
  const today = todayHere();
  const [span, setSpan] = useState<Span>({ from: `${today.slice(0, 4)}-01-01`, to: today });
  const [asked, setAsked] = useState<Span | null>(props.atOnce === true ? span : null);
  const download = useDownload();
  const off = span.from !== '' && span.to !== '' && span.from <= span.to ? null : t('file.held.span');
  const answer = useFileData({
    name: routes.read,
    input: { ...about, ...(asked ?? span) },
    output: props.output,
    enabled: asked !== null,
  });
  return (
    <>
      <div className="file-days">
        <SpanFields span={span} max={today} onChange={setSpan} />
        <ActionButton disabledReason={off} onClick={() => setAsked(span)}>
          {t('had.ask')}
        </ActionButton>
        <ActionButton
          disabledReason={off}
          onClick={() => void openFile(routes.print, { ...about, ...span }, { factor: false })}
        >
          {t('file.held.print')}
        </ActionButton>
        <ActionButton
          disabledReason={off}
          loading={download.busy}
          onClick={() => void download.run(routes.export, { ...about, ...span })}
        >
          {t('file.held.export')}
        </ActionButton>
      </div>
      {off === null ? null : <FaultBox text={off} />}
      {download.fault === null ? null : <FaultBox text={download.fault} />}
      {asked === null ? null : <QueryView query={answer}>{(data) => props.children(data)}</QueryView>}
    </>
  );
}
