/** A list of options that an input steers: ARIA combobox with the focus staying in the input. For chooser and palette. */
import { freshId, make } from "./page.js";

/** `text` with the typed part marked. */
export function highlighted(text, part) {
  const holder = make("span", {});
  const at = part ? text.toLowerCase().indexOf(part.toLowerCase()) : -1;
  if (at < 0) return (holder.append(text), holder);
  const end = at + part.length;
  holder.append(text.slice(0, at), make("mark", {}, text.slice(at, end)), text.slice(end));
  return holder;
}

export class KeyedList {
  /** `choose(option, event)` runs on Enter and on a press. */
  constructor(input, box, choose) {
    Object.assign(this, { input, box, choose, options: [], at: -1 });
    box.addEventListener("pointerdown", (event) => event.preventDefault());
    box.addEventListener("click", (event) => {
      const option = event.target.closest(".option");
      if (option) choose(option, event);
    });
    box.addEventListener("pointermove", (event) => {
      const at = this.options.indexOf(event.target.closest(".option"));
      if (at >= 0 && at !== this.at) this.mark(at, false);
    });
    input.addEventListener("keydown", (event) => this.step(event));
  }

  /** Shows groups [{label, options: [node]}] and marks the first option, or none with `marksFirst` false. */
  show(groups, marksFirst = true) {
    this.options = groups.flatMap((group) => group.options);
    for (const option of this.options) {
      option.id ||= freshId("option");
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
    }
    this.box.replaceChildren(...groups.map((group) => this.group(group)));
    this.mark(marksFirst && this.options.length ? 0 : -1);
  }

  group({ label, options }) {
    if (!label) return make("div", { role: "presentation" }, ...options);
    return make("div", { role: "group", "aria-label": label }, make("div", { class: "option-group", "aria-hidden": "true" }, label), ...options);
  }

  mark(at, scrolls = true) {
    this.options[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const option = this.options[at];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", option.id);
    if (scrolls) option.scrollIntoView({ block: "nearest" });
  }

  step(event) {
    if (event.isComposing || !this.options.length || this.box.offsetParent === null && !this.box.matches(":popover-open")) return;
    const count = this.options.length;
    const next = { ArrowDown: (this.at + 1) % count, ArrowUp: (this.at - 1 + count) % count, PageDown: Math.min(count - 1, this.at + 8), PageUp: Math.max(0, this.at - 8) }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      this.mark(next);
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      event.stopPropagation();
      this.choose(this.options[this.at], event);
    }
  }
}
