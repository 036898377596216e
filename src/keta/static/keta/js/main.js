/** Starts a page: what every page has at once, each rich element when it first appears. */
import "./toasts.js";
import "./appearance.js";
import "./menu.js";
import "./requests.js";
import "./dialogs.js";
import "./small.js";
import "./hotkeys.js";
import "./palette.js";

const elements = {
  "keta-chart": () => import("./chart.js"),
  "keta-chooser": () => import("./chooser.js"),
  "keta-columns": () => import("./columns.js"),
  "keta-draft": () => import("./draft.js"),
  "keta-drop": () => import("./drop.js"),
  "keta-filters": () => import("./filters.js"),
  "keta-kanban": () => import("./kanban.js"),
  "keta-lines": () => import("./lines.js"),
  "keta-list": () => import("./list.js"),
  "keta-neighbours": () => import("./neighbours.js"),
  "keta-rich-text": () => import("./rich-text.js"),
};

function wake() {
  for (const [name, load] of Object.entries(elements)) {
    if (!customElements.get(name) && document.querySelector(name)) load();
  }
}

document.addEventListener("htmx:load", wake);
wake();
