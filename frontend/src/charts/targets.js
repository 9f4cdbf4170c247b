// Actual against target at each checkpoint: the bar is what happened, the stroke is what was asked.
import { axisText, columnText, gridLine, minus } from "./theme.js";

export function targets(data, look) {
  return {
    option: {
      grid: { left: 4, right: 12, top: 34, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: axisText(look) },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: { type: "category", data: data.checkpoints, axisTick: { show: false }, axisLine: gridLine(look), axisLabel: columnText(look, data.checkpoints.length) },
      yAxis: { type: "value", boundaryGap: ["12%", "12%"], name: data.unit, nameTextStyle: axisText(look), axisLabel: { ...axisText(look), formatter: minus }, splitLine: gridLine(look) },
      series: [
        {
          type: "bar", name: data.actualName, barWidth: 26, itemStyle: { color: look.blocks[1] }, data: data.actual,
        },
        { type: "scatter", name: data.targetName, symbol: "rect", symbolSize: [40, 3], itemStyle: { color: look.accent }, data: data.target },
        {
          // The actual value is written beyond both, where no stroke runs through it.
          type: "scatter", symbolSize: 1, silent: true, itemStyle: { color: "transparent" }, tooltip: { show: false }, data: data.actual.map((value, at) => labelled(value, data.target[at])),
          label: { show: true, color: look.text, fontSize: 12, formatter: (item) => minus(data.actual[item.dataIndex]) },
        },
      ],
    },
  };
}
function labelled(actual, target) {
  const below = actual < 0;
  const value = below ? Math.min(actual, target) : Math.max(actual, target);
  return { value, label: { position: below ? "bottom" : "top", distance: 5 } };
}
targets.rows = () => 230;
