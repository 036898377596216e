/** What every element needs of its page: words, addresses, making nodes, telling the reader something. */

function block(id) {
  return JSON.parse(document.getElementById(id)?.textContent || "{}");
}

const words = block("words");
export const assets = block("assets");

/** The words of the page under `key`, with {names} filled in; a missing key shows itself. */
export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** make("button", {class: "chip", "data-key": 1, onclick: f}, "text", node): attributes that begin with "on" are listeners. */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child != null && child !== ""));
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

export function icon(name, size = "small") {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", `icon icon-${size}`);
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${assets.icons}#${name}`);
  picture.append(use);
  return picture;
}

/** Reads `text` out to those who do not see the page. */
export function announce(text) {
  const region = document.getElementById("announcements");
  if (!region) return;
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 40);
}

const loaded = new Map();

/** Loads a library that is no module, once; the promise fulfils when it stands. */
export function library(address) {
  if (!loaded.has(address)) {
    loaded.set(address, new Promise((resolve, reject) => {
      document.head.append(make("script", { src: address, onload: resolve, onerror: reject }));
    }));
  }
  return loaded.get(address);
}

export function pause(milliseconds, work) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), milliseconds);
  };
}

let counter = 0;

/** An id that no other node of the page has. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

export function isTyping(target) {
  return target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]") != null;
}

/** Goes to the address of this page with `changes` in its query (null drops one); swaps only `#target` where given. */
export function goWith(changes, target = "") {
  const address = new URL(location.href);
  for (const [name, value] of Object.entries({ cursor: null, ...changes })) {
    if (value === null || value === "") address.searchParams.delete(name);
    else address.searchParams.set(name, value);
  }
  if (!target || !window.htmx) return location.assign(address);
  const context = { target: `#${target}`, select: `#${target}`, swap: "outerHTML" };
  return window.htmx.ajax("GET", address.href, context).then(() => {
    // Entries marked so are loaded anew by htmx when one comes back to them.
    history.replaceState({ htmx: true }, "");
    history.pushState({ htmx: true }, "", address);
  });
}
