// A range copied from a spreadsheet goes into the cells from the present one on, by the server's own rules; it can
// be undone as a whole. A single text is left to the browser.

export function watchPasting(form, grid, saver) {
  const undo = form.querySelector("[data-undo]");
  const done = [];

  form.addEventListener("paste", async (event) => {
    const input = event.target;
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!grid.inputs.includes(input) || !/[\t\n\r]/.test(text.replace(/[\r\n]+$/, ""))) {
      if (grid.inputs.includes(input) && /[\r\n]+$/.test(text)) {
        event.preventDefault();
        grid.put(input, text.replace(/[\r\n]+$/, ""));
      }
      return;
    }
    event.preventDefault();
    const [row, column] = grid.place(input);
    const body = new URLSearchParams({ text, row, column, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    try {
      const answer = await fetch(form.dataset.paste, { method: "POST", headers: { Accept: "application/json", "HX-Request": "true" }, body, redirect: "manual" });
      const data = await answer.json();
      if (data.cells) fill(data.cells);
      else tell(data.told.join(" "), "pasteRefused");
    } catch {
      saver.say("pasteOffline");
    }
  });

  function fill(cells) {
    const before = new Map();
    for (const field of grid.inputs) {
      const text = cells[field.name.slice(2)];
      if (text === undefined) continue;
      before.set(field, field.value);
      field.value = text.trim();
    }
    done.push(before);
    undo.hidden = false;
    saver.say("pasted", ` ${before.size}`);
    saver.soon();
  }

  function takeBack() {
    const before = done.pop();
    before.forEach((text, field) => (field.value = text));
    undo.hidden = done.length === 0;
    saver.say("undone");
    saver.soon();
  }

  function tell(text, state) {
    saver.say(state, text);
    form.querySelector("[data-status]").scrollIntoView({ block: "nearest" });
  }

  undo.addEventListener("click", takeBack);
  // After something else was typed, Ctrl+Z is the browser's again; the button stays.
  let typed = false;
  form.addEventListener("input", () => (typed = true));
  form.addEventListener("paste", () => (typed = false));
  form.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && done.length && !typed && grid.inputs.includes(event.target)) {
      event.preventDefault();
      takeBack();
    }
  });
}
