/** Keys of every page: Ctrl-Enter saves, / finds, ? helps, single letters press the button marked data-key. */
import { icon, isTyping, make, say } from "./page.js";

const SWITCH = "keta.keys";
const areKeysOn = () => localStorage.getItem(SWITCH) !== "off";

/** True for a bare letter that is meant as a command: nothing is being typed, no dialog or menu is open, keys are on. */
export function isCommand(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  return areKeysOn() && !isTyping(event.target) && !document.querySelector("dialog[open], [popover]:not(#toasts):popover-open");
}

function visible(selector) {
  return [...document.querySelectorAll(selector)].find((node) => node.offsetParent !== null);
}

function save(event) {
  const form = event.target.closest?.("form");
  const scope = form || document.querySelector("dialog[open]") || document;
  const button = scope.querySelector("[data-save]");
  if (button) button.click();
  else form?.requestSubmit();
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    return save(event);
  }
  if (!isCommand(event)) return;
  if (event.key === "?") return help();
  if (event.key === "/") {
    const find = visible("[data-find]");
    if (!find) return;
    event.preventDefault();
    find.focus();
    return find.select?.();
  }
  const button = /^[a-z]$/.test(event.key) && visible(`[data-key="${event.key}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

const keys = [["Ctrl K", "key_palette"], ["Ctrl Enter", "key_save"], ["c", "key_create"], ["/", "key_find"], ["j", "key_down"], ["k", "key_up"],
  ["o", "key_open"], ["e", "key_edit"], ["x", "key_select"], ["?", "key_help"]];

function help() {
  const rows = keys.map(([key, word]) => make("div", {}, make("span", {}, say(word)), make("span", {}, ...key.split(" ").map((part) => make("kbd", {}, part)))));
  const turn = make("input", { type: "checkbox", role: "switch", checked: areKeysOn() });
  turn.addEventListener("change", () => localStorage.setItem(SWITCH, turn.checked ? "on" : "off"));
  const dialog = make("dialog", { class: "dialog", "aria-label": say("keys") },
    make("div", { class: "dialog-head" }, make("h2", {}, say("keys")), make("button", { type: "button", class: "button button-quiet button-icon", "data-close": true, "aria-label": say("close") }, icon("x", ""))),
    make("div", { class: "dialog-body" }, make("div", { class: "help-keys" }, ...rows), make("label", { class: "switch" }, turn, make("span", {}, say("keys_single")))));
  document.body.append(dialog);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-help]")) help();
});
