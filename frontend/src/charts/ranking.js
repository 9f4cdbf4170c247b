// Ranked units as horizontal bars, stacked by block; the total stands at the end of the bar.
import { axisText, gridLine, inLines, rowHeight, withoutNote } from "./theme.js";

// Long names take several lines, without the note in brackets where even those are too short.
const namesOf = (data, look) => {
  const words = look.narrow ? 10 : 16;
  return data.units.map((unit) => inLines(`${unit.rank ?? "—"}  ${withoutNote(unit.name, words * 2 + 4)}`, words));
};
const step = (data, look) => rowHeight(namesOf(data, look), look.narrow ? 26 : 30) + 2;

export function ranking(data, look) {
  const names = namesOf(data, look);
  const length = (index) => data.blocks.reduce((sum, block) => sum + Math.max(0, Number(block.values[index] ?? 0)), 0);
  const ends = data.units.map((unit, index) => ({ value: [length(index), index], label: { formatter: unit.total ?? "—" } }));
  const bars = data.blocks.map((block) => ({
    type: "bar",
    stack: "blocks",
    name: block.name,
    barWidth: look.narrow ? 14 : 18,
    itemStyle: { borderColor: look.surface, borderWidth: 0.6 },
    data: block.values.map((value, index) => ({ value: value === null ? null : Number(value), url: data.units[index].url })),
  }));
  return {
    decal: true,
    option: {
      grid: { left: 4, right: 62, top: 34, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, type: "scroll", itemWidth: 12, itemHeight: 12, textStyle: axisText(look) },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "shadow" },
        formatter: (items) => {
          const unit = data.units[items[0].dataIndex];
          const blocks = data.blocks.map((block) => `${block.name}  ${block.values[items[0].dataIndex] ?? "—"}`);
          return [`${unit.name}  ${unit.total ?? "—"}`, ...blocks].join("\n");
        },
      },
      xAxis: { type: "value", min: 0, axisLabel: { ...axisText(look), hideOverlap: true }, splitLine: gridLine(look) },
      yAxis: {
        type: "category", inverse: true, data: names, axisTick: { show: false }, axisLine: { show: false },
        axisLabel: { color: look.text, fontSize: 13, lineHeight: 13, fontFamily: look.font, interval: 0 },
      },
      series: [
        ...bars,
        {
          type: "scatter", data: ends, symbolSize: 0, silent: true, tooltip: { show: false },
          label: { show: true, position: "right", color: look.text, fontSize: 13, fontWeight: 600 },
        },
      ],
    },
  };
}
ranking.rows = (data, look) => data.units.length * step(data, look) + 72;
