// Every number is a link to its explanation; here the link opens beside the page instead of leaving it.

export function watchExplanations(htmx) {
  const panel = document.getElementById("explanation");
  if (!panel) return;
  const content = panel.querySelector("[data-content]");

  const show = async (address) => {
    content.setAttribute("aria-busy", "true");
    if (!panel.open) panel.showModal();
    await htmx.ajax("GET", address, { target: content, swap: "innerHTML" });
    content.removeAttribute("aria-busy");
    panel.scrollTop = 0;
    panel.querySelector("h2")?.focus();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-explain]");
    const wantsTab = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0;
    if (!link || wantsTab) return;
    event.preventDefault();
    show(link.href);
  });
  // Charts have no links of their own: they say which address was asked for.
  document.addEventListener("sikao:explain", (event) => show(event.detail));

  panel.addEventListener("click", (event) => {
    if (event.target === panel || event.target.closest("[data-close]")) panel.close();
  });
  panel.addEventListener("close", () => content.replaceChildren());
  document.body.addEventListener("htmx:responseError", () => {
    if (panel.open) content.replaceChildren(document.getElementById("explanation-failed").content.cloneNode(true));
  });
}
