import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { tokensOf, useDark } from '../../app/theme.ts';
import type { Tokens } from '../../app/tokens.ts';
import './review.css';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

export interface ChartProps {
  /** Drawn for those who see it: the table beside holds the same figures. */
  readonly option: (tokens: Tokens) => EChartsCoreOption;
}

/** A chart in the colours of the theme, drawn anew when theme, figures or width change. */
export function Chart({ option }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const dark = useDark();
  useEffect(() => {
    if (place.current === null) return undefined;
    const chart = init(place.current, null, { renderer: 'svg' });
    chart.setOption(option(tokensOf(dark)));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [option, dark]);
  return <div ref={place} className="statistics-chart" aria-hidden="true" />;
}

/** What both axes and the legend look like, so that a chart says only its figures. */
export function frameOf(tokens: Tokens) {
  // labels are measured before they are drawn: `inherit` would be measured as another font
  const { fontFamily } = getComputedStyle(document.body);
  return {
    animation: false,
    textStyle: { color: tokens.ink2, fontFamily },
    tooltip: {
      trigger: 'axis' as const,
      axisPointer: { type: 'shadow' as const },
      backgroundColor: tokens.paper,
      borderColor: tokens.line,
      textStyle: { color: tokens.ink },
    },
    legend: { top: 0, itemGap: 16, itemWidth: 14, textStyle: { color: tokens.ink2, fontFamily } },
    grid: { left: 8, right: 16, top: 32, bottom: 8, containLabel: true },
  };
}
export function axisOf(tokens: Tokens) {
  return {
    axisLine: { lineStyle: { color: tokens.control } },
    axisLabel: { color: tokens.ink2 },
    splitLine: { lineStyle: { color: tokens.line } },
  };
}
