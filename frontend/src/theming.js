// The light and the dark theme: as the system prefers, until a reader chooses; the choice stays in this browser.

function show(theme) {
  document.documentElement.dataset.theme = theme;
  document.dispatchEvent(new CustomEvent("sikao:theme"));
}

function chosen() {
  try {
    return localStorage.getItem("theme");
  } catch {
    return null; // Storage may be forbidden.
  }
}

export function watchTheme() {
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-theme-toggle]")) return;
    const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // The choice then lasts as long as the page.
    }
    show(theme);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", (event) => {
    if (chosen() === null) show(event.matches ? "dark" : "light");
  });
}
