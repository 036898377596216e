/** From the server's description of a picture to ECharts' options. Numbers only place things; what is read comes as text. */

/** `content` as documented in design/charts.html; `look` holds colours and type. */
export function optionsOf(content, look, isStill) {
  const draw = content.kind === "share" ? share : axes;
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

function share(content, look) {
  const [series] = content.series;
  return {
    tooltip: { ...tooltip(look, "item"), formatter: ({ name, data }) => `${name}\n${data.text}` },
    series: [{ type: "pie", radius: ["48%", "76%"], itemStyle: { borderColor: look.surface, borderWidth: 2 }, label: { color: look.text, fontSize: look.size, formatter: ({ name, data }) => `${name} ${data.text}` }, labelLine: { lineStyle: { color: look.line } }, data: named(content, series) }],
  };
}
