// The look of all charts: read from the page's own style, so that the themes and the paper agree with it.

const LIGHT = {
  // Told apart by colour-blind readers, and by lightness on grey paper.
  blocks: ["#1f3f66", "#4f93b8", "#e2ae4a", "#a8485a", "#5da493", "#8b7fb0", "#8a939c", "#c9794a"],
  sequence: ["#eef4f8", "#b9d5e4", "#74abc9", "#35759f", "#1b4468"],
  diverging: ["#b35a1f", "#e8b58a", "#f6f3ee", "#9fc3da", "#2b6a99"],
  accent: "#a6192e",
  good: "#2b6a99",
  poor: "#b35a1f",
};
const DARK = {
  ...LIGHT,
  blocks: ["#6f9fd0", "#9fd0e6", "#e8bd66", "#d98a97", "#84c7b6", "#b7addb", "#a9b2bb", "#e0a37c"],
  sequence: ["#22303c", "#2f5470", "#3f7ba3", "#74abc9", "#cfe4ef"],
  diverging: ["#e08e55", "#7d563a", "#2c3540", "#3d6a88", "#78b6df"],
  accent: "#f0707f",
  good: "#78b6df",
  poor: "#e08e55",
};

export function readTheme(element, printing) {
  const dark = document.documentElement.dataset.theme === "dark" && !printing;
  const style = getComputedStyle(document.body);
  const value = (name, fallback) => style.getPropertyValue(name).trim() || fallback;
  return {
    ...(dark ? DARK : LIGHT),
    font: style.fontFamily,
    text: printing ? "#000" : value("--ink", "#1c2733"),
    quiet: printing ? "#333" : value("--ink-quiet", "#5b6672"),
    faint: printing ? "#888" : value("--rule-strong", "#c5ccd3"),
    line: printing ? "#999" : value("--rule", "#dfe3e8"),
    surface: dark ? value("--paper", "#1a222c") : "#fff",
    narrow: element.clientWidth < 520,
    width: element.clientWidth,
    dark,
    printing,
  };
}

export const axisText = (look) => ({ color: look.quiet, fontSize: 12 });
// Names below columns break instead of running into each other.
export const columnText = (look, count) => ({ color: look.text, fontSize: 12, interval: 0, width: (look.width - 48) / count - 4, overflow: "break", lineHeight: 14 });
export const gridLine = (look) => ({ lineStyle: { color: look.line } });
// How many Han characters of the usual size a share of the chart's width holds: neither a stump nor a sentence.
export const wordsFor = (share, look) => Math.min(16, Math.max(8, (look.width * share) / 12));
// Widths are counted in Han characters; Latin letters take about half of one.
const widthOf = (letter) => (letter > "\u2e80" ? 1 : 0.54);

// How many letters of the text fit.
function fitting(text, width) {
  let used = 0;
  for (let i = 0; i < text.length; i += 1) {
    used += widthOf(text[i]);
    if (used > width) return i;
  }
  return text.length;
}

export function short(text, width) {
  const fits = fitting(text, width);
  return fits === text.length ? text : `${text.slice(0, Math.max(1, fits - 1))}…`;
}

const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
const linear = (part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
const luminance = (parts) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => sum + weight * linear(parts[at]), 0);

// The ink that stands out most on a scale of colours at a share of its length: the contrast of WCAG, black or white.
export function inkOn(colors, share) {
  const place = Math.min(1, Math.max(0, share)) * (colors.length - 1);
  const at = Math.min(colors.length - 2, Math.floor(place));
  const [from, to] = [channels(colors[at]), channels(colors[at + 1])];
  const light = luminance(from.map((part, index) => part + (place - at) * (to[index] - part)));
  return 1.05 / (light + 0.05) > (light + 0.05) / 0.058 ? "#ffffff" : "#10151b";
}

// The width of a text in pixels, as charts write it.
export const drawnWidth = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12 : 6.6), 0);

// A name that is too long gives up the note in brackets at its end before it is cut.
export function withoutNote(name, width) {
  if (fitting(name, width) === name.length) return name;
  return name.replace(/\s*[（(][^（()）]*[)）]$/, "") || name;
}

const reversed = (text) => [...text].reverse().join("");
// Cut at its beginning: names of one family differ at their end.
const shortAhead = (text, width) => reversed(short(reversed(text), width));

// The text in as few lines as it needs, at most three, broken at spaces where there are any.
export function inLines(text, width, most = 3) {
  const fits = fitting(text, width);
  if (fits === text.length) return text;
  if (most === 1) return shortAhead(text, width);
  const space = text.lastIndexOf(" ", fits);
  const end = space > fits / 3 ? space : fits;
  return `${text.slice(0, end).trim()}\n${inLines(text.slice(end).trim(), width, most - 1)}`;
}

const linesOf = (name) => name.split("\n").length;
export const rowHeight = (names, usual) => Math.max(usual, ...names.map((name) => linesOf(name) * 13 + 3));

// Points as the tables write them: two decimals, a true minus.
export function pointsText(text) {
  const [whole, decimals = ""] = text.split(".");
  return minus(`${whole}.${decimals.padEnd(2, "0")}`);
}

export const minus = (value) => String(value).replace("-", "−");
