/** <keta-neighbours url kind>: the ways to the records before and after this one, where this window came from a list of the kind. */
import { listBehind } from "./came-from.js";

class Neighbours extends HTMLElement {
  connectedCallback() {
    const query = listBehind(this.getAttribute("kind"));
    if (query === null || this.hasAttribute("asked")) return;
    this.toggleAttribute("asked", true);
    const url = this.getAttribute("url") + query;
    window.htmx.ajax("GET", url, { target: this, swap: "innerHTML" });
  }
}

customElements.define("keta-neighbours", Neighbours);
