// Runs before the first paint, so that a reader who chose the dark theme never sees a light flash.
try {
  document.documentElement.dataset.theme = localStorage.getItem("theme") === "dark" ? "dark" : "light";
} catch {
  // Storage may be forbidden by the browser's policy: the light theme of the page stays.
}
