/**
 * <keta-filters parameter target>: builds a tree {"all"|"any": [{field, operator, value} or tree]} from a JSON description of
 * fields and operators, and writes it into the address bar. What a value looks like is said by the description alone.
 */
import { goWith, icon, make, say } from "./page.js";
import "./chooser.js";

class Filters extends HTMLElement {
  connectedCallback() {
    if (this.fields) return;
    const description = JSON.parse(this.querySelector("[data-description]").textContent);
    this.fields = new Map(description.fields.map((field) => [field.name, field]));
    this.labels = description.labels || {};
    this.tree = JSON.parse(this.querySelector("[data-tree]").textContent);
    this.place = this.querySelector("[data-conditions]");
    this.addEventListener("click", (event) => this.click(event));
    this.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches("input:not([role=combobox])")) (event.preventDefault(), this.apply());
    });
    this.show();
  }

  click(event) {
    const verbs = { "[data-add-condition]": () => this.add(this.tree, this.blank()), "[data-add-group]": () => this.add(this.tree, this.blankGroup()),
      "[data-clear]": () => this.go(null), "[data-apply]": () => this.apply() };
    for (const [selector, run] of Object.entries(verbs)) if (event.target.closest(selector)) run();
  }

  apply() {
    const tree = this.trimmed(this.tree);
    this.go(tree ? JSON.stringify(tree) : null);
  }

  /** The tree without conditions that have no value yet; null when nothing is left. */
  trimmed(tree) {
    const key = kind(tree);
    const nodes = tree[key].map((node) => (node.field ? this.isFull(node) && node : this.trimmed(node))).filter(Boolean);
    return nodes.length ? { [key]: nodes } : null;
  }

  isFull({ field, operator, value }) {
    const { takes } = this.fields.get(field).operators.find(({ name }) => name === operator);
    return takes === "none" || [].concat(value).some((part) => part !== "");
  }

  go(text) {
    // Single filters of the address (filter[name][contains]=…) stand in the tree by now.
    const single = [...new URLSearchParams(location.search).keys()].filter((name) => name.startsWith("filter["));
    const dropped = Object.fromEntries(single.map((name) => [name, null]));
    return goWith({ ...dropped, [this.getAttribute("parameter")]: text }, this.getAttribute("target") || "");
  }

  blank() {
    const [field] = this.fields.values();
    return { field: field.name, operator: field.operators[0].name, value: "" };
  }

  blankGroup() {
    const outer = "all" in this.tree ? "any" : "all";
    return { [outer]: [this.blank()] };
  }

  add(tree, node) {
    tree[kind(tree)].push(node);
    this.show();
    [...this.querySelectorAll(".condition")].at(-1)?.querySelector("select")?.focus();
  }

  show() {
    if (!this.tree[kind(this.tree)].length) this.tree[kind(this.tree)].push(this.blank());
    this.place.replaceChildren(this.group(this.tree));
  }

  group(tree) {
    const nodes = tree[kind(tree)].map((node, at) => (node.field ? this.condition(tree, node, at) : this.inner(tree, node, at)));
    return make("div", { class: "conditions", role: "group", "aria-label": say(kind(tree)) }, ...nodes);
  }

  inner(tree, node, at) {
    const more = make("button", { type: "button", class: "button button-quiet button-small", onclick: () => this.add(node, this.blank()) }, icon("plus"), make("span", {}, say("condition")));
    const group = this.group(node);
    group.append(make("div", {}, more));
    return make("div", { class: "condition-group" }, this.joint(tree, at), group);
  }

  /** "where" before the first, then the word that joins; the second one switches between and / or. */
  joint(tree, at) {
    if (at === 0) return make("span", { class: "condition-word" }, say("filters_where"));
    if (at > 1) return make("span", { class: "condition-word" }, say(kind(tree) === "all" ? "filters_and" : "filters_or"));
    const select = make("select", { class: "input condition-joint", "aria-label": `${say("filters_and")} / ${say("filters_or")}` }, new Option(say("filters_and"), "all"), new Option(say("filters_or"), "any"));
    select.value = kind(tree);
    select.addEventListener("change", () => {
      const nodes = tree[kind(tree)];
      delete tree[kind(tree)];
      tree[select.value] = nodes;
      this.show();
    });
    return select;
  }

  condition(tree, node, at) {
    const field = this.fields.get(node.field) || this.fields.values().next().value;
    const operator = field.operators.find(({ name }) => name === node.operator) || field.operators[0];
    const fields = choice(say("field"), [...this.fields.values()], field.name, (name) => {
      const next = this.fields.get(name);
      Object.assign(node, { field: name, operator: next.operators[0].name, value: "" });
      this.show();
    });
    const operators = choice(say("operator"), field.operators, operator.name, (name) => {
      Object.assign(node, { operator: name, value: "" });
      this.show();
    });
    const remove = make("button", { type: "button", class: "button button-quiet button-icon button-small", "aria-label": `${say("remove")} ${field.label}`, onclick: () => {
      tree[kind(tree)].splice(at, 1);
      dropEmpty(this.tree);
      this.show();
    } }, icon("x"));
    return make("div", { class: "condition" }, this.joint(tree, at), fields, operators, this.value(field, operator, node), remove);
  }

  value(field, operator, node) {
    const box = make("div", { class: "condition-value" });
    const set = (value) => (node.value = value);
    if (operator.takes === "none") set("");
    else if (operator.takes === "two") box.append(...this.range(field, node, set));
    else if (operator.options || field.options || field.url) box.append(this.choices(field, operator, node, set));
    else box.append(plain(field, node.value, set, say("value")));
    return box;
  }

  range(field, node, set) {
    const pair = Array.isArray(node.value) ? node.value : ["", ""];
    set(pair);
    const part = (at, label) => plain(field, pair[at], (value) => (pair[at] = value), label);
    return [part(0, say("value_from")), make("span", { class: "muted" }, "–"), part(1, say("value_to"))];
  }

  choices(field, operator, node, set) {
    const isMany = operator.takes === "many";
    const chosen = new Set([].concat(node.value || []));
    const known = operator.options || field.options || [...chosen].map((value) => ({ value, label: this.labels[value] || value }));
    const select = make("select", { class: "input", "aria-label": `${field.label}: ${say("value")}`, multiple: isMany }, isMany ? null : new Option("", ""));
    for (const { value, label } of known) select.add(new Option(label, value, false, chosen.has(String(value))));
    select.addEventListener("change", () => {
      for (const option of select.selectedOptions) this.labels[option.value] = option.label;
      set(isMany ? [...select.selectedOptions].map((option) => option.value) : select.value);
    });
    if (!isMany && !field.url) return select;
    return make("keta-chooser", { url: operator.options ? null : field.url }, select);
  }
}

function kind(tree) {
  return "any" in tree ? "any" : "all";
}

function choice(label, options, value, change) {
  const select = make("select", { class: "input", "aria-label": label });
  for (const option of options) select.add(new Option(option.label, option.name));
  select.value = value;
  select.addEventListener("change", () => change(select.value));
  return select;
}

function plain(field, value, set, label) {
  const type = { date: "date", month: "month", moment: "date" }[field.input] || "text";
  const input = make("input", { type, class: "input", value: value ?? "", "aria-label": `${field.label}: ${label}`, inputmode: field.input === "number" ? "decimal" : null, autocomplete: "off" });
  input.addEventListener("input", () => set(input.value));
  return input;
}

function dropEmpty(tree) {
  const key = kind(tree);
  tree[key] = tree[key].filter((node) => node.field || (dropEmpty(node), node[kind(node)].length));
}

customElements.define("keta-filters", Filters);
