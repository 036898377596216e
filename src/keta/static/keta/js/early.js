/* Runs before the first paint: theme, density and folding as this device chose them. A plain script, so that nothing flashes. */
(function () {
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function chosen(name) {
    const found = document.cookie.match(new RegExp("(?:^|; )keta_" + name + "=([a-z01]*)"));
    return found ? found[1] : "";
  }

  function paint() {
    const choice = root.dataset.themeChoice || "auto";
    root.dataset.theme = choice === "auto" ? (dark.matches ? "dark" : "light") : choice;
  }

  const density = chosen("density");
  root.dataset.themeChoice = chosen("theme") || root.dataset.themeChoice || "auto";
  if (density) {
    root.classList.remove("density-comfortable", "density-dense", "density-touch");
    root.classList.add("density-" + density);
  }
  if (chosen("folded")) root.classList.toggle("is-folded", chosen("folded") === "1");
  paint();
  dark.addEventListener("change", paint);
  document.addEventListener("keta:theme", paint);
})();
