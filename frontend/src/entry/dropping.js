// Evidence files dropped on the page's own field; a refusal is told beside it.

export function watchDropping() {
  const form = document.querySelector("form[data-drop]");
  if (!form) return;
  const file = form.querySelector('input[type="file"]');
  const problem = form.querySelector("[data-problem]");
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    form.requestSubmit();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    const button = form.querySelector('button[type="submit"]');
    button.disabled = true;
    try {
      const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body: new FormData(form) });
      const data = await answer.json();
      if (answer.ok) {
        location.hash = "evidence";
        location.reload();
        return;
      }
      problem.textContent = data.told.join(" ");
      problem.hidden = false;
    } catch {
      form.submit();
    }
    button.disabled = false;
  });
}
