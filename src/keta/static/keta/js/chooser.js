/**
 * <keta-chooser url create-url may-add placeholder>: a combobox over the <select> inside it, which keeps name and value.
 * With `url` it asks the server: GET ?q= answers {items: [{value, label, detail, group}]}; an empty q brings the recent ones.
 * `create-url` opens a dialog; the event keta:created {url, value, label} brings the new record back.
 */
import { freshId, icon, make, pause, say } from "./page.js";
import { get, withQuery } from "./network.js";
import { float } from "./floating.js";
import { KeyedList, highlighted } from "./keyed-list.js";

class Chooser extends HTMLElement {
  connectedCallback() {
    this.select = this.querySelector("select");
    if (this.input || !this.select) return;
    this.build();
    this.listen();
    this.show();
  }

  disconnectedCallback() {
    this.stop?.();
    document.removeEventListener("keta:created", this.onCreated);
  }

  get isMultiple() {
    return this.select.multiple;
  }

  get chosen() {
    return [...this.select.selectedOptions].filter((option) => option.value);
  }

  get isOpen() {
    return this.box.matches(":popover-open");
  }

  build() {
    const listId = freshId("choices");
    const label = this.select.getAttribute("aria-label") || this.select.labels[0]?.textContent.replace("*", "").trim();
    this.input = make("input", { type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list",
      "aria-haspopup": "listbox", autocomplete: "off", spellcheck: "false", disabled: this.select.disabled });
    for (const name of ["aria-describedby", "aria-invalid", "aria-required", "aria-label"]) {
      if (this.select.hasAttribute(name)) this.input.setAttribute(name, this.select.getAttribute(name));
    }
    const hadFocus = document.activeElement === this.select;
    this.input.id = this.select.id;
    this.select.id = freshId("value");
    this.box = make("div", { class: "popover", popover: "manual", id: listId, role: "listbox", "aria-label": label || say("choose"), "aria-multiselectable": this.isMultiple || null });
    this.clear = make("button", { type: "button", class: "chooser-clear", tabindex: "-1", "aria-label": `${say("remove")} ${label || ""}`, onclick: () => this.empty() }, icon("x"));
    this.frame = make("div", { class: "chooser" }, this.input, this.clear);
    this.select.classList.add("is-replaced");
    this.select.tabIndex = -1;
    this.select.setAttribute("aria-hidden", "true");
    this.append(this.frame, this.box);
    if (hadFocus) this.input.focus();
    this.list = new KeyedList(this.input, this.box, (option) => this.take(option));
  }

  listen() {
    this.ask = pause(140, () => this.search());
    this.input.addEventListener("input", () => ((this.isAsking = true), this.open(), this.ask()));
    this.input.addEventListener("focus", () => this.input.select());
    this.input.addEventListener("click", () => this.browse());
    this.input.addEventListener("blur", () => this.leave());
    this.input.addEventListener("keydown", (event) => this.press(event), true);
    this.frame.addEventListener("pointerdown", (event) => {
      if (event.target === this.frame) (event.preventDefault(), this.input.focus());
    });
    this.select.addEventListener("change", () => this.show());
    this.onCreated = (event) => this.isCreating && event.detail?.value && this.welcome(event.detail);
    document.addEventListener("keta:created", this.onCreated);
  }

  /** Brings the visible part in line with the select. */
  show() {
    this.frame.querySelectorAll(".chooser-value").forEach((node) => node.remove());
    const chosen = this.chosen;
    this.clear.hidden = this.isMultiple || !chosen.length || this.select.disabled;
    this.input.placeholder = chosen.length ? "" : this.getAttribute("placeholder") || say("choose");
    if (!this.isMultiple) {
      this.input.value = chosen[0]?.label || "";
      return;
    }
    this.input.value = "";
    for (const option of chosen) this.frame.insertBefore(this.valueNode(option), this.input);
  }

  valueNode(option) {
    const remove = make("button", { type: "button", class: "chooser-clear", "aria-label": `${say("remove")} ${option.label}`, onclick: () => {
      option.selected = false;
      this.changed();
      this.input.focus();
    } }, icon("x"));
    return make("span", { class: "chooser-value" }, make("span", {}, option.label), remove);
  }

  browse() {
    if (this.isOpen || this.select.disabled) return;
    this.open();
    this.search("");
  }

  open() {
    if (this.isOpen) return;
    this.box.showPopover();
    this.input.setAttribute("aria-expanded", "true");
    this.stop = float(this.box, this.frame, { matchesWidth: true });
  }

  close() {
    if (!this.isOpen) return;
    this.box.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.stop?.();
    this.request?.abort();
  }

