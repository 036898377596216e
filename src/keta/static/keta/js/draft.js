/**
 * <keta-draft key version>: keeps what was typed in the form inside it on this device until it is saved, offers it again after
 * a lost session, and asks before one leaves with changes. A draft of an older version of the record is not put back unasked.
 */
import { icon, make, pause, say } from "./page.js";

const DAYS = 7 * 86400 * 1000;

class Draft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (this.place || !this.form) return;
    this.place = `keta.draft.${this.getAttribute("key")}`;
    this.note = this.form.querySelector("[data-draft-note]");
    // What a refused form holds was typed and is not stored: it differs from every stored state.
    this.before = this.hasAttribute("refused") ? "" : this.snapshot();
    this.keep = pause(400, () => this.write());
    this.form.addEventListener("input", () => this.keep());
    this.form.addEventListener("change", () => this.keep());
    this.form.addEventListener("submit", () => (this.write(), (this.isSaving = true)));
    this.warn = (event) => !this.isSaving && this.isChanged && event.preventDefault();
    this.forget = (event) => event.detail?.key === this.getAttribute("key") && this.clear();
    addEventListener("beforeunload", this.warn);
    document.addEventListener("keta:saved", this.forget);
    document.addEventListener("htmx:afterRequest", (this.settled = (event) => this.form.contains(event.detail.elt) && (this.isSaving = false)));
    if (this.before) this.offer();
  }

  disconnectedCallback() {
    removeEventListener("beforeunload", this.warn);
    document.removeEventListener("keta:saved", this.forget);
    document.removeEventListener("htmx:afterRequest", this.settled);
  }

  get isChanged() {
    return this.snapshot() !== this.before;
  }

  /** What the form would send, without files and the token. */
  snapshot() {
    const pairs = [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
    const labels = {};
    for (const option of this.form.querySelectorAll("keta-chooser option:checked")) if (option.value) labels[option.value] = option.label;
    return JSON.stringify({ pairs, labels });
  }

  write() {
    if (!this.isChanged) return this.clear();
    const text = JSON.stringify({ version: this.getAttribute("version"), at: Date.now(), form: this.snapshot() });
    try {
      localStorage.setItem(this.place, text);
    } catch {
      return; // The device is full or forbids keeping: the page still asks before one leaves.
    }
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    if (this.note) this.note.textContent = say("draft_kept", { time });
  }

  clear() {
    localStorage.removeItem(this.place);
    if (this.note) this.note.textContent = "";
  }

  offer() {
    const kept = JSON.parse(localStorage.getItem(this.place) || "null");
    const isFresh = kept && Date.now() - kept.at < DAYS && kept.version === this.getAttribute("version");
    if (!isFresh || kept.form === this.before) return;
    this.restore(JSON.parse(kept.form));
    const discard = make("button", { type: "button", class: "button button-small", onclick: () => { this.clear(); this.isSaving = true; location.reload(); } }, make("span", {}, say("draft_discard")));
    this.form.prepend(make("div", { class: "notice notice-information", role: "status" }, icon("restore", ""), make("div", {}, make("p", {}, say("draft_restored")), make("div", { class: "row" }, discard))));
  }

  restore({ pairs, labels }) {
    const values = new Map();
    for (const [name, value] of pairs) values.set(name, [...(values.get(name) || []), value]);
    this.addLines(values);
    for (const field of this.form.elements) {
      if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken") continue;
      put(field, values.get(field.name) || [], labels);
    }
    this.form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Line grids grow until they have every row of the draft. */
  addLines(values) {
    for (const grid of this.form.querySelectorAll("keta-lines")) {
      const prefix = `${grid.getAttribute("prefix")}-`;
      const keys = [...values.keys()].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length).split("-")[0]);
      const needed = new Set(keys.filter((key) => /^n\d+$/.test(key)));
      customElements.whenDefined("keta-lines").then(() => {
        for (const key of needed) if (!grid.querySelector(`tr[data-row="${key}"]`)) grid.add(key);
        for (const field of grid.querySelectorAll("[name]")) put(field, values.get(field.name) || [], {});
      });
    }
  }
}

function put(field, values, labels) {
  if (field.matches("[type=checkbox], [type=radio]")) field.checked = values.includes(field.value);
  else if (field.matches("select")) putOptions(field, values, labels);
  else if (field.type !== "hidden" && values.length) {
    field.value = values[0];
    field.dispatchEvent(new Event("keta:restored"));
  }
}

function putOptions(select, values, labels) {
  for (const value of values) {
    if (value && ![...select.options].some((option) => option.value === value)) select.add(new Option(labels[value] || value, value));
  }
  for (const option of select.options) option.selected = values.includes(option.value);
  select.dispatchEvent(new Event("change"));
}

customElements.define("keta-draft", Draft);
