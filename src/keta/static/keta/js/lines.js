/**
 * <keta-lines prefix preview-url>: a table of inputs that works like a spreadsheet. It computes nothing: after each pause in
 * typing the whole form goes to preview-url, which answers {cells: {"row.field": text}, totals: {field: text}, errors: {"row.field": text}}.
 */
import { announce, assets, freshId, library, make, pause, say } from "./page.js";
import { post } from "./network.js";
import { toast } from "./toasts.js";
import { control, fill, isAtEdge, readTable } from "./cells.js";
import "./chooser.js";

const PAUSE = 250;
const LEAST = 80;

class Lines extends HTMLElement {
  connectedCallback() {
    if (this.body) return;
    this.body = this.querySelector("tbody");
    this.pattern = this.querySelector("template");
    this.added = Math.max(0, ...this.rows.map((row) => newNumber(row.dataset.row)));
    this.asked = 0;
    this.preview = pause(PAUSE, () => this.compute());
    this.querySelectorAll("th[data-width]").forEach((column, place) => {
      const least = Math.min(column.dataset.width, place ? LEAST : Infinity);
      Object.assign(column.style, { width: `${column.dataset.width}px`, minWidth: `${least}px` });
    });
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("input", () => this.touched());
    this.addEventListener("change", () => this.touched());
    this.addEventListener("paste", (event) => this.paste(event));
    this.addEventListener("focusin", ({ target }) => target.matches(".input:not(select)") && target.select?.());
    this.addEventListener("click", (event) => this.click(event));
    this.form?.addEventListener("change", (event) => this.contains(event.target) || this.touched());
    if (this.pattern && assets.sortable) library(assets.sortable).then(() => this.allowDragging());
  }

  get form() {
    return this.closest("form");
  }

  get rows() {
    return [...this.body.rows];
  }

  cells(row) {
    return [...row.querySelectorAll("td[data-field]")].filter((cell) => control(cell));
  }

  /* Moving */

  press(event) {
    if (event.defaultPrevented || event.isComposing) return;
    const row = event.target.closest("tbody tr");
    if (!row || !this.body.contains(row)) return;
    const verbs = event.altKey ? { ArrowUp: () => this.move(row, -1, event.target), ArrowDown: () => this.move(row, 1, event.target) } : this.steps(event, row);
    if (event.ctrlKey && event.key === "Delete") verbs.Delete = () => this.remove(row);
    const run = verbs[event.key];
    if (!run || (event.ctrlKey && event.key === "Enter")) return;
    event.preventDefault();
    run();
  }

  steps(event, row) {
    const field = event.target;
    const at = this.cells(row).findIndex((cell) => cell.contains(field));
    if (at < 0 || event.ctrlKey || event.metaKey || event.shiftKey || field.matches("textarea")) return {};
    const steps = { Enter: () => this.down(row, at, true) };
    if (!field.matches("select")) Object.assign(steps, { ArrowUp: () => this.go(row.previousElementSibling, at), ArrowDown: () => this.down(row, at, false) });
    if (isAtEdge(field, event.key)) {
      if (event.key === "ArrowLeft") steps.ArrowLeft = () => this.go(row, at - 1);
      if (event.key === "ArrowRight") steps.ArrowRight = () => this.go(row, at + 1);
    }
    return steps;
  }

  go(row, at) {
    control(row && this.cells(row)[at])?.focus();
  }

  down(row, at, mayAdd) {
    if (row.nextElementSibling) this.go(row.nextElementSibling, at);
    else if (mayAdd && this.pattern) this.go(this.add(), 0);
  }

  /* Rows */

  /** Appends an empty line; `key` only where a draft brings back one that had a key already. */
  add(key = `n${this.added + 1}`) {
    this.added = Math.max(this.added, newNumber(key));
    const holder = document.createElement("tbody");
    holder.innerHTML = this.pattern.innerHTML.replaceAll("__row__", key);
    const row = holder.firstElementChild;
    this.body.append(row);
    window.htmx?.process(row);
    announce(say("line_added"));
    return row;
  }

