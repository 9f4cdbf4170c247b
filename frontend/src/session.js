// Warns two minutes before a session of the office ends for want of use, and keeps it alive on request. What has
// been typed stays in the page; a form that must outlive the session names itself with data-draft and is kept
// in this tab's own store, without passwords and codes, until it has been accepted.

const WARNING = 120;

export function watchSession() {
  keepDrafts();
  const told = document.querySelector('meta[name="sikao-session"]');
  const dialog = document.getElementById("idle");
  if (!told || !dialog) return;
  let ends = performance.now() + Number(told.content) * 1000;
  const left = () => Math.round((ends - performance.now()) / 1000);

  async function ask(headers) {
    const answer = await fetch(told.dataset.check, { headers, redirect: "manual" });
    if (!answer.ok) return 0;
    return (await answer.json()).ends_in;
  }
  const stay = async () => {
    ends = performance.now() + (await ask({})) * 1000;
    if (left() > 0) dialog.close();
  };
  dialog.querySelector("[data-stay]").addEventListener("click", stay);

  setInterval(async () => {
    if (left() > WARNING) return;
    if (!dialog.open) {
      // Another tab may have kept the session alive.
      ends = performance.now() + (await ask({ "sikao-passive": "1" })) * 1000;
      if (left() > WARNING) return;
      dialog.showModal();
    }
    dialog.querySelector("[data-left]").textContent = String(Math.max(0, left()));
    if (left() <= 0) location.reload();
  }, 1000);
}

function keepDrafts() {
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const name = `draft:${location.pathname}:${form.dataset.draft}`;
    const fields = () => [...form.elements].filter((field) => field.name && isKept(field));
    // Only a page that says so has been done with what was typed: a refused form is to be mended.
    if (new URLSearchParams(location.search).has("done")) sessionStorage.removeItem(name);
    const kept = sessionStorage.getItem(name);
    if (kept) {
      const values = JSON.parse(kept);
      fields().forEach((field) => {
        if (field.name in values && !field.value) field.value = values[field.name];
      });
      unfold(form);
    }
    // The browser itself brings back what was typed when somebody returns to the page.
    window.addEventListener("pageshow", () => unfold(form));
    form.addEventListener("input", () => {
      sessionStorage.setItem(name, JSON.stringify(Object.fromEntries(fields().map((f) => [f.name, f.value]))));
    });
  });
}

// What was typed is not hidden in a fold.
function unfold(form) {
  form.querySelectorAll("details textarea").forEach((area) => {
    if (area.value) area.closest("details").open = true;
  });
}

function isKept(field) {
  return !["hidden", "password", "file", "submit", "button", "checkbox", "radio"].includes(field.type) && !/code/.test(field.name);
}
