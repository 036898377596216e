/** Puts a box of the top layer beside its anchor and keeps it there; positions go through the CSSOM, as the CSP demands. */

const MARGIN = 8;

function put(box, anchor, matchesWidth) {
  const at = anchor.getBoundingClientRect();
  if (matchesWidth) box.style.minWidth = `${Math.max(at.width, 220)}px`;
  const { offsetWidth: width, offsetHeight: height } = box;
  const startsRight = at.left + width > innerWidth - MARGIN;
  const left = startsRight ? at.right - width : at.left;
  const fitsBelow = at.bottom + height + MARGIN < innerHeight || at.top < innerHeight / 2;
  const top = fitsBelow ? at.bottom + 4 : at.top - height - 4;
  box.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
  box.style.top = `${Math.max(MARGIN, Math.min(top, innerHeight - height - MARGIN))}px`;
}

/** Places `box` (already shown) and follows scrolling and growing; call the answer to stop. */
export function float(box, anchor, { matchesWidth = false } = {}) {
  const place = () => put(box, anchor, matchesWidth);
  const growth = new ResizeObserver(place);
  place();
  growth.observe(box);
  addEventListener("scroll", place, { capture: true, passive: true });
  addEventListener("resize", place);
  return () => {
    growth.disconnect();
    removeEventListener("scroll", place, { capture: true });
    removeEventListener("resize", place);
  };
}
