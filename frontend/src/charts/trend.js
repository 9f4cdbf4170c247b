// Ranks from checkpoint to checkpoint: rank 1 is on top, each unit's name stands where its line ends.
import { axisText, short } from "./theme.js";

export function trend(data, look) {
  const marked = data.lines.some((line) => line.marked);
  const count = Math.max(...data.lines.flatMap((line) => line.ranks.filter((rank) => rank !== null)), 2);
  return {
    option: {
      grid: { left: 28, right: look.narrow ? 70 : 96, top: 34, bottom: 10 },
      tooltip: { trigger: "item", formatter: (item) => `${item.seriesName}\n${data.checkpoints[item.dataIndex]}  ${item.value}` },
      xAxis: { type: "category", data: data.checkpoints, position: "top", boundaryGap: false, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { ...axisText(look), alignMinLabel: "left" } },
      yAxis: { type: "value", inverse: true, min: 0.5, max: count + 0.5, interval: 1, show: true, axisLabel: { ...axisText(look), formatter: (value) => (Number.isInteger(value) && value > 0 ? value : "") }, splitLine: { show: false } },
      series: data.lines.map((line, index) => {
        const strong = !marked || line.marked;
        const color = line.marked ? look.accent : marked ? look.line : look.blocks[index % look.blocks.length];
        return {
          type: "line", name: line.name, data: line.ranks, connectNulls: false, symbol: "circle", symbolSize: strong ? 9 : 5, z: strong ? 3 : 2,
          lineStyle: { width: strong ? 2.5 : 1.5, color }, itemStyle: { color },
          endLabel: { show: true, distance: 8, color: strong ? look.text : look.quiet, fontSize: 12, formatter: `${line.ranks.at(-1) ?? ""} ${short(line.name, 7)}` },
        };
      }),
    },
  };
}
trend.rows = (data) => Math.min(560, Math.max(200, data.lines.length * 27 + 44));
