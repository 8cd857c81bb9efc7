import { EndingMonths } from '@fengni/server/modules/classification/regrading/contract';
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import type { z } from 'zod';
import { useDark } from '../../app/theme.ts';
import { darkTokens, lightTokens } from '../../app/tokens.ts';
import { t } from '../../lib/i18n.ts';
import './regrading.css';

// tooltips would write styles into the page, which its policy forbids: the table beside has the numbers
use([BarChart, GridComponent, LegendComponent, CanvasRenderer]);

type Months = z.output<typeof EndingMonths>['months'];

/** How many terms end in each month; a click narrows the list below to the month. The table says the same. */
export function EndingPlot({
  months,
  onMonth,
}: {
  readonly months: Months;
  readonly onMonth: (month: string) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const tokens = useDark() ? darkTokens : lightTokens;
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const chart = init(element);
    const text = { color: tokens.ink2 };
    chart.setOption({
      animation: false,
      grid: { left: 8, right: 8, top: 28, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, textStyle: text, itemHeight: 10 },
      xAxis: {
        type: 'category',
        data: months.map((one) => one.month.slice(2)),
        axisLabel: text,
        axisLine: { lineStyle: { color: tokens.line } },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        axisLabel: text,
        splitLine: { lineStyle: { color: tokens.line } },
      },
      series: [
        series(
          t('carrier.origin.own'),
          months.map((one) => one.own),
          tokens.seal,
        ),
        series(
          t('carrier.origin.received'),
          months.map((one) => one.received),
          tokens.work,
        ),
      ],
    });
    chart.on('click', (event) => {
      const month = months[event.dataIndex]?.month;
      if (month !== undefined) onMonth(month);
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(element);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [months, onMonth, tokens]);
  const some = months.filter((one) => one.own + one.received > 0);
  return (
    <div className="card-body ending-plot">
      <div ref={box} className="ending-canvas" aria-hidden />
      <div className="ending-table">
        <table>
          <caption className="hidden-text">{t('regrading.plot')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('regrading.month')}</th>
              <th scope="col">{t('carrier.origin.own')}</th>
              <th scope="col">{t('carrier.origin.received')}</th>
            </tr>
          </thead>
          <tbody>
            {some.map((one) => (
              <tr key={one.month}>
                <th scope="row">
                  <button type="button" className="link-button" onClick={() => onMonth(one.month)}>
                    {one.month}
                  </button>
                </th>
                <td>{one.own}</td>
                <td>{one.received}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function series(name: string, data: readonly number[], color: string) {
  return { name, type: 'bar' as const, stack: 'all', data: [...data], color, barMaxWidth: 22 };
}
