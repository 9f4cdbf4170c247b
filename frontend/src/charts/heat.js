// Indicators × units, coloured by the share of full points reached; hatching is not needed: each cell says its number.
import { inTwoLines, rowHeight, short } from "./theme.js";

export function heat(data, look) {
  const cells = data.cells.map(({ x, y, value, label, explain, tip }) => ({
    value: [x, y, value], explain, tip, label: { formatter: label, color: ink(value, data, look) },
  }));
  return {
    option: {
      grid: { left: 4, right: 8, top: 8, bottom: 4, containLabel: true },
      tooltip: { trigger: "item", formatter: (item) => item.data.tip },
      xAxis: { type: "category", position: "top", data: data.units.map(upright), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: look.text, fontSize: 12, interval: 0, rotate: data.units.some(slanted) ? 60 : 0 } },
      yAxis: { type: "category", inverse: true, data: namesOf(data, look), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: look.text, fontSize: 12, lineHeight: 13, interval: 0 } },
      visualMap: { show: false, min: data.low, max: data.high, inRange: { color: look.diverging } },
      series: [
        {
          type: "heatmap", data: cells, itemStyle: { borderColor: look.surface, borderWidth: 1.5 },
          label: { show: !look.narrow && data.units.length <= 14, fontSize: 11 },
        },
      ],
    },
  };
}

const wordsOf = (look) => (look.narrow ? 7 : 14);
const namesOf = (data, look) => data.nodes.map((name) => inTwoLines(name, wordsOf(look)));

// Chinese names may stand upright, one character below the other; Latin ones lean.
const isHan = (name) => /[\u3400-\u9fff]/.test(name);
const slanted = (name) => !isHan(name);
const upright = (name) => (isHan(name) ? [...short(name, 7)].join("\n") : short(name, 16));

function ink(value, data, look) {
  const share = (value - data.low) / (data.high - data.low || 1);
  if (look.dark) return share > 0.85 || share < 0.15 ? "#10151b" : "#f4f6f8";
  return share > 0.85 || share < 0.12 ? "#fff" : "#1c2733";
}
heat.rows = (data, look) => data.nodes.length * rowHeight(namesOf(data, look), 25) + (data.units.some(slanted) ? 170 : 110);
// A column narrower than a letter could not be named.
heat.columns = (data, look) => data.units.length * 18 + wordsOf(look) * 12 + 24;
