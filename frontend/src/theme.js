// Runs before the first paint, so that no reader of the dark theme sees a light flash: the theme that was chosen in
// this browser or, without a choice, the one that the system prefers.
let chosen = null;
try {
  chosen = localStorage.getItem("theme");
} catch {
  // Storage may be forbidden by the browser's policy: the system's preference then decides.
}
const prefersDark = matchMedia("(prefers-color-scheme: dark)").matches;
document.documentElement.dataset.theme = chosen === "dark" || (chosen === null && prefersDark) ? "dark" : "light";
