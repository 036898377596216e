/**
 * <keta-kanban>: a card moves at once, the server is asked, and a refusal puts it back and says why. By keyboard: Space picks
 * a card up, arrow keys carry it, Space puts it down, Escape takes it back. Counts and sums come from the server alone.
 */
import { announce, assets, library, say } from "./page.js";
import { post } from "./network.js";
import { toast } from "./toasts.js";

class Kanban extends HTMLElement {
  connectedCallback() {
    if (this.isReady) return;
    this.isReady = true;
    this.addEventListener("keydown", (event) => this.press(event));
    this.addEventListener("focusout", (event) => this.held && !this.isCarrying && event.target === this.held.card && this.drop());
    library(assets.sortable).then(() => this.columns.forEach((column) => this.allowDragging(column)));
  }

  get columns() {
    return [...this.querySelectorAll("[data-kanban-column]")];
  }

  get openColumns() {
    return this.columns.filter((column) => column.dataset.locked === undefined);
  }

  allowDragging(column) {
    window.Sortable.create(column, {
      group: { name: "cards", put: column.dataset.locked === undefined }, draggable: "[data-move-url]", animation: 120, ghostClass: "kanban-ghost",
      delay: 180, delayOnTouchOnly: true,
      onStart: ({ item }) => (this.from = placeOf(item)),
      onEnd: ({ item }) => this.send(item, this.from),
    });
  }

  /* Keyboard */

  press(event) {
    const card = event.target.closest("[data-card-key]");
    if (!card || event.target !== card) return;
    const verbs = this.held
      ? { " ": () => this.drop(), Enter: () => this.drop(), Escape: () => this.giveUp(), ArrowLeft: () => this.carry(-1), ArrowRight: () => this.carry(1), ArrowUp: () => this.shift(-1), ArrowDown: () => this.shift(1) }
      : { " ": () => this.pickUp(card), Enter: () => card.querySelector("a").click(), ArrowDown: () => focusCard(card.nextElementSibling), ArrowUp: () => focusCard(card.previousElementSibling), ArrowLeft: () => this.step(card, -1), ArrowRight: () => this.step(card, 1) };
    if (!verbs[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    verbs[event.key]();
  }

  step(card, direction) {
    const columns = this.columns;
    for (let at = columns.indexOf(card.parentElement) + direction; columns[at]; at += direction) {
      if (focusCard(columns[at].querySelector("[data-card-key]"))) return;
    }
  }

  pickUp(card) {
    if (!card.dataset.moveUrl) return;
    this.held = { card, from: placeOf(card) };
    card.classList.add("is-held");
    announce(say("card_held", { card: nameOf(card) }));
  }

  carry(direction) {
    const columns = this.openColumns;
    const target = columns[columns.indexOf(this.held.card.parentElement) + direction];
    if (target) this.put(target, target.querySelector("[data-card-key]"));
  }

  shift(direction) {
    const { card } = this.held;
    const other = direction < 0 ? card.previousElementSibling : card.nextElementSibling;
    if (other?.dataset.cardKey) this.put(card.parentElement, direction < 0 ? other : other.nextElementSibling);
  }

  put(column, before) {
    const { card } = this.held;
    this.isCarrying = true;
    column.insertBefore(card, before);
    card.focus();
    this.isCarrying = false;
    const cards = [...column.querySelectorAll("[data-card-key]")];
    announce(say("cards_moved", { card: nameOf(card), column: column.dataset.label, place: cards.indexOf(card) + 1, count: cards.length }));
  }

  drop() {
    const { card, from } = this.release();
    this.send(card, from);
  }

  giveUp() {
    const { card, from } = this.release();
    putBack(card, from);
    card.focus();
    announce(say("card_back", { card: nameOf(card), column: from.column.dataset.label }));
  }

  release() {
    const { held } = this;
    this.held = null;
    held.card.classList.remove("is-held");
    return held;
  }

  /* Server */

  async send(card, from) {
    const column = card.parentElement;
    if (column === from.column && card.nextElementSibling === from.before) return;
    card.classList.add("is-moving");
    try {
      const answer = await post(card.dataset.moveUrl, { column: column.dataset.kanbanColumn, before: card.nextElementSibling?.dataset.cardKey || "" });
      if (answer.dialog) return this.askMore(card, from, answer.dialog);
      this.showSums(answer.columns || {});
      announce(say("card_dropped", { card: nameOf(card), column: column.dataset.label }));
    } catch (refusal) {
      putBack(card, from);
      toast({ text: say("move_refused", { reason: refusal.message }), meaning: "danger" });
    } finally {
      card.classList.remove("is-moving");
    }
  }

  /** The move needs inputs (why was it lost?): the card waits where it was while the dialog asks. */
  askMore(card, from, url) {
    putBack(card, from);
    window.htmx.ajax("GET", url, { target: "#dialogs", swap: "innerHTML" });
  }

  showSums(columns) {
    for (const [key, { count, sum }] of Object.entries(columns)) {
      this.querySelector(`[data-count="${CSS.escape(key)}"]`)?.replaceChildren(String(count));
      this.querySelector(`[data-sum="${CSS.escape(key)}"]`)?.replaceChildren(sum || "");
    }
  }
}

function placeOf(card) {
  return { column: card.parentElement, before: card.nextElementSibling };
}

function putBack(card, { column, before }) {
  column.insertBefore(card, before?.parentElement === column ? before : null);
}

function nameOf(card) {
  return card.getAttribute("aria-label");
}

function focusCard(card) {
  card?.focus?.();
  return Boolean(card);
}

customElements.define("keta-kanban", Kanban);
