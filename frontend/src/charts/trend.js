// Ranks from checkpoint to checkpoint: rank 1 is on top, each unit's name stands where its line ends.
import { axisText, drawnWidth, short, withoutNote, wordsFor } from "./theme.js";

const LEFT = 48;
const LINE = 15;

// Large groups stand closer together; where one line is marked it alone needs room for its name.
const stepOf = (data) => Math.min(27, Math.max(780 / data.lines.length, data.lines.some((line) => line.marked) ? 0 : LINE));

// How many lines a checkpoint's name takes where it may be so wide; Latin words are not cut.
function linesOf(text, width) {
  const words = text.split(" ");
  if (words.length === 1) return Math.ceil(drawnWidth(text) / width);
  let [lines, used] = [1, 0];
  words.forEach((word) => {
    const wide = drawnWidth(`${word} `);
    if (used > 0 && used + wide > width) [lines, used] = [lines + 1, 0];
    used += wide;
  });
  return lines;
}

// The name at the end of each line; units that share a place share one label, on the marked line if that is among them.
function endNames(data, look) {
  const words = wordsFor(0.36, look);
  return data.lines.map((line) => {
    const rank = line.ranks.at(-1) ?? null;
    const equals = rank === null ? [line] : data.lines.filter((other) => other.ranks.at(-1) === rank);
    const speaker = equals.find((other) => other.marked) ?? equals[0];
    const joined = [speaker, ...equals.filter((other) => other !== speaker)].map((other) => withoutNote(other.name, words)).join(" / ");
    return line === speaker ? short(joined, words) : "";
  });
}

export function trend(data, look) {
  const marked = data.lines.some((line) => line.marked);
  const first = (line) => (line.ranks.at(-1) ?? 99) <= 3;
  const names = endNames(data, look);
  const right = Math.max(...names.map(drawnWidth)) + 34;
  // Wider labels than they need would make the lines give way to them.
  const room = Math.min(120, Math.max(48, (look.width - LEFT - right) / Math.max(1, data.checkpoints.length - 1) - 8));
  const lines = Math.max(...data.checkpoints.map((name) => linesOf(name, room)));
  const count = Math.max(...data.lines.flatMap((line) => line.ranks.filter((rank) => rank !== null)), 2);
  return {
    option: {
      grid: { left: LEFT, right, top: 19 + lines * LINE, bottom: 10 },
      tooltip: { trigger: "item", formatter: (item) => `${item.seriesName}\n${data.checkpoints[item.dataIndex]}  ${item.value}` },
      xAxis: { type: "category", data: data.checkpoints, position: "top", boundaryGap: false, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { ...axisText(look), interval: 0, width: room, overflow: "break", lineHeight: LINE } },
      yAxis: { type: "value", inverse: true, min: 0.5, max: count + 0.5, interval: 1, show: true, axisLabel: { ...axisText(look), formatter: (value) => (Number.isInteger(value) && value > 0 ? value : "") }, splitLine: { show: false } },
      series: data.lines.map((line, index) => {
        const strong = marked ? line.marked : first(line);
        const color = line.marked ? look.accent : strong ? look.blocks[(line.ranks.at(-1) ?? 1) - 1] : look.faint;
        return {
          type: "line", name: line.name, data: line.ranks, connectNulls: false, symbol: "circle", symbolSize: strong ? 9 : 5, z: strong ? 3 : 2,
          emphasis: { focus: "series", lineStyle: { width: 3 } },
          lineStyle: { width: strong ? 2.5 : 1.5, color }, itemStyle: { color },
          endLabel: { show: names[index] !== "" && (strong || stepOf(data) >= LINE), distance: 8, color: strong ? look.text : look.quiet, fontSize: 12, formatter: `${line.ranks.at(-1) ?? ""} ${names[index]}` },
        };
      }),
    },
  };
}
trend.rows = (data) => Math.max(200, data.lines.length * stepOf(data) + 44);
