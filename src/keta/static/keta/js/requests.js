/** Around htmx and plain links: the token, the bar of progress, refusals as messages, focus after a swap, fetching ahead. */
import { announce, say } from "./page.js";
import { token } from "./network.js";
import { toast } from "./toasts.js";

const bar = document.getElementById("loading");
let running = 0;

function count(change) {
  running = Math.max(0, running + change);
  bar?.classList.toggle("is-active", running > 0);
}

const TOKEN = "csrfmiddlewaretoken";

document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.headers["X-CSRFToken"] = token();
  if (TOKEN in detail.parameters) detail.parameters[TOKEN] = token();
});
document.addEventListener("submit", ({ target }) => {
  const field = target.elements[TOKEN];
  if (field) field.value = token();
});
document.addEventListener("htmx:beforeSend", () => count(1));
document.addEventListener("htmx:afterRequest", () => count(-1));
document.addEventListener("htmx:sendError", () => toast({ text: say("error_offline"), meaning: "danger" }));

document.addEventListener("htmx:responseError", (event) => {
  const answer = event.detail.xhr;
  toast({ text: sentence(answer), meaning: "danger" });
});

function sentence(answer) {
  if (answer.status === 401) return say("error_session");
  try {
    const detail = JSON.parse(answer.responseText).detail;
    if (detail) return detail;
  } catch {
    // Not JSON: an error page; its request id says enough.
  }
  if (answer.status === 409) return say("error_stale");
  return say("error_server", { request: answer.getResponseHeader("x-request-id") || answer.status });
}

/** After a load or a swap the first refused field has focus, and what the swap wants read out is read out. */
function settle(part) {
  part.querySelector?.('[aria-invalid="true"]')?.focus();
  const told = part.matches?.("[data-announce]") ? part : part.querySelector?.("[data-announce]");
  if (told) announce(told.dataset.announce);
}

document.addEventListener("htmx:load", (event) => settle(event.detail.elt));
settle(document);

document.addEventListener("keta:refresh", () => {
  if (!document.querySelector("[hx-trigger*='keta:refresh']")) location.reload();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const leaves = link && !link.target && !link.hasAttribute("download") && link.origin === location.origin && !link.hash;
  if (leaves && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey) count(1);
});
addEventListener("pageshow", () => count(-running));
addEventListener("beforeunload", () => setTimeout(() => count(-running), 4000));

/* Detail pages are fetched while the pointer rests on their link. */
const fetched = new Set();
let resting;

document.addEventListener("pointerover", (event) => {
  const link = event.target.closest?.("a[data-prefetch]");
  clearTimeout(resting);
  if (!link || event.pointerType === "touch" || fetched.has(link.href) || navigator.connection?.saveData) return;
  resting = setTimeout(() => {
    fetched.add(link.href);
    const hint = document.createElement("link");
    hint.rel = "prefetch";
    hint.href = link.href;
    document.head.append(hint);
  }, 80);
});
