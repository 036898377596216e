/** Funnel and pyramid as SVG: layers one can click and tab to, with their words at the right. */

const NAMESPACE = "http://www.w3.org/2000/svg";
const GAP = 3;
const SHARE = 0.62;
const LEAST = 0.04;

function draw(name, attributes, ...children) {
  const node = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

/** Widths (0 to 1) of the top and foot of each layer. */
const outlines = {
  /** As wide as the stage is many, narrowing towards the next one. */
  funnel(values) {
    const most = Math.max(...values, 1);
    const widths = values.map((value) => Math.max(value / most, LEAST));
    return widths.map((width, at) => [width, widths[at + 1] ?? width]);
  },
  /** Layers of equal height from the few at the top to the many at the foot, whatever their numbers. */
  pyramid(values) {
    return values.map((_, at) => [at / values.length, (at + 1) / values.length]);
  },
};

export const shapes = Object.keys(outlines);

/** One colour from strong to light, since the parts of one whole are no different things. */
function strength(at, count) {
  return 1 - (0.62 * at) / Math.max(1, count - 1);
}

/** Draws `content` (see design/charts.html) into `canvas`; `look` holds colours and type. */
export function drawShape(canvas, content, look) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const [series] = content.series;
  const layers = outlines[content.kind](series.values);
  const tall = height / layers.length;
  const middle = (width * SHARE) / 2;
  const picture = draw("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": look.family, "font-size": look.size });
  layers.forEach(([top, foot], at) => {
    const [upper, lower] = [at * tall, (at + 1) * tall - GAP];
    const corners = [[-top, upper], [top, upper], [foot, lower], [-foot, lower]].map(([x, y]) => `${middle + x * middle},${y}`);
    const line = (upper + lower) / 2;
    const edge = middle + ((top + foot) / 2) * middle;
    const text = series.texts?.[at] ?? String(series.values[at]);
    const layer = draw("g", {},
      draw("polygon", { points: corners.join(" "), fill: look.series[0], "fill-opacity": strength(at, layers.length) }),
      draw("line", { x1: edge + 4, x2: width * SHARE + 8, y1: line, y2: line, stroke: look.line }),
      label(content.categories[at], text, width * SHARE + 14, line, look));
    const url = content.urls?.[at];
    picture.append(url ? draw("a", { href: url, "aria-label": `${content.categories[at]} ${text}` }, layer) : layer);
  });
  canvas.replaceChildren(picture);
  if (content.urls) canvas.setAttribute("role", "group");
}

function label(name, text, x, y, look) {
  const node = draw("text", { x, y, "dominant-baseline": "central", fill: look.muted }, `${name}  `);
  node.append(draw("tspan", { fill: look.text, "font-weight": 600 }, text));
  return node;
}

/** The drawn picture as the address of a PNG. */
export async function imageOf(canvas, background) {
  const picture = canvas.querySelector("svg");
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
  await image.decode();
  const sheet = Object.assign(document.createElement("canvas"), { width: picture.clientWidth * 2, height: picture.clientHeight * 2 });
  const pen = sheet.getContext("2d");
  pen.fillStyle = background;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(image, 0, 0, sheet.width, sheet.height);
  return sheet.toDataURL("image/png");
}
