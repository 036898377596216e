/** Small things everywhere: copy, the reason of a sleeping button, edit in place, relative time. */
import { control, edit } from "./cells.js";
import { say } from "./page.js";
import { toast } from "./toasts.js";

document.addEventListener("click", async (event) => {
  const asleep = event.target.closest('[aria-disabled="true"][data-reason]');
  if (asleep) {
    event.preventDefault();
    toast({ text: asleep.dataset.reason, meaning: "warning" });
  }
  const copier = event.target.closest("[data-copy]");
  if (copier) {
    await navigator.clipboard.writeText(copier.dataset.copy);
    toast({ text: say("copied") });
  }
});

/* A click beside the links of an editable value asks for its input. */
document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-edit]");
  if (!place || event.target.closest("a, button, input, select, textarea, keta-chooser")) return;
  if (!String(getSelection())) edit(place);
});

/* The input of an edited value has the focus as soon as it has come. */
document.addEventListener("htmx:load", ({ detail }) => {
  if (detail.elt.matches?.("[data-edit] form")) setTimeout(() => control(detail.elt)?.focus());
});

/* Escape in an edited value takes the old one back; the server answers with the cell. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const form = event.target.closest?.("[data-edit] form[data-cancel-url]");
  if (!form) return;
  event.stopPropagation();
  const place = form.closest("[data-edit]");
  window.htmx.ajax("GET", form.dataset.cancelUrl, { target: place, swap: place.matches("td") ? "outerHTML" : "innerHTML" });
});

const DAY = 86400;
const steps = [["hour", 3600], ["minute", 60]];

class Time extends HTMLElement {
  connectedCallback() {
    this.tell();
    this.timer = setInterval(() => this.tell(), 60000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tell() {
    const time = this.querySelector("time");
    const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
    if (Math.abs(seconds) >= DAY) return;
    const format = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
    const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= size) || ["second", Infinity];
    time.textContent = format.format(unit === "second" ? 0 : Math.trunc(seconds / length), unit);
  }
}

customElements.define("keta-time", Time);

