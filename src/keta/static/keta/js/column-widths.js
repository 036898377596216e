/** Widths of columns by dragging or by arrow keys on their edge, kept on this device for each list. */
import { make } from "./page.js";

const LEAST = 64;
const STEP = 16;

function read(key) {
  return JSON.parse(localStorage.getItem(`keta.widths.${key}`) || "{}");
}

function apply(table, widths) {
  const heads = [...table.tHead.rows[0].cells];
  if (!Object.keys(widths).length) return;
  if (!table.classList.contains("has-widths")) {
    for (const head of heads) head.style.width = `${head.offsetWidth}px`;
    table.classList.add("has-widths");
  }
  for (const head of heads) if (widths[head.dataset.column]) head.style.width = `${widths[head.dataset.column]}px`;
}

export function allowResizing(table) {
  const key = table.dataset.columns;
  if (matchMedia("(max-width: 720px)").matches) return;
  apply(table, read(key));
  for (const head of table.tHead.querySelectorAll("th[data-column]")) head.append(grip(table, head, key));
}

function grip(table, head, key) {
  const edge = make("span", { class: "column-grip", "aria-hidden": "true" });
  const keep = (width) => {
    const widths = { ...read(key), [head.dataset.column]: Math.max(LEAST, Math.round(width)) };
    localStorage.setItem(`keta.widths.${key}`, JSON.stringify(widths));
    apply(table, widths);
  };
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    edge.classList.add("is-active");
    const start = event.clientX - head.offsetWidth;
    const follow = (move) => keep(move.clientX - start);
    edge.addEventListener("pointermove", follow);
    edge.addEventListener("pointerup", () => {
      edge.removeEventListener("pointermove", follow);
      edge.classList.remove("is-active");
    }, { once: true });
  });
  head.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (!event.altKey || !event.shiftKey || !step) return;
    event.preventDefault();
    keep(head.offsetWidth + step);
  });
  return edge;
}
