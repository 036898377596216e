/** Widths of columns by dragging or by arrow keys on their edge; the server keeps them for the member, whatever device he uses. */
import { make, pause } from "./page.js";
import { post } from "./network.js";

const LEAST = 64;
const STEP = 16;

const heads = (table) => [...table.tHead.rows[0].cells];

function fix(table) {
  if (table.classList.contains("has-widths")) return;
  for (const head of heads(table)) head.style.width = `${head.dataset.width || head.offsetWidth}px`;
  table.classList.add("has-widths");
}

function keep(table) {
  const widths = Object.fromEntries(heads(table).filter((head) => head.dataset.width).map((head) => [head.dataset.column, Number(head.dataset.width)]));
  post(`/${table.dataset.columns}/columns`, { widths: JSON.stringify(widths) }).catch(() => null); // Not worth a message.
}

export function allowResizing(table) {
  if (matchMedia("(max-width: 720px)").matches) return;
  if (heads(table).some((head) => head.dataset.width)) fix(table);
  const keepSoon = pause(400, () => keep(table));
  for (const head of table.tHead.querySelectorAll("th[data-column]")) head.append(grip(table, head, keepSoon));
}

function grip(table, head, keepSoon) {
  const edge = make("span", { class: "column-grip", "aria-hidden": "true" });
  const set = (width) => {
    head.dataset.width = Math.max(LEAST, Math.round(width));
    fix(table);
    head.style.width = `${head.dataset.width}px`;
    keepSoon();
  };
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    edge.classList.add("is-active");
    const start = event.clientX - head.offsetWidth;
    const follow = (move) => set(move.clientX - start);
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
    set(head.offsetWidth + step);
  });
  return edge;
}
