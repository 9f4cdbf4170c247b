// How far apart the units are, indicator by indicator: a dot for each unit, a box for the middle half.
import { axisText, gridLine, inLines, rowHeight, wordsFor } from "./theme.js";

function quartiles(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => {
    const place = share * (sorted.length - 1);
    const low = Math.floor(place);
    return sorted[low] + (place - low) * ((sorted[low + 1] ?? sorted[low]) - sorted[low]);
  };
  return [at(0.25), at(0.5), at(0.75)];
}

function box(row, index, look) {
  const [low, middle, high] = quartiles(row.points.map((point) => point.value));
  return { value: [low, index, high, middle], itemStyle: { color: look.dark ? "#33414f" : "#e4eaf0" } };
}

const filled = (data) => data.rows.filter((row) => row.points.length > 0);
const namesOf = (data, look) => filled(data).map((row) => inLines(row.name, wordsFor(0.42, look)));

// Steps of ten per cent, or longer ones where their words would touch; full points always stand at the end.
function scale(rows, look) {
  const range = Math.max(1, 100 - Math.min(100, ...rows.flatMap((row) => row.points.map((point) => point.value))));
  const interval = [10, 20].find((step) => (look.width * 0.5) / Math.ceil(range / step) >= 38) ?? 50;
  return { min: Math.max(0, 100 - Math.ceil(range / interval) * interval), max: 100, interval };
}

export function spread(data, look) {
  const rows = filled(data);
  // The marked unit is drawn last, so that no other dot covers it.
  const marked = (point) => (point.marked ? 1 : 0);
  const dots = rows.flatMap((row, index) =>
    [...row.points].sort((a, b) => marked(a) - marked(b)).map((point) => ({
      value: [point.value, index], name: point.name, row: row.name, explain: point.explain,
      itemStyle: point.marked ? { color: look.accent, opacity: 1 } : undefined,
      symbolSize: point.marked ? 12 : 9,
    })),
  );
  return {
    option: {
      grid: { left: 4, right: 18, top: 8, bottom: 4, containLabel: true },
      tooltip: { trigger: "item", formatter: (item) => (item.data.row ? `${item.data.row}\n${item.name}  ${item.value[0]}%` : "") },
      xAxis: { type: "value", ...scale(rows, look), axisLabel: { ...axisText(look), formatter: "{value}%" }, splitLine: gridLine(look) },
      yAxis: { type: "category", inverse: true, data: namesOf(data, look), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: look.text, fontSize: 12, lineHeight: 13, interval: 0 } },
      series: [
        {
          type: "custom", silent: true, data: rows.map((row, index) => box(row, index, look)),
          renderItem: (_, api) => {
            const [left, y] = api.coord([api.value(0), api.value(1)]);
            const [right] = api.coord([api.value(2), api.value(1)]);
            const [middle] = api.coord([api.value(3), api.value(1)]);
            return {
              type: "group",
              children: [
                { type: "rect", shape: { x: left, y: y - 7, width: Math.max(2, right - left), height: 14, r: 3 }, style: { fill: api.visual("color") } },
                { type: "line", shape: { x1: middle, y1: y - 8, x2: middle, y2: y + 8 }, style: { stroke: look.quiet, lineWidth: 1.5 } },
              ],
            };
          },
        },
        { type: "scatter", data: dots, symbolSize: 9, itemStyle: { color: look.blocks[1], opacity: 0.75, borderColor: look.surface, borderWidth: 1 } },
      ],
    },
  };
}
spread.rows = (data, look) => filled(data).length * rowHeight(namesOf(data, look), 24) + 44;
