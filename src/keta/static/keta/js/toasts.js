/** Short messages at the foot of the page, with a way back where there is one. */
import { assets, icon, make, say } from "./page.js";
import { post } from "./network.js";

const icons = { good: "circle-check", warning: "alert-triangle", danger: "alert-circle", information: "info-circle" };
const STAY = 6000;
const STAY_WITH_UNDO = 12000;

/** Shows `text`; `undo` is an address to post to or a function. Refusals stay until they are closed. */
export function toast({ text, meaning = "information", undo_url: undo = null }) {
  const area = document.getElementById("toasts");
  const close = make("button", { type: "button", class: "button button-quiet button-icon button-small", "aria-label": say("close") }, icon("x"));
  const box = make("div", { class: "toast", role: meaning === "danger" ? "alert" : "status" },
    make("span", { class: `is-${meaning}` }, icon(icons[meaning] || icons.information, "")), make("p", {}, text));
  const remove = () => {
    box.remove();
    if (!area.children.length && area.matches(":popover-open")) area.hidePopover();
  };
  if (undo) box.append(undoButton(undo, remove));
  box.append(close);
  close.addEventListener("click", remove);
  // Shown anew, so that it lies above a dialog that has opened since.
  if (area.matches(":popover-open")) area.hidePopover();
  area.showPopover();
  area.append(box);
  if (meaning !== "danger") leaveAfter(box, undo ? STAY_WITH_UNDO : STAY, remove);
  return box;
}

/** A message does not leave while one points at it or stands in it. */
function leaveAfter(box, time, remove) {
  let timer = setTimeout(remove, time);
  const stop = () => clearTimeout(timer);
  const restart = () => { stop(); timer = setTimeout(remove, time); };
  box.addEventListener("pointerenter", stop);
  box.addEventListener("focusin", stop);
  box.addEventListener("pointerleave", restart);
  box.addEventListener("focusout", restart);
}

function undoButton(undo, remove) {
  const button = make("button", { type: "button", class: "button button-small" }, icon("arrow-back-up"), make("span", {}, say("undo")));
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      if (typeof undo === "function") await undo();
      else await post(undo);
      remove();
      toast({ text: say("undone") });
      document.body.dispatchEvent(new CustomEvent("keta:refresh", { bubbles: true }));
    } catch (refusal) {
      button.disabled = false;
      toast({ text: refusal.message, meaning: "danger" });
    }
  });
  return button;
}

document.addEventListener("keta:toast", (event) => {
  const content = event.detail?.text ? event.detail : { text: event.detail?.value };
  if (content.text) toast(content);
});

/* What the request before this page left: messages, and the keys of drafts that are saved now. */
for (const waiting of assets.toasts || []) {
  if (waiting.saved) localStorage.removeItem(`keta.draft.${waiting.saved}`);
  if (waiting.text) toast(waiting);
}
