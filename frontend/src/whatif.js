// The what-if form asks the server at every change; here only what the browser must add: the address keeps the
// question, so that it can be bookmarked, and unchanged fields stay out of it.

export function watchWhatIf() {
  const form = document.querySelector("form[data-whatif]");
  if (!form) return;
  const changed = (field) => field.name && field.value !== (field.dataset.initial ?? "");

  document.body.addEventListener("htmx:configRequest", (event) => {
    if (!form.contains(event.detail.elt)) return;
    const fields = [...form.elements].filter((field) => field.name);
    const parameters = Object.fromEntries(fields.filter(changed).map((field) => [field.name, field.value]));
    event.detail.parameters = parameters;
    const query = new URLSearchParams(parameters).toString();
    history.replaceState(null, "", query ? `?${query}` : location.pathname);
    fields.forEach((field) => field.classList.toggle("is-changed", changed(field)));
  });
}
