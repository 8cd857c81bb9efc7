const gapPixels = 4;

/** Puts a fixed box below its anchor and inside the window; above where there is no room below. */
export function placeBelow(box: HTMLElement | null, anchor: HTMLElement | null): void {
  if (box === null || anchor === null) return;
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const left = Math.max(
    gapPixels,
    Math.min(at.left, document.documentElement.clientWidth - width - gapPixels),
  );
  const below = at.bottom + gapPixels;
  const top =
    below + height > globalThis.innerHeight ? Math.max(gapPixels, at.top - height - gapPixels) : below;
  box.style.left = `${left}px`;
  box.style.top = `${top}px`;
}
