// What is typed into a form outlives its page: a change of language, a session that ends, a server that does not
// answer. It is kept in this tab's own store, for whoever reads, without passwords, codes and files, until the form
// has been accepted. Figures and briefings are kept by the server (entry/entry.js).

const SENT = "draft-sent";

export function watchDrafts() {
  settle();
  document.querySelectorAll('form[method="post"]:not([data-entry])').forEach((form) => {
    if (form.dataset.draft || form.querySelector("textarea")) keep(form);
  });
}

/** Whether what was sent from the page before has been accepted: only then nobody needs its text any more. */
function settle() {
  const sent = sessionStorage.getItem(SENT);
  if (!sent) return;
  sessionStorage.removeItem(SENT);
  // Whoever must first say who he is has sent nothing yet.
  if (document.querySelector('input[type="password"]')) return;
  const { responseStatus } = performance.getEntriesByType("navigation")[0];
  const accepted = responseStatus ? responseStatus < 400 : new URLSearchParams(location.search).has("done");
  if (accepted) sessionStorage.removeItem(sent);
}

function keep(form) {
  const name = nameOf(form);
  restore(form, JSON.parse(sessionStorage.getItem(name) || "{}"), name);
  unfold(form);
  // The browser itself brings back what was typed when somebody returns to the page.
  window.addEventListener("pageshow", () => unfold(form));
  form.addEventListener("input", () => {
    const typed = fieldsOf(form).filter((field) => field.value !== from(field));
    const kept = typed.map((field) => [field.name, { value: field.value, from: from(field) }]);
    sessionStorage.setItem(name, JSON.stringify(Object.fromEntries(kept)));
  });
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, name));
}

function nameOf(form) {
  const reader = document.querySelector('meta[name="sikao-session"]')?.dataset.reader ?? "";
  const place = [location.pathname, form.dataset.draft ?? form.getAttribute("action") ?? ""];
  return ["draft", reader, ...place.map((path) => path.replace(/^\/en\//, "/"))].join(":");
}

/** Bring back what was typed, into fields that still say what they said before it, and tell of it. */
function restore(form, kept, name) {
  const back = fieldsOf(form).filter((field) => field.name in kept && (!field.value || field.value === kept[field.name].from));
  back.forEach((field) => (field.value = kept[field.name].value));
  if (!back.length) return;
  form.prepend(document.getElementById("draft-restored").content.cloneNode(true));
  form.querySelector("[data-forget]").addEventListener("click", () => {
    back.forEach((field) => (field.value = kept[field.name].from));
    sessionStorage.removeItem(name);
    form.querySelector("[data-restored]").remove();
  });
}

/** What a field said when its page came. */
const from = (field) => field.defaultValue ?? "";

// What was typed is not hidden in a fold.
function unfold(form) {
  form.querySelectorAll("details textarea").forEach((area) => {
    if (area.value !== from(area)) area.closest("details").open = true;
  });
}

function fieldsOf(form) {
  const passed = ["hidden", "password", "file", "submit", "button", "checkbox", "radio"];
  return [...form.elements].filter((field) => field.name && !passed.includes(field.type) && !/code/.test(field.name));
}
