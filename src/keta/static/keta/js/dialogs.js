/** Dialogs that come as fragments: they open by themselves, close on request and give focus back. */

let before = null;

function open(dialog) {
  before ??= document.activeElement;
  dialog.addEventListener("close", () => {
    dialog.remove();
    giveBack();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && !dialog.querySelector("form")) dialog.close();
  });
  dialog.showModal();
  const wanted = '[aria-invalid="true"], [autofocus], .dialog-body :is(input:not([type="hidden"]), select:not(.is-replaced), textarea)';
  dialog.querySelector(wanted)?.focus();
  for (const field of dialog.querySelectorAll("[data-must-equal]")) wake(dialog, field);
}

/** Focus returns to where it was before the first dialog, unless another one is open by now. */
function giveBack() {
  if (document.querySelector("dialog[open]")) return;
  const back = before;
  before = null;
  if (back?.isConnected) back.focus();
}

/** The button of a thing that cannot be undone wakes when its name has been typed. */
function wake(dialog, field) {
  const button = dialog.querySelector("[data-save]");
  const check = () => (button.disabled = field.value.trim() !== field.dataset.mustEqual);
  field.addEventListener("input", check);
  check();
}

export function openDialogs(part) {
  const found = part.matches?.("dialog[data-opens]") ? [part] : part.querySelectorAll?.("dialog[data-opens]") || [];
  for (const dialog of found) if (!dialog.open) open(dialog);
}

document.addEventListener("htmx:load", (event) => openDialogs(event.detail.elt));
document.addEventListener("htmx:afterSettle", (event) => event.detail.target.id === "dialogs" && before && giveBack());
document.addEventListener("keta:close-dialog", () => document.querySelector("dialog[open]")?.close());
document.addEventListener("click", (event) => {
  if (event.target.closest("dialog [data-close]")) event.target.closest("dialog").close();
});
openDialogs(document);
