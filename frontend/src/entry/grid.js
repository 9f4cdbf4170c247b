// The cells of the table by row and column, what is known of them, and the bar that tells it of the present cell.

export class Grid {
  constructor(form) {
    this.form = form;
    this.inputs = [...form.querySelectorAll("td.cell > input")];
    this.places = new Map(this.inputs.map((input) => [this.place(input).join(), input]));
    this.bar = document.getElementById("cell-bar");
    this.present = null;
    form.addEventListener("focusin", (event) => this.inputs.includes(event.target) && this.enter(event.target));
    const absence = document.getElementById("absence");
    absence.addEventListener("change", () => {
      if (this.present && absence.value) this.put(this.present, absence.value);
      absence.value = "";
      this.present?.focus();
    });
    this.bar.querySelector("[data-attach]").addEventListener("click", () => {
      const key = document.getElementById("key");
      key.value = this.present.name.slice(2);
      document.getElementById("file").focus();
    });
  }

  place(input) {
    return input.id.split("-").slice(1).map(Number);
  }

  at(row, column) {
    return this.places.get(`${row},${column}`);
  }

  /** The next cell in a direction, over places where nothing is asked. */
  next(input, down, across) {
    let [row, column] = this.place(input);
    for (let steps = 0; steps < 500; steps++) {
      row += down;
      column += across;
      if (row < 0 || column < 0) return null;
      const found = this.at(row, column);
      if (found) return found;
    }
    return null;
  }

  put(input, text) {
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    this.show();
  }

  enter(input) {
    this.present = input;
    this.bar.hidden = false;
    this.show();
  }

  /** What the server understood, in each cell and in the bar. A cell changed meanwhile waits for its own turn. */
  understood(cells) {
    for (const input of this.inputs) {
      const data = cells[input.name];
      if (!data) continue;
      input.dataset.echo = data.echo;
      input.dataset.ratio = data.ratio;
      input.dataset.told = data.told.map((one) => one.what + one.remedy).join(" ");
      const box = input.parentElement;
      box.classList.remove("error", "warning");
      if (data.severity) box.classList.add(data.severity);
      box.classList.toggle("changed", data.changed);
      if (data.severity === "error") input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      box.querySelector(".told").textContent = data.told.length ? data.told[0].what : data.echo;
    }
    this.show();
  }

  show() {
    const input = this.present;
    if (!input) return;
    const { echo, more, ratio, told } = input.dataset;
    this.bar.querySelector("[data-name]").textContent = input.getAttribute("aria-label");
    this.bar.querySelector("[data-echo]").textContent = echo;
    const known = [...input.parentElement.querySelectorAll(".known > span")].map((part) => part.textContent);
    this.bar.querySelector("[data-known]").textContent = [...known, more, ratio].filter(Boolean).join(" · ");
    const problem = this.bar.querySelector("[data-told]");
    problem.hidden = !told.trim();
    problem.textContent = told;
    this.bar.querySelector("[data-attach]").hidden = !("demands" in input.dataset);
  }
}
