/** Theme, density, folding and language: changed at once, remembered on this device, told to the server. */
import { post } from "./network.js";

const root = document.documentElement;
const YEAR = 31536000;

function remember(name, value) {
  document.cookie = `keta_${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
  const url = document.body.dataset.preferencesUrl;
  return url ? post(url, { [name]: value }).catch(() => null) : Promise.resolve();
}

function tick(attribute, value) {
  for (const item of document.querySelectorAll(`[${attribute}]`)) {
    item.setAttribute("aria-checked", String(item.getAttribute(attribute) === value));
  }
}

export function setTheme(choice) {
  root.dataset.themeChoice = choice;
  document.dispatchEvent(new Event("keta:theme"));
  tick("data-theme-set", choice);
  remember("theme", choice);
}

export function setDensity(choice) {
  root.classList.remove("density-comfortable", "density-dense", "density-touch");
  root.classList.add(`density-${choice}`);
  tick("data-density-set", choice);
  remember("density", choice);
}

function fold(button) {
  const isFolded = root.classList.toggle("is-folded");
  button.setAttribute("aria-pressed", String(isFolded));
  remember("folded", isFolded ? "1" : "0");
}

function showModules(isOpen) {
  root.classList.toggle("has-modules-open", isOpen);
  const button = document.querySelector("[data-modules]");
  button?.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) document.querySelector(".modules-link")?.focus();
}

const verbs = {
  "[data-theme-set]": (item) => setTheme(item.dataset.themeSet),
  "[data-density-set]": (item) => setDensity(item.dataset.densitySet),
  "[data-language-set]": (item) => remember("language", item.dataset.languageSet).then(() => location.reload()),
  "[data-fold]": fold,
  "[data-modules]": () => showModules(!root.classList.contains("has-modules-open")),
};

document.addEventListener("click", (event) => {
  for (const [selector, run] of Object.entries(verbs)) {
    const item = event.target.closest(selector);
    if (item) run(item);
  }
  if (root.classList.contains("has-modules-open") && !event.target.closest(".modules, [data-modules]")) showModules(false);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && root.classList.contains("has-modules-open")) {
    showModules(false);
    document.querySelector("[data-modules]")?.focus();
  }
});

tick("data-theme-set", root.dataset.themeChoice);
tick("data-density-set", ["dense", "touch"].find((name) => root.classList.contains(`density-${name}`)) || "comfortable");
document.querySelector("[data-fold]")?.setAttribute("aria-pressed", String(root.classList.contains("is-folded")));
