/** From the server's description of a picture to ECharts' options. Numbers only place things; what is read comes as text. */

/** `content` as documented in design/charts.html; `look` holds colours and type. */
export function optionsOf(content, look, isStill) {
  const draw = { funnel, pyramid, share }[content.kind] || axes;
  return { animation: !isStill, animationDuration: 300, color: look.series, textStyle: { fontFamily: look.family, fontSize: look.size, color: look.text }, ...draw(content, look) };
}

function tooltip(look, trigger) {
  // Rich text is painted on the canvas; the default writes style attributes, which the content security policy forbids.
  return { trigger, renderMode: "richText", confine: true, backgroundColor: look.raised, borderColor: look.line, textStyle: { color: look.text, fontSize: look.size }, axisPointer: { type: "shadow", shadowStyle: { opacity: 0.06 } } };
}

function legend(content, look) {
  return { show: content.series.length > 1, bottom: 0, icon: "roundRect", itemWidth: 10, itemHeight: 10, textStyle: { color: look.muted, fontSize: look.size } };
}

function axes(content, look) {
  const isArea = content.kind === "area";
  const isLine = isArea || content.kind === "line";
  const label = { color: look.muted, fontSize: look.size };
  const crowded = content.categories.length > 12;
  return {
    tooltip: tooltip(look, "axis"),
    legend: legend(content, look),
    grid: { left: 4, right: 12, top: content.unit ? 30 : 12, bottom: content.series.length > 1 ? 34 : 4, containLabel: true },
    xAxis: { type: "category", data: content.categories, boundaryGap: !isLine, axisLabel: { ...label, hideOverlap: true, rotate: crowded && !isLine ? 35 : 0 }, axisTick: { show: false }, axisLine: { lineStyle: { color: look.line } } },
    yAxis: { type: "value", name: content.unit || "", nameTextStyle: { ...label, align: "left" }, axisLabel: label, splitLine: { lineStyle: { color: look.line } } },
    series: content.series.map((series) => ({
      name: series.name, data: named(content, series), type: isLine ? "line" : "bar", stack: content.kind === "stacked" ? "all" : undefined, barMaxWidth: 36,
      smooth: false, symbolSize: 6, showSymbol: content.categories.length < 32, lineStyle: { width: 2 }, areaStyle: isArea ? { opacity: 0.1 } : undefined,
      itemStyle: isLine ? {} : { borderRadius: content.kind === "stacked" ? 0 : [3, 3, 0, 0] },
      tooltip: { valueFormatter: valueText(series) },
    })),
  };
}

function valueText(series) {
  return (value, at) => series.texts?.[at] ?? String(value);
}

function named(content, series) {
  return series.values.map((value, at) => ({ value, name: content.categories[at], text: series.texts?.[at] ?? `${value}` }));
}

function parts(content, look, order) {
  const [series] = content.series;
  return {
    tooltip: { ...tooltip(look, "item"), formatter: ({ name, data }) => `${name}\n${data.text}` },
    legend: { show: false },
    series: [{
      type: "funnel", sort: order, left: 8, right: "36%", top: 8, bottom: 8, gap: 2, minSize: "6%", label: { position: "right", color: look.text, fontSize: look.size, formatter: ({ name, data }) => `${name}  ${data.text}` },
      labelLine: { length: 16, lineStyle: { color: look.line } }, itemStyle: { borderWidth: 0 }, data: named(content, series),
    }],
  };
}

/** Stages in their own order, as wide as they are many; the conversion between them stands in the texts. */
function funnel(content, look) {
  const options = parts(content, look, "none");
  options.color = shades(look.series[0], content.categories.length);
  return options;
}

/** Layers of equal height from the few at the top to the many at the foot, whatever their numbers. */
function pyramid(content, look) {
  const options = parts(content, look, "none");
  const count = content.categories.length;
  options.color = shades(look.series[0], count);
  options.series[0].data.forEach((layer, at) => (layer.value = at + 1));
  options.series[0].max = count;
  options.series[0].minSize = "0%";
  return options;
}

function share(content, look) {
  const [series] = content.series;
  return {
    tooltip: { ...tooltip(look, "item"), formatter: ({ name, data }) => `${name}\n${data.text}` },
    series: [{ type: "pie", radius: ["48%", "76%"], itemStyle: { borderColor: look.surface, borderWidth: 2 }, label: { color: look.text, fontSize: look.size, formatter: ({ name, data }) => `${name} ${data.text}` }, labelLine: { lineStyle: { color: look.line } }, data: named(content, series) }],
  };
}

/** One colour from strong to light, as parts of one whole are no different things. */
function shades(colour, count) {
  const [red, green, blue] = colour.match(/\w\w/g).map((part) => parseInt(part, 16));
  return Array.from({ length: count }, (_, at) => `rgba(${red}, ${green}, ${blue}, ${1 - (0.68 * at) / Math.max(1, count - 1)})`);
}
