// Actual against target at each checkpoint: the bar is what happened, the stroke is what was asked.
import { axisText, columnText, gridLine, minus } from "./theme.js";

export function targets(data, look) {
  return {
    option: {
      grid: { left: 4, right: 12, top: 34, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: axisText(look) },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" } },
      xAxis: { type: "category", data: data.checkpoints, axisTick: { show: false }, axisLine: gridLine(look), axisLabel: columnText(look, data.checkpoints.length) },
      yAxis: { type: "value", name: data.unit, nameTextStyle: axisText(look), axisLabel: { ...axisText(look), formatter: minus }, splitLine: gridLine(look) },
      series: [
        {
          type: "bar", name: data.actualName, barWidth: 26, itemStyle: { color: look.blocks[1] }, data: data.actual.map((value) => ({ value, label: { position: value < 0 ? "bottom" : "top" } })),
          label: { show: true, color: look.text, fontSize: 12, formatter: (item) => minus(item.value) },
        },
        { type: "scatter", name: data.targetName, symbol: "rect", symbolSize: [40, 3], itemStyle: { color: look.accent }, data: data.target },
      ],
    },
  };
}
targets.rows = () => 230;
