/** Hundredths of the width of the window; each step of the buttons and keys. */
export const zoomSteps = [25, 50, 75, 100, 125, 150, 200, 300] as const;

export const zoomFit = 100;

/** The next step up or down. */
export function zoomBy(zoom: number, direction: 1 | -1): number {
  const next =
    direction === 1 ? zoomSteps.find((step) => step > zoom) : zoomSteps.findLast((step) => step < zoom);
  return next ?? zoom;
}

/** Of the widths offered those a page has pixels for: one at least as wide as the page is the last of use. */
export function usefulWidths(widths: readonly number[], pageWidth: number): readonly number[] {
  const sorted = widths.toSorted((left, right) => left - right);
  const enough = sorted.findIndex((width) => width >= pageWidth);
  return enough === -1 ? sorted : sorted.slice(0, enough + 1);
}

/** The narrowest width offered that is at least as wide as what is shown, else the widest. */
export function widthFor(shownPixels: number, widths: readonly number[]): number {
  const sorted = widths.toSorted((left, right) => left - right);
  return sorted.find((width) => width >= shownPixels) ?? sorted.at(-1) ?? 900;
}