  press(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && !this.isOpen && (event.altKey || !this.closest("keta-lines"))) {
      event.preventDefault();
      this.browse();
    } else if (event.key === "Enter" && this.isOpen && this.isAsking) {
      // Typed faster than found: the first that is found for these words is meant, not what is still shown.
      event.preventDefault();
      event.stopImmediatePropagation();
      this.takesFirst = true;
    } else if (event.key === "Tab" && this.isAsking) {
      this.resolve(this.input.value.trim());
    } else if (event.key === "Escape" && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
      this.show();
    } else if (event.key === "Backspace" && this.isMultiple && !this.input.value && this.chosen.length) {
      this.chosen.at(-1).selected = false;
      this.changed();
    } else if (event.key === "Tab" && this.isOpen && this.input.value && this.list.at >= 0 && this.wasTyped) {
      this.take(this.list.options[this.list.at], false);
    }
  }

  /** Left without a choice: an emptied input empties the value, anything else gives the old words back. */
  leave() {
    const isEmptied = !this.isMultiple && !this.input.value.trim() && this.chosen.length && !this.select.disabled;
    this.close();
    if (isEmptied) this.empty(false);
    else this.show();
    this.wasTyped = this.isAsking = this.takesFirst = false;
  }

  empty(focuses = true) {
    for (const option of this.chosen) option.selected = false;
    this.select.value = "";
    this.changed();
    if (focuses) this.input.focus();
  }

  async search(text = this.input.value.trim()) {
    this.wasTyped = text !== "";
    this.request?.abort();
    const items = await this.find(text).catch((refusal) => this.fail(refusal));
    const isOvertaken = this.isAsking && text !== this.input.value.trim();
    if (!items || !this.isOpen || isOvertaken) return;
    this.isAsking = false;
    const taken = new Set(this.isMultiple ? this.chosen.map((option) => option.value) : []);
    const groups = new Map();
    for (const item of items.filter(({ value }) => !taken.has(value))) {
      const options = groups.get(item.group || "") || [];
      groups.set(item.group || "", [...options, this.optionNode(item, text)]);
    }
    const shown = [...groups].map(([label, options]) => ({ label, options }));
    const extra = this.extraNode(text, items);
    if (extra) shown.push({ label: "", options: [extra] });
    this.list.show(shown, this.wasTyped);
    if (this.takesFirst && this.list.options.length) this.take(this.list.options[0]);
    this.takesFirst = false;
    if (!shown.length) this.box.append(make("p", { class: "option-note" }, text ? say("none_found", { text }) : say("none_yet")));
  }

  async find(text) {
    const url = this.getAttribute("url");
    if (!url) {
      const known = [...this.select.options].filter((option) => option.value && option.label.toLowerCase().includes(text.toLowerCase()));
      return known.map(({ value, label }) => ({ value, label }));
    }
    this.request = new AbortController();
    return (await get(withQuery(url, { q: text }), this.request.signal)).items;
  }

  fail(refusal) {
    if (refusal.name === "AbortError") return null;
    this.list.show([]);
    this.box.replaceChildren(make("p", { class: "option-note is-danger", role: "alert" }, refusal.message));
    return null;
  }

  optionNode(item, text) {
    const words = make("span", { class: "option-text" }, highlighted(item.label, text), item.detail ? make("small", {}, item.detail) : null);
    return make("div", { class: "option", "data-value": item.value, "data-label": item.label }, words);
  }

  extraNode(text, items) {
    if (!text || items.some((item) => item.label === text)) return null;
    if (this.hasAttribute("may-add")) return make("div", { class: "option", "data-value": text, "data-label": text }, icon("plus"), make("span", { class: "option-text" }, say("add", { text })));
    if (!this.getAttribute("create-url")) return null;
    return make("div", { class: "option", "data-create-text": text }, icon("plus"), make("span", { class: "option-text" }, say("create_named", { text })));
  }

  take(option, keepsFocus = true) {
    if (option.dataset.createText) return this.createRecord(option.dataset.createText);
    this.set(option.dataset.value, option.dataset.label);
    this.close();
    if (keepsFocus) this.input.focus();
    if (!this.isMultiple) this.input.setSelectionRange(this.input.value.length, this.input.value.length);
  }

  /** Chooses a value, adding its option to the select where it is not there yet. */
  set(value, label) {
    let option = [...this.select.options].find((known) => known.value === value);
    if (!option) {
      option = new Option(label, value);
      this.select.add(option);
    }
    if (!this.isMultiple) this.select.value = value;
    option.selected = true;
    this.changed();
  }

  changed() {
    this.show();
    this.input.removeAttribute("aria-invalid");
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  createRecord(name) {
    this.isCreating = true;
    this.close();
    this.show();
    window.htmx.ajax("GET", withQuery(this.getAttribute("create-url"), { name }), { target: "#dialogs", swap: "innerHTML" });
  }

  welcome({ value, label }) {
    this.isCreating = false;
    this.set(value, label);
    setTimeout(() => this.input.focus());
  }

  /** For pasted text: chooses the one record it names; false where there is none or more than one. */
  async resolve(text) {
    const items = text ? await this.find(text).catch(() => []) : [];
    const exact = items.filter((item) => item.label === text);
    const found = exact.length === 1 ? exact : items;
    if (found.length === 1) this.set(found[0].value, found[0].label);
    else this.input.setAttribute("aria-invalid", String(text !== ""));
    return found.length === 1;
  }
}

customElements.define("keta-chooser", Chooser);
