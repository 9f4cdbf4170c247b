// How many units have totals in which band of points: a bar a band, its number on top.
import { axisText, columnText, gridLine } from "./theme.js";

export function distribution(data, look) {
  // On a phone there is room for where a band begins.
  const names = data.bands.map((band) => (look.narrow ? `${band.name.split("–")[0]}–` : band.name));
  return {
    option: {
      grid: { left: 4, right: 12, top: 24, bottom: 4, containLabel: true },
      tooltip: { trigger: "item", formatter: (item) => [`${data.bands[item.dataIndex].name}  ${item.value}`, ...data.bands[item.dataIndex].units].join("\n") },
      xAxis: { type: "category", data: names, axisTick: { show: false }, axisLine: gridLine(look), axisLabel: look.narrow ? axisText(look) : columnText(look, names.length) },
      yAxis: { type: "value", minInterval: 1, axisLabel: axisText(look), splitLine: gridLine(look) },
      series: [
        {
          type: "bar", name: data.countName, barWidth: "82%", itemStyle: { color: look.blocks[1] }, data: data.bands.map((band) => band.count),
          label: { show: true, position: "top", color: look.text, fontSize: 12, formatter: (item) => item.value || "" },
        },
      ],
    },
  };
}
distribution.rows = () => 230;
