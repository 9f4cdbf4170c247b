// Indicators × units, coloured by the share of full points reached; each cell says its number, also on a phone.
import { drawnWidth, inkOn, inLines, rowHeight, short, withoutNote } from "./theme.js";

export function heat(data, look) {
  const cells = data.cells.map(({ x, y, value, label, explain, tip }) => ({
    value: [x, y, value], explain, tip, label: { formatter: label, color: ink(value, data, look) },
  }));
  return {
    option: {
      grid: { left: 4, right: 8, top: 8, bottom: 4, containLabel: true },
      tooltip: { trigger: "item", formatter: (item) => item.data.tip },
      xAxis: { type: "category", position: "top", data: data.units.map(heading), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: look.text, fontSize: 12, lineHeight: UPRIGHT, interval: 0, rotate: data.units.some(slanted) ? SLANT : 0 } },
      yAxis: { type: "category", inverse: true, data: namesOf(data, look), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: look.text, fontSize: 12, lineHeight: 13, interval: 0 } },
      visualMap: { show: false, min: data.low, max: data.high, inRange: { color: look.diverging } },
      series: [
        {
          type: "heatmap", data: cells, itemStyle: { borderColor: look.surface, borderWidth: 1 },
          label: { show: true, fontSize: columnOf(data, look) < ROOMY ? 10 : 11 },
        },
      ],
    },
  };
}

const UPRIGHT = 13;
const SLANT = 60;
// A column holds "100" in small type; from here on in the usual one.
const COLUMN = 22;
const ROOMY = 28;

// Latin words are longer than the same said in Chinese.
const wordsOf = (data, look) => (look.narrow ? (data.nodes.some(isHan) ? 7 : 9) : 14);
const namesOf = (data, look) => data.nodes.map((name) => inLines(name, wordsOf(data, look), 4));
const columnOf = (data, look) => (look.width - wordsOf(data, look) * 12 - 24) / data.units.length;

// Chinese names stand upright, one character below the other; Latin ones lean.
const isHan = (name) => /[\u3400-\u9fff]/.test(name);
const slanted = (name) => !isHan(name);
const LONGEST = 16;

function heading(name) {
  const said = withoutNote(name, LONGEST);
  return isHan(said) ? [...short(said, LONGEST)].join("\n") : short(said, 26);
}

// How high the headings stand: upright ones by their letters, leaning ones by their length.
function headings(data) {
  const high = data.units.map((name) => (isHan(name) ? heading(name).split("\n").length * UPRIGHT : drawnWidth(heading(name)) * Math.sin((SLANT * Math.PI) / 180)));
  return Math.max(...high) + 18;
}

const ink = (value, data, look) => inkOn(look.diverging, (value - data.low) / (data.high - data.low || 1));
heat.rows = (data, look) => data.nodes.length * rowHeight(namesOf(data, look), 25) + headings(data);
heat.columns = (data, look) => data.units.length * COLUMN + wordsOf(data, look) * 12 + 24;
