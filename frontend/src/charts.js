// Draws every chart of a page from the JSON beside it: <div data-chart="KIND" data-source="ID">.
import { AriaComponent, GeoComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { BarChart, CustomChart, HeatmapChart, LineChart, MapChart, ScatterChart } from "echarts/charts";
import * as echarts from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { distribution } from "./charts/distribution.js";
import { heat } from "./charts/heat.js";
import { ranking } from "./charts/ranking.js";
import { spread } from "./charts/spread.js";
import { targets } from "./charts/targets.js";
import { readTheme } from "./charts/theme.js";
import { tiles } from "./charts/tiles.js";
import { trend } from "./charts/trend.js";
import { waterfall } from "./charts/waterfall.js";
import { weights } from "./charts/weights.js";

echarts.use([
  AriaComponent, BarChart, CustomChart, GeoComponent, GridComponent, HeatmapChart, LegendComponent, LineChart, MapChart,
  MarkLineComponent, ScatterChart, SVGRenderer, TooltipComponent, VisualMapComponent,
]);

const kinds = { distribution, heat, ranking, spread, targets, tiles, trend, waterfall, weights };
const mounted = new Map();
// The width of a chart on portrait A4 between the margins, in CSS pixels: paper is laid out after charts are drawn.
// data-paper: the width of one that the print style makes smaller or puts beside another.
const PAPER_WIDTH = 640;
let printing = false;

function options(kind, data, look) {
  const chart = kinds[kind](data, look);
  return {
    animation: false,
    color: look.blocks,
    textStyle: { fontFamily: look.font, color: look.text },
    // Text beside the chart says what it shows; patterns tell the colours apart on paper.
    aria: { enabled: true, label: { enabled: false }, decal: { show: printing && chart.decal === true } },
    ...chart.option,
    // Rich text is drawn in the picture: an HTML tooltip would need inline styles, which the pages forbid.
    tooltip: {
      renderMode: "richText", confine: true, backgroundColor: look.surface, borderColor: look.line,
      textStyle: { color: look.text, fontSize: 13 }, ...chart.option.tooltip,
    },
  };
}

// The least width that the data ask for; where it is more than there is, the chart's box scrolls.
function widen(element, look) {
  const asked = printing ? undefined : kinds[element.dataset.chart].columns?.(mounted.get(element).data, look);
  element.style.minWidth = asked ? `${asked}px` : "";
}

// The height that the data ask for; data-fill: also what the neighbours leave free below.
function measure(element, look) {
  const { data } = mounted.get(element);
  const asked = kinds[element.dataset.chart].rows?.(data, look);
  if (!asked) return;
  element.style.height = `${asked}px`;
  if (element.dataset.fill === undefined || look.printing) return;
  const room = element.closest(".panel").getBoundingClientRect().bottom - element.getBoundingClientRect().bottom - 20;
  if (room > 0 && room < asked) element.style.height = `${asked + room}px`;
}

function draw(element) {
  const { chart, data } = mounted.get(element);
  element.style.width = printing ? `${element.dataset.paper ?? PAPER_WIDTH}px` : "";
  widen(element, readTheme(element, printing));
  const look = readTheme(element, printing);
  measure(element, look);
  chart.resize();
  chart.setOption(options(element.dataset.chart, data, look), { notMerge: true });
}

function mount(element) {
  if (mounted.has(element)) return;
  const data = JSON.parse(document.getElementById(element.dataset.source).textContent);
  mounted.set(element, { data });
  widen(element, readTheme(element, false));
  measure(element, readTheme(element, false));
  const chart = echarts.init(element, null, { renderer: "svg" });
  mounted.set(element, { chart, data });
  let width = element.clientWidth;
  draw(element);
  new ResizeObserver(() => {
    if (printing || element.clientWidth === width || element.clientWidth === 0) return;
    width = element.clientWidth;
    draw(element);
  }).observe(element);
  if (element.dataset.fill !== undefined) followPanel(element);
  chart.on("click", (event) => {
    const address = event.data?.explain || event.data?.url;
    if (!address) return;
    if (event.data.explain) document.dispatchEvent(new CustomEvent("sikao:explain", { detail: address }));
    else location.assign(address);
  });
}

// The panels of a row are as high as the highest: a neighbour drawn later leaves more room.
function followPanel(element) {
  const panel = element.closest(".panel");
  let height = panel.clientHeight;
  new ResizeObserver(() => {
    if (printing || !element.isConnected || panel.clientHeight === height) return;
    height = panel.clientHeight;
    draw(element);
  }).observe(panel);
}

function forget() {
  [...mounted.keys()].filter((element) => !element.isConnected).forEach((element) => {
    mounted.get(element).chart.dispose();
    mounted.delete(element);
  });
}

function mountAll() {
  forget();
  document.querySelectorAll("[data-chart]").forEach(mount);
  document.querySelectorAll("[data-chart][data-fill]").forEach(draw);
}

function redraw(onPaper) {
  printing = onPaper;
  [...mounted.keys()].forEach(draw);
}

mountAll();
document.addEventListener("htmx:afterSettle", mountAll);
document.addEventListener("sikao:theme", () => redraw(printing));
window.addEventListener("beforeprint", () => redraw(true));
window.addEventListener("afterprint", () => redraw(false));
