/** <keta-rich-text>: a small editor over a textarea that holds HTML; the server sanitises what it is sent. */
import { icon, make, say } from "./page.js";

const verbs = [["bold", "text_bold", "bold"], ["italic", "text_italic", "italic"], ["insertUnorderedList", "text_bullets", "list"], ["insertOrderedList", "text_numbers", "list-numbers"]];
const ALLOWED = "P,BR,B,STRONG,I,EM,UL,OL,LI,A,DIV";

/** Parsed without running anything; tags outside the small set give way to their content. */
function clean(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  body.querySelectorAll("script, style, template").forEach((node) => node.remove());
  for (const node of [...body.querySelectorAll("*")]) {
    const address = node.tagName === "A" && /^(https?:|mailto:|tel:)/i.test(node.getAttribute("href") || "") ? node.getAttribute("href") : null;
    for (const { name } of [...node.attributes]) node.removeAttribute(name);
    if (address) node.setAttribute("href", address);
    if (!ALLOWED.split(",").includes(node.tagName)) node.replaceWith(...node.childNodes);
  }
  return body.innerHTML;
}

class RichText extends HTMLElement {
  connectedCallback() {
    if (this.area) return;
    this.source = this.querySelector("textarea");
    const label = this.source.labels[0];
    this.area = make("div", { class: "input rich-text prose", contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-label": label?.textContent.replace("*", "").trim() || this.source.getAttribute("aria-label"),
      "aria-describedby": this.source.getAttribute("aria-describedby"), "aria-invalid": this.source.getAttribute("aria-invalid") });
    this.area.innerHTML = clean(this.source.value);
    this.area.id = this.source.id;
    this.source.id += "-source";
    label?.addEventListener("click", () => this.area.focus());
    this.source.hidden = true;
    this.append(this.bar(), this.area);
    this.area.addEventListener("input", () => this.keep());
    this.area.addEventListener("paste", (event) => this.paste(event));
    this.source.addEventListener("keta:restored", () => (this.area.innerHTML = clean(this.source.value)));
    document.execCommand("styleWithCSS", false, false);
    document.execCommand("defaultParagraphSeparator", false, "p");
  }

  bar() {
    const buttons = verbs.map(([command, word, picture]) => make("button", { type: "button", class: "button button-quiet button-icon button-small", "aria-label": say(word), title: say(word),
      onpointerdown: (event) => event.preventDefault(), onclick: () => this.run(command) }, icon(picture)));
    return make("div", { class: "row rich-text-bar", role: "toolbar" }, ...buttons);
  }

  run(command) {
    this.area.focus();
    document.execCommand(command);
    this.keep();
  }

  paste(event) {
    event.preventDefault();
    const html = event.clipboardData.getData("text/html");
    if (html) document.execCommand("insertHTML", false, clean(html));
    else document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  }

  keep() {
    this.source.value = clean(this.area.innerHTML);
    this.source.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

customElements.define("keta-rich-text", RichText);
