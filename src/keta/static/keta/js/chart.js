/**
 * <keta-chart>: draws the JSON inside it when it comes into sight, funnels and pyramids as SVG, the rest with ECharts; colours
 * are the page's variables. A click on a part goes to its address. Beside it stands the table with the same figures.
 */
import { assets, library } from "./page.js";
import { optionsOf } from "./chart-options.js";
import { drawShape, imageOf, shapes } from "./shapes.js";

function colours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    series: [1, 2, 3, 4, 5, 6].map((number) => read(`series-${number}`)), text: read("text"), muted: read("muted"),
    line: read("line"), surface: read("surface"), raised: read("raised"), family: read("family"), size: parseInt(read("text-small"), 10) || 12,
  };
}

class Chart extends HTMLElement {
  connectedCallback() {
    if (this.watch) return;
    this.canvas = this.querySelector(".picture-canvas");
    this.content = JSON.parse(this.querySelector("script").textContent);
    this.watch = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.draw(), { rootMargin: "200px" });
    this.watch.observe(this);
    this.repaint = () => this.growth && this.paint();
    document.addEventListener("keta:theme", this.repaint);
    this.closest("figure")?.querySelector("[data-chart-image]")?.addEventListener("click", () => this.save());
  }

  disconnectedCallback() {
    document.removeEventListener("keta:theme", this.repaint);
    this.growth?.disconnect();
    this.watch?.disconnect();
    this.chart?.dispose();
  }

  get isShape() {
    return shapes.includes(this.content.kind);
  }

  async draw() {
    this.watch.disconnect();
    if (!this.isShape) await library(assets.echarts);
    if (!this.isConnected || this.growth) return;
    if (!this.isShape) this.start();
    this.growth = new ResizeObserver(() => (this.chart ? this.chart.resize() : this.paint()));
    this.growth.observe(this.canvas);
    this.paint();
    this.toggleAttribute("data-drawn", true);
  }

  start() {
    this.chart = window.echarts.init(this.canvas, null, { renderer: "canvas" });
    this.chart.on("click", ({ dataIndex }) => this.drill(dataIndex));
  }

  paint() {
    if (this.isShape) drawShape(this.canvas, this.content, colours());
    else this.chart.setOption(optionsOf(this.content, colours(), matchMedia("(prefers-reduced-motion: reduce)").matches), { notMerge: true });
  }

  drill(at) {
    const url = this.content.urls?.[at];
    if (url) location.assign(url);
  }

  async save() {
    await this.draw();
    const { surface } = colours();
    const address = this.isShape ? await imageOf(this.canvas, surface) : this.chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: surface });
    Object.assign(document.createElement("a"), { href: address, download: `${this.getAttribute("title-text")}.png` }).click();
  }
}

customElements.define("keta-chart", Chart);
