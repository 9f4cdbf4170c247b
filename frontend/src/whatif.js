// The what-if form asks the server at every change. The browser adds that the address keeps the question, so that it
// can be bookmarked, and that fields as they were stay out of it.

export function watchWhatIf() {
  const form = document.querySelector("form[data-whatif]");
  if (!form) return;
  const fields = () => [...form.elements].filter((field) => field.name);
  const asked = (field) => field.dataset.focus !== undefined || field.value.trim() !== (field.dataset.initial ?? "");
  const question = () => Object.fromEntries(fields().filter(asked).map((field) => [field.name, field.value.trim()]));
  const mark = () => fields().forEach((field) => field.classList.toggle("is-changed", asked(field) && field.dataset.focus === undefined));
  const address = (parameters) => `${location.pathname}?${new URLSearchParams(parameters)}`;

  form.addEventListener("htmx:configRequest", (event) => {
    const parameters = question();
    event.detail.parameters = parameters;
    history.replaceState(null, "", address(parameters));
    mark();
  });
  // Another unit or indicator has other numbers: the points that were changed stay, the rest begins anew.
  form.addEventListener("input", (event) => {
    if (event.target.dataset.focus === undefined) return;
    event.stopPropagation();
    const kept = Object.entries(question()).filter(([name]) => name.startsWith("points.") || name === "unit" || name === "node");
    location.assign(address(kept));
  }, { capture: true });
  mark();
}
