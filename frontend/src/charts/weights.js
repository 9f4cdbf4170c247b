// Nominal share and effective weight of each checkpoint, side by side.
import { axisText, columnText, gridLine } from "./theme.js";

export function weights(data, look) {
  const bar = (key, name, color) => ({
    type: "bar", name, barMaxWidth: 28, itemStyle: { color },
    data: data.rows.map((row) => row[key]),
    label: { show: true, position: "top", color: look.text, fontSize: 12, formatter: (item) => `${item.value}%` },
  });
  return {
    decal: true,
    option: {
      grid: { left: 4, right: 4, top: 40, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: axisText(look) },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: { type: "category", data: data.rows.map((row) => row.name), axisTick: { show: false }, axisLine: gridLine(look), axisLabel: columnText(look, data.rows.length) },
      yAxis: { type: "value", axisLabel: { ...axisText(look), formatter: "{value}%" }, splitLine: gridLine(look) },
      series: [bar("nominal", data.nominal, look.faint), bar("effective", data.effective, look.blocks[0])],
    },
  };
}
weights.rows = () => 220;
