// Units as equal squares near where they lie: a schematic picture, no map.
import * as echarts from "echarts/core";
import { inkOn } from "./theme.js";

const SIDE = 0.94;

function square({ column, row }) {
  const [left, top] = [column, -row];
  return [[[left, top], [left + SIDE, top], [left + SIDE, top - SIDE], [left, top - SIDE], [left, top]]];
}

export function tiles(data, look) {
  const features = data.tiles.map((tile) => ({
    type: "Feature", properties: { name: tile.name }, geometry: { type: "Polygon", coordinates: square(tile) },
  }));
  echarts.registerMap(data.code, { type: "FeatureCollection", features });
  const values = data.tiles.map((tile) => tile.value).filter((value) => value !== null);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const ink = (value) => (value === null ? look.text : inkOn(look.sequence, (value - low) / (high - low || 1)));
  return {
    option: {
      tooltip: { trigger: "item", formatter: (item) => item.data?.tip ?? item.name },
      visualMap: { show: false, min: low, max: high === low ? low + 1 : high, inRange: { color: look.sequence } },
      series: [
        {
          type: "map", map: data.code, aspectScale: 1, layoutCenter: ["50%", "50%"], layoutSize: size(data, look), selectedMode: false,
          itemStyle: { borderColor: look.surface, borderWidth: 2, areaColor: look.line },
          emphasis: { itemStyle: { areaColor: look.blocks[2] }, label: { color: "#1c2733" } },
          label: { show: true, fontSize: look.narrow ? 11 : 12, lineHeight: look.narrow ? 15 : 17 },
          data: data.tiles.map((tile) => ({
            name: tile.name, value: tile.value, url: tile.url, tip: tile.tip,
            label: { color: ink(tile.value), formatter: `${tile.name}\n${tile.label}` },
          })),
        },
      ],
    },
  };
}

function spans(data) {
  const span = (key) => Math.max(...data.tiles.map((tile) => tile[key])) - Math.min(...data.tiles.map((tile) => tile[key])) + 1;
  return [span("column"), span("row")];
}

function size(data, look) {
  const [columns, rows] = spans(data);
  const tile = Math.min(look.width / columns, (tiles.rows(data, look) - 8) / rows);
  return Math.max(columns, rows) * tile;
}

tiles.rows = (data, look) => {
  const [columns, rows] = spans(data);
  return Math.min(430, (look.width / columns) * rows + 8);
};
