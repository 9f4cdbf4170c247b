// Menus are <details>: one open at a time, closed by Escape and by a click elsewhere. The navigation of a
// narrow window is a <dialog>.

export function watchMenus() {
  // Of many groups in one line the present one is in sight.
  document.querySelectorAll(".tabs a[aria-current]").forEach((tab) => {
    const strip = tab.closest(".tabs");
    strip.scrollLeft = tab.offsetLeft - strip.offsetLeft - (strip.clientWidth - tab.offsetWidth) / 2;
  });
  // Of many units below each other too.
  document.querySelectorAll(".tall tr[aria-current]").forEach((row) => {
    const box = row.closest(".tall");
    box.scrollTop = row.offsetTop - (box.clientHeight - row.offsetHeight) / 2;
  });
  const open = () => document.querySelectorAll("details[data-menu][open]");

  document.addEventListener("click", (event) => {
    open().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    if (event.target.closest("[data-open-navigation]")) document.getElementById("navigation").showModal();
    const dialog = event.target.closest("dialog[data-sheet]");
    if (dialog && (event.target === dialog || event.target.closest("[data-close]"))) dialog.close();
    if (event.target.closest("[data-print]")) window.print();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
}
