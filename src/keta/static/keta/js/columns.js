/** <keta-columns parameter save-url target>: which columns, in which order; by dragging or with the arrows beside each. Without
 * `parameter` the order is only kept, and the page comes anew. */
import { assets, goWith, library } from "./page.js";
import { post } from "./network.js";
import { toast } from "./toasts.js";

class Columns extends HTMLElement {
  connectedCallback() {
    if (this.items) return;
    this.items = this.querySelector("ol");
    this.addEventListener("click", (event) => this.click(event));
    library(assets.sortable).then(() => window.Sortable.create(this.items, { animation: 120, handle: "[data-drag], label" }));
  }

  get keys() {
    return [...this.items.querySelectorAll("input:checked")].map((box) => box.value);
  }

  click({ target }) {
    const item = target.closest("li");
    if (target.closest("[data-up]")) this.move(item, item.previousElementSibling, "before", target);
    if (target.closest("[data-down]")) this.move(item, item.nextElementSibling, "after", target);
    if (target.closest("[data-apply]")) this.save(this.keys.join(","));
    if (target.closest("[data-reset]")) this.save("");
  }

  move(item, other, side, target) {
    other?.[side](item);
    target.closest("button").focus();
  }

  async save(keys) {
    const url = this.getAttribute("save-url");
    const parameter = this.getAttribute("parameter");
    if (url) await post(url, { [parameter || "keys"]: keys }).catch((refusal) => toast({ text: refusal.message, meaning: "warning" }));
    if (!parameter) return location.reload();
    goWith({ [parameter]: keys || null }, this.getAttribute("target") || "");
  }
}

customElements.define("keta-columns", Columns);