  remove(row) {
    const neighbour = row.nextElementSibling || row.previousElementSibling;
    const after = row.nextElementSibling;
    row.remove();
    if (neighbour) this.go(neighbour, 0);
    else this.querySelector("[data-add-line]")?.focus();
    toast({ text: say("line_removed"), undo_url: () => { this.body.insertBefore(row, after); this.touched(); } });
    this.touched();
  }

  move(row, step, field) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other || !this.pattern) return;
    if (step < 0) other.before(row);
    else other.after(row);
    field.focus();
    announce(say("line_moved", { place: this.rows.indexOf(row) + 1 }));
    this.touched();
  }

  click(event) {
    if (event.target.closest("[data-add-line]")) this.go(this.add(), 0);
    const remover = event.target.closest("[data-remove-line]");
    if (remover) this.remove(remover.closest("tr"));
  }

  allowDragging() {
    window.Sortable.create(this.body, { handle: "[data-drag]", animation: 120, ghostClass: "is-dragged", onEnd: () => this.touched() });
  }

  /* Paste */

  async paste(event) {
    const text = event.clipboardData.getData("text/plain");
    const cell = event.target.closest("td[data-field]");
    if (!cell || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    const first = cell.closest("tr");
    const left = this.cells(first).indexOf(cell);
    const table = readTable(text);
    let row = first;
    for (const [number, texts] of table.entries()) {
      if (number) row = row.nextElementSibling || (this.pattern ? this.add() : null);
      if (!row) break;
      const cells = this.cells(row).slice(left, left + texts.length);
      await Promise.all(cells.map((target, at) => fill(control(target), texts[at])));
    }
    announce(say("lines_pasted", { count: table.length }));
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /* Computed cells */

  touched() {
    if (!this.hasAttribute("preview-url")) return;
    this.toggleAttribute("data-stale", true);
    this.request?.abort();
    this.preview();
  }

  async compute() {
    this.asked += 1;
    const asked = this.asked;
    this.request = new AbortController();
    try {
      const answer = await post(this.getAttribute("preview-url"), new FormData(this.form), this.request.signal);
      if (asked === this.asked) this.fillIn(answer);
    } catch (refusal) {
      if (refusal.name !== "AbortError") toast({ text: refusal.message, meaning: "warning" });
    }
  }

  fillIn({ cells = {}, totals = {}, errors = {} }) {
    for (const [place, text] of Object.entries(cells)) this.write(this.cellAt(place), text);
    for (const [field, text] of Object.entries(totals)) {
      const output = this.querySelector(`[data-total="${CSS.escape(field)}"]`);
      if (output) output.textContent = text;
    }
    this.querySelectorAll("tbody [data-field]").forEach((cell) => this.refuse(cell, ""));
    for (const [place, text] of Object.entries(errors)) this.refuse(this.cellAt(place), text);
    this.removeAttribute("data-stale");
  }

  cellAt(place) {
    const [row, field] = place.split(".");
    return this.body.querySelector(`tr[data-row="${CSS.escape(row)}"] [data-field="${CSS.escape(field)}"]`);
  }

  /** A computed text goes into the output, or into an input that nobody stands in. */
  write(cell, text) {
    const output = cell?.querySelector("output");
    const field = control(cell);
    if (output) output.textContent = text;
    else if (field && field !== document.activeElement) field.value = text;
  }

  refuse(cell, text) {
    const field = control(cell);
    if (!field) return;
    cell.querySelector(".field-error")?.remove();
    if (!text) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
      return;
    }
    const id = freshId("error");
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id);
    cell.append(make("p", { class: "field-error", id }, text));
  }
}

/** 3 for the row "n3", 0 for one that the server had. */
function newNumber(key) {
  return Number(key.match(/^n(\d+)$/)?.[1] || 0);
}

customElements.define("keta-lines", Lines);
