/** <keta-menu>: a button and the box that drops under it. Arrow keys, Home, End, first letters; Escape gives focus back. */
import { float } from "./floating.js";

class Menu extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button, a");
    this.box = this.querySelector("[popover]");
    if (this.isReady || !this.box) return;
    this.isReady = true;
    this.button.addEventListener("click", () => this.toggle());
    this.button.addEventListener("pointerdown", () => (this.wasOpen = this.isOpen));
    this.button.addEventListener("keydown", (event) => this.openByKey(event));
    this.box.addEventListener("toggle", (event) => this.follow(event.newState === "open"));
    this.box.addEventListener("keydown", (event) => this.walk(event));
    this.box.addEventListener("click", (event) => {
      if (event.target.closest('[role="menuitem"]:not([aria-disabled])')) this.close();
    });
  }

  disconnectedCallback() {
    this.stop?.();
  }

  get isOpen() {
    return this.box.matches(":popover-open");
  }

  get items() {
    return [...this.box.querySelectorAll('[role^="menuitem"]')].filter((item) => item.offsetParent !== null);
  }

  toggle() {
    // A press on the button has already dismissed the open box; it must not open again.
    if (this.isOpen || this.wasOpen) this.close();
    else this.open();
    this.wasOpen = false;
  }

  open() {
    if (this.isOpen) return;
    this.box.showPopover();
    this.items[0]?.focus();
  }

  close() {
    if (this.isOpen) this.box.hidePopover();
  }

  follow(isOpen) {
    this.button.setAttribute("aria-expanded", String(isOpen));
    this.stop?.();
    if (!isOpen) return;
    this.stop = float(this.box, this.button);
    if (this.box.dataset.load) window.htmx.ajax("GET", this.box.dataset.load, { target: this.box, swap: "innerHTML" });
    this.box.querySelector("[autofocus]")?.focus();
  }

  openByKey(event) {
    if (event.key !== "ArrowDown" || this.box.getAttribute("role") !== "menu") return;
    event.preventDefault();
    this.open();
  }

  walk(event) {
    const items = this.items;
    const at = items.indexOf(document.activeElement);
    if (!items.length || at < 0) return;
    const next = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined) return this.jump(event, items, at);
    event.preventDefault();
    event.stopPropagation();
    items[next].focus();
  }

  jump(event, items, at) {
    if (event.key === "Tab") this.close();
    if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey) return;
    const letter = event.key.toLowerCase();
    const order = [...items.slice(at + 1), ...items.slice(0, at + 1)];
    order.find((item) => item.textContent.trim().toLowerCase().startsWith(letter))?.focus();
    event.stopPropagation();
  }
}

customElements.define("keta-menu", Menu);
