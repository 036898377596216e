/** <keta-list>: keys j k o e x, selection of a page or of all, swipe on the phone, widths of columns. */
import { edit } from "./cells.js";
import { say } from "./page.js";
import { isCommand } from "./hotkeys.js";
import { allowResizing } from "./column-widths.js";
import { leaveList } from "./came-from.js";

class List extends HTMLElement {
  connectedCallback() {
    if (this.onKey) return;
    this.onKey = (event) => isCommand(event) && this.press(event);
    document.addEventListener("keydown", this.onKey);
    this.addEventListener("change", (event) => this.changed(event));
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("pointerdown", (event) => (this.start = { x: event.clientX, y: event.clientY, type: event.pointerType }));
    this.addEventListener("pointerup", (event) => this.swipe(event));
    this.querySelectorAll("table[data-columns]").forEach(allowResizing);
    this.show();
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  get rows() {
    return [...this.querySelectorAll("tbody tr[data-row]")];
  }

  get boxes() {
    return [...this.querySelectorAll("tbody .table-check input")];
  }

  /* Keys */

  press(event) {
    const focused = this.contains(event.target) && event.target.closest("tr[data-row]");
    const row = this.querySelector("tr.is-at") || focused || null;
    const verbs = { j: () => this.stand(row, 1), k: () => this.stand(row, -1), o: () => row?.querySelector(".table-first a")?.click(),
      e: () => this.edit(row), x: () => this.toggle(row) };
    if (!verbs[event.key] || !this.rows.length) return;
    event.preventDefault();
    verbs[event.key]();
  }

  stand(row, step) {
    const rows = this.rows;
    const next = rows[row ? Math.max(0, Math.min(rows.length - 1, rows.indexOf(row) + step)) : 0];
    row?.classList.remove("is-at");
    next.classList.add("is-at");
    next.querySelector(".table-first a")?.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  edit(row) {
    const key = row?.querySelector("[data-key-edit]");
    const place = row?.querySelector("[data-edit]");
    if (key) key.click();
    else if (place) edit(place);
  }

  toggle(row) {
    const box = row?.querySelector(".table-check input");
    if (box) box.click();
  }

  /* Selection */

  changed({ target }) {
    if (target.matches("[data-check-page]")) this.boxes.forEach((box) => (box.checked = target.checked));
    if (target.matches("[data-check-page], .table-check input")) {
      this.isAll = false;
      this.show();
    }
  }

  click(event) {
    const box = event.target.closest("tbody .table-check input");
    if (box && event.shiftKey && this.last) this.range(this.last, box);
    if (box) this.last = box;
    if (event.target.closest("tr[data-row] a, [data-card-key] a")) leaveList();
    if (event.target.closest("[data-select-all]")) this.choose(true);
    if (event.target.closest("[data-select-none]")) this.choose(false);
  }

  range(from, to) {
    const boxes = this.boxes;
    const [first, last] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
    for (const box of boxes.slice(first, last + 1)) box.checked = to.checked;
    this.show();
  }

  choose(isAll) {
    this.isAll = isAll;
    this.boxes.forEach((box) => (box.checked = isAll));
    this.show();
  }

  show() {
    const boxes = this.boxes;
    const count = boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.closest("tr").classList.toggle("is-selected", box.checked);
    const page = this.querySelector("[data-check-page]");
    if (page) Object.assign(page, { checked: count > 0 && count === boxes.length, indeterminate: count > 0 && count < boxes.length });
    const bar = this.querySelector("[data-selection]");
    if (bar) this.showBar(bar, count, count > 0 && count === boxes.length);
  }

  showBar(bar, count, isPage) {
    const all = bar.querySelector("[data-select-all]");
    const total = all?.dataset.total;
    bar.hidden = count === 0;
    bar.querySelector("[data-selection-count]").textContent = this.isAll && total ? say("selected_all", { count: total }) : say("selected", { count });
    bar.querySelector("[data-selection-all]").value = this.isAll ? "1" : "";
    if (!all) return;
    all.hidden = this.isAll || !isPage || Number(total.replace(/\D/g, "")) <= count;
    all.textContent = say("page_all_selected", { count: total });
  }

  /* Swipe */

  swipe(event) {
    if (this.start?.type !== "touch") return;
    const across = event.clientX - this.start.x;
    if (Math.abs(across) < 48 || Math.abs(event.clientY - this.start.y) > 32) return;
    const row = event.target.closest("tr[data-row]");
    this.querySelector("tr.is-swiped")?.classList.remove("is-swiped");
    if (across < 0) row?.classList.add("is-swiped");
  }
}

customElements.define("keta-list", List);
