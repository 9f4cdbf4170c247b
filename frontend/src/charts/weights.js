// Nominal and effective weight of each indicator: an open and a filled dot joined by a line.
import { axisText, gridLine, short } from "./theme.js";

export function weights(data, look) {
  const color = (row) => (row.effective >= row.nominal ? look.good : look.poor);
  return {
    option: {
      grid: { left: 4, right: 20, top: 34, bottom: 4, containLabel: true },
      legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: axisText(look), data: [data.nominal, data.effective] },
      tooltip: { trigger: "item", formatter: (item) => { const row = data.rows[item.dataIndex]; return `${row.name}\n${data.nominal}  ${row.nominal}%\n${data.effective}  ${row.effective}%`; } },
      xAxis: { type: "value", axisLabel: { ...axisText(look), formatter: "{value}%" }, splitLine: gridLine(look) },
      yAxis: { type: "category", inverse: true, data: data.rows.map((row) => short(row.name, look.narrow ? 8 : 16)), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: look.text, fontSize: 12, interval: 0 } },
      series: [
        {
          type: "custom", silent: true, data: data.rows.map((row, index) => [row.nominal, index, row.effective]),
          renderItem: (item, api) => {
            const [x1, y] = api.coord([api.value(0), api.value(1)]);
            const [x2] = api.coord([api.value(2), api.value(1)]);
            return { type: "line", shape: { x1, y1: y, x2, y2: y }, style: { stroke: color(data.rows[item.dataIndex]), lineWidth: 3 } };
          },
        },
        { type: "scatter", name: data.nominal, symbolSize: 11, data: data.rows.map((row, index) => [row.nominal, index]), itemStyle: { color: look.surface, borderColor: look.quiet, borderWidth: 2 } },
        { type: "scatter", name: data.effective, symbolSize: 11, data: data.rows.map((row, index) => ({ value: [row.effective, index], itemStyle: { color: color(row) } })), itemStyle: { color: look.good } },
      ],
    },
  };
}
weights.rows = (data) => data.rows.length * 25 + 72;
