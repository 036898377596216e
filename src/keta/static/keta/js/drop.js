/** <keta-drop limit>: shows what a file input holds; files may be dropped on it or pasted while it has focus. */
import { icon, make, say } from "./page.js";
import { toast } from "./toasts.js";

class Drop extends HTMLElement {
  connectedCallback() {
    if (this.input) return;
    this.input = this.querySelector('input[type="file"]');
    this.list = this.querySelector(".drop-files");
    this.input.addEventListener("change", () => this.take([...this.input.files]));
    this.addEventListener("dragover", (event) => (event.preventDefault(), this.classList.add("is-over")));
    this.addEventListener("dragleave", () => this.classList.remove("is-over"));
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.classList.remove("is-over");
      this.take([...this.kept, ...event.dataTransfer.files]);
    });
    this.addEventListener("paste", (event) => event.clipboardData.files.length && this.take([...this.kept, ...event.clipboardData.files]));
  }

  get kept() {
    return this.input.multiple ? [...this.input.files] : [];
  }

  take(files) {
    const limit = Number(this.getAttribute("limit")) || Infinity;
    const fits = files.filter((file) => file.size <= limit);
    for (const file of files.filter((one) => !fits.includes(one))) toast({ text: say("file_too_large", { name: file.name }), meaning: "danger" });
    const basket = new DataTransfer();
    for (const file of this.input.multiple ? fits : fits.slice(-1)) basket.items.add(file);
    this.input.files = basket.files;
    this.show();
  }

  show() {
    this.list.querySelectorAll("[data-new]").forEach((node) => node.remove());
    for (const file of this.input.files) {
      const remove = make("button", { type: "button", class: "button button-quiet button-icon button-small push", "aria-label": `${say("remove")} ${file.name}`,
        onclick: () => this.take([...this.input.files].filter((one) => one !== file)) }, icon("x"));
      this.list.append(make("li", { class: "row", "data-new": true }, icon("paperclip"), make("span", {}, file.name), make("span", { class: "muted small" }, size(file.size)), remove));
    }
  }
}

function size(bytes) {
  const unit = bytes < 1e6 ? ["kilobyte", 1e3] : ["megabyte", 1e6];
  return new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: unit[0], maximumFractionDigits: 1 }).format(bytes / unit[1]);
}

customElements.define("keta-drop", Drop);
