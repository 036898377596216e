/** <keta-palette>: Ctrl-K. Finds records on the server, goes to modules, creates; the same box is the search of the phone. */
import { freshId, icon, make, pause, say } from "./page.js";
import { get, withQuery } from "./network.js";
import { KeyedList, highlighted } from "./keyed-list.js";

class Palette extends HTMLElement {
  connectedCallback() {
    document.addEventListener("click", (event) => {
      const opener = event.target.closest("[data-palette]");
      if (opener) this.open(opener.dataset.palette);
    });
    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      if (this.dialog?.open) this.dialog.close();
      else this.open();
    });
  }

  build() {
    const listId = freshId("palette");
    this.input = make("input", { type: "text", enterkeyhint: "search", role: "combobox", "aria-expanded": "true", "aria-controls": listId, "aria-autocomplete": "list",
      "aria-label": say("search"), placeholder: say("search_hint"), autocomplete: "off", spellcheck: "false" });
    this.results = make("div", { class: "palette-results", id: listId, role: "listbox", "aria-label": say("search") });
    const foot = make("div", { class: "palette-foot only-desk", "aria-hidden": "true" },
      make("span", {}, make("kbd", {}, "↑"), make("kbd", {}, "↓"), ` ${say("select")}`), make("span", {}, make("kbd", {}, "Enter"), ` ${say("open")}`));
    const close = make("button", { type: "button", class: "button button-quiet button-icon button-small", "aria-label": say("close"), onclick: () => this.dialog.close() }, icon("x"));
    this.dialog = make("dialog", { class: "dialog palette", "aria-label": say("search") },
      make("div", { class: "palette-find" }, icon("search", ""), this.input, close), this.results, foot);
    this.append(this.dialog);
    this.list = new KeyedList(this.input, this.results, (option, event) => this.go(option, event));
    this.input.addEventListener("input", () => this.search());
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("close", () => this.request?.abort());
    this.ask = pause(120, (text) => this.fetchRecords(text));
  }

  open(kind = "") {
    if (!this.dialog) this.build();
    this.kind = kind;
    this.input.value = "";
    this.dialog.showModal();
    this.input.focus();
    this.search();
  }

  /** What the page itself knows: creations and modules, by word, pinyin or initials. */
  localGroups(text) {
    const match = (node) => `${node.textContent} ${node.dataset.keywords || node.dataset.create || ""}`.toLowerCase().includes(text.toLowerCase());
    const items = (selector, name) => [...document.querySelectorAll(selector)].filter(match).map((link) => ({
      label: link.querySelector("span").textContent, url: link.href, icon: link.querySelector("use")?.getAttribute("href").split("#")[1] || name }));
    const creations = { label: say("create"), items: items("[data-create]", "plus") };
    if (this.kind === "create") return [creations];
    return [{ label: say("go_to"), items: items("a[data-go]", "arrow-right") }, creations];
  }

  search() {
    const text = this.input.value.trim();
    this.request?.abort();
    this.show(text, []);
    if (this.getAttribute("search-url") && this.kind !== "create") this.ask(text);
  }

  async fetchRecords(text) {
    if (!this.dialog.open || text !== this.input.value.trim()) return;
    this.request = new AbortController();
    try {
      const answer = await get(withQuery(this.getAttribute("search-url"), { q: text }), this.request.signal);
      this.show(text, answer.groups, true);
    } catch (refusal) {
      if (refusal.name !== "AbortError") this.results.prepend(make("p", { class: "option-note is-danger", role: "alert" }, refusal.message));
    }
  }

  show(text, records, isComplete = false) {
    const local = this.localGroups(text);
    const groups = (text ? [...records, ...local] : [...records, ...local]).filter((group) => group.items.length);
    this.list.show(groups.map((group) => ({ label: group.label, options: group.items.map((item) => this.option(item, text)) })));
    if (!groups.length && (isComplete || !this.getAttribute("search-url"))) {
      this.results.append(make("p", { class: "option-note" }, say("none_found", { text })));
    }
  }

  option(item, text) {
    const words = make("span", { class: "option-text" }, highlighted(item.label, text), item.detail ? make("small", {}, item.detail) : null);
    return make("div", { class: "option", "data-url": item.url }, icon(item.icon || "file-text", ""), words);
  }

  go(option, event) {
    this.dialog.close();
    if (event.ctrlKey || event.metaKey) window.open(option.dataset.url, "_blank", "noopener");
    else location.assign(option.dataset.url);
  }
}

customElements.define("keta-palette", Palette);
