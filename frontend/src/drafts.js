// What is typed into a form outlives its page: a change of language, a session that ends, a server that does not
// answer. It is kept in this tab's own store, for whoever reads, without passwords, codes, ticks and files, until the
// server says that it has accepted the form. Figures and briefings are kept by the server (entry/entry.js).

const SENT = "draft-sent";
// By the first the server knows what is being sent, by the second it says what it has accepted (door.py).
const SENDING = "sikao-sending";
const ACCEPTED = "sikao-accepted";
const TYPED = 'textarea, input:not([type]), input[type="text"], input[type="number"], input[type="date"], select';
const PASSED = ["hidden", "password", "file", "submit", "button", "checkbox"];

export function watchDrafts() {
  // A new page: what was on its way has arrived or has not.
  document.cookie = `${SENDING}=; path=/; max-age=0; SameSite=Lax`;
  const reader = document.querySelector('meta[name="sikao-session"]')?.dataset.reader;
  if (!reader) return;
  settle();
  forget((name) => !name.startsWith(`draft:${reader}:`));
  document.querySelectorAll('form[method="post"]:not([data-entry])').forEach((form) => {
    if (!form.querySelector('input[type="password"]') && [...form.querySelectorAll(TYPED)].some(isKept)) keep(form, reader);
  });
  document.querySelector("form[data-sign-out]")?.addEventListener("submit", () => forget(() => true));
}

/** What the server has accepted since is no draft any more. */
function settle() {
  const sent = JSON.parse(read(SENT) || "{}");
  if (!sent.token || sent.token !== cookie(ACCEPTED)) return;
  write(sent.name, "");
  write(SENT, "");
  document.cookie = `${ACCEPTED}=; path=/; max-age=0; SameSite=Lax`;
}

function keep(form, reader) {
  const name = nameOf(form, reader);
  const first = valuesOf(form);
  restore(form, name, first);
  unfold(form);
  // The browser itself brings back what was typed when somebody returns to the page.
  window.addEventListener("pageshow", () => unfold(form));
  form.addEventListener("input", (event) => {
    const field = event.target.name;
    const now = valuesOf(form)[field];
    if (!now) return;
    const kept = recall(name);
    const from = kept[field]?.from ?? first[field];
    if (same(now, from)) delete kept[field];
    else kept[field] = { values: now, from };
    write(name, Object.keys(kept).length ? JSON.stringify(kept) : "");
  });
  form.addEventListener("submit", () => {
    const token = [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join("");
    write(SENT, JSON.stringify({ name, token }));
    document.cookie = `${SENDING}=${token}; path=/; max-age=300; SameSite=Lax`;
  });
}

/** By what a draft is kept; a form that names it itself is the same one whatever its page is asked for. */
function nameOf(form, reader) {
  const page = (path) => path.replace(/^\/en\//, "/");
  if (form.dataset.draft) return ["draft", reader, page(location.pathname), form.dataset.draft].join(":");
  const asked = new URLSearchParams(location.search);
  ["done", "made", "saved"].forEach((said) => asked.delete(said));
  return ["draft", reader, page(location.pathname), page(form.getAttribute("action") ?? ""), asked].join(":");
}

/** Bring back what was typed, into fields that still say what they said before it, and tell of it. */
function restore(form, name, first) {
  const kept = recall(name);
  const back = Object.keys(kept).filter(
    (field) => first[field] && !same(first[field], kept[field].values) && (same(first[field], kept[field].from) || first[field].every((value) => !value)),
  );
  back.forEach((field) => put(form, field, kept[field].values));
  if (!back.length) return;
  const fold = form.closest("details");
  if (fold) fold.open = true;
  form.prepend(document.getElementById("draft-restored").content.cloneNode(true));
  form.querySelector("[data-forget]").addEventListener("click", () => {
    back.forEach((field) => put(form, field, first[field]));
    write(name, "");
    form.querySelector("[data-restored]").remove();
  });
}

/** What is chosen or typed, by the names of fields. */
function valuesOf(form) {
  const found = {};
  for (const field of [...form.elements].filter(isKept)) {
    const values = (found[field.name] ??= []);
    if (field.type === "select-multiple") values.push(...[...field.selectedOptions].map((option) => option.value));
    else if (field.type !== "radio" || field.checked) values.push(field.value);
  }
  return found;
}

function put(form, name, values) {
  const left = [...values];
  for (const field of [...form.elements].filter((one) => one.name === name && isKept(one))) {
    if (field.type === "select-multiple") [...field.options].forEach((option) => (option.selected = values.includes(option.value)));
    else if (field.type === "radio") field.checked = values.includes(field.value);
    else field.value = left.shift() ?? "";
  }
}

// What was typed is not hidden in a fold.
function unfold(form) {
  form.querySelectorAll("details textarea").forEach((area) => {
    if (area.value !== area.defaultValue) area.closest("details").open = true;
  });
}

const isKept = (field) => field.name && !PASSED.includes(field.type) && field.autocomplete !== "one-time-code";
const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const cookie = (name) => document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);

// A store that is full or switched off keeps nothing: the page itself still holds what was typed.
function read(name) {
  try {
    return sessionStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name, text) {
  try {
    if (text) sessionStorage.setItem(name, text);
    else sessionStorage.removeItem(name);
  } catch {
    // See above.
  }
}

function recall(name) {
  return JSON.parse(read(name) || "{}");
}

function forget(which) {
  try {
    Object.keys(sessionStorage).filter((name) => name.startsWith("draft:") && which(name)).forEach((name) => sessionStorage.removeItem(name));
  } catch {
    // See above.
  }
}
