// How parts add up to a score: each step begins where the one before it ended. data.low: where the axis begins.
import { axisText, gridLine, inLines, rowHeight } from "./theme.js";

export function waterfall(data, look) {
  let level = 0;
  const steps = data.steps.map((step) => {
    const value = Number(step.value);
    const from = step.total ? 0 : level;
    level = step.total ? value : level + value;
    return { ...step, number: value, low: Math.min(from, level), height: Math.abs(level - from) };
  });
  const color = (step) => (step.total ? look.blocks[0] : step.number < 0 ? look.poor : look.blocks[1]);
  return {
    option: {
      grid: { left: 4, right: 56, top: 4, bottom: 4, containLabel: true },
      tooltip: { trigger: "item", formatter: (item) => `${steps[item.dataIndex].name}  ${steps[item.dataIndex].label}` },
      xAxis: { type: "value", min: data.low ?? null, axisLabel: { ...axisText(look), hideOverlap: true }, splitLine: gridLine(look) },
      yAxis: { type: "category", inverse: true, data: namesOf(data, look), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { color: look.text, fontSize: 12, lineHeight: 13, interval: 0 } },
      series: [
        { type: "bar", stack: "steps", silent: true, itemStyle: { color: "transparent" }, data: steps.map((step) => step.low), tooltip: { show: false } },
        {
          type: "bar", stack: "steps", barWidth: 16,
          label: { show: true, position: "right", color: look.text, fontSize: 12, formatter: (item) => steps[item.dataIndex].label },
          data: steps.map((step) => ({ value: step.height, explain: step.explain, itemStyle: { color: color(step) } })),
        },
      ],
    },
  };
}
const namesOf = (data, look) => data.steps.map((step) => inLines(step.name, look.narrow ? 8 : 14));
waterfall.rows = (data, look) => data.steps.length * rowHeight(namesOf(data, look), 28) + 34;
