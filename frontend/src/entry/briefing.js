// A briefing: how much of each entry is written, and what the server found in its fields.

export class Briefing {
  constructor(form) {
    this.parts = [...form.querySelectorAll("[data-part]")];
    this.entries = [...form.querySelectorAll("[data-longest]")];
    form.addEventListener("input", () => this.count());
    this.count();
  }

  /** Characters as the server counts them: without blanks at the ends, each sign once. */
  count() {
    for (const entry of this.entries) {
      const length = [...entry.querySelectorAll("[data-text]")].reduce((sum, part) => sum + [...part.value.trim()].length, 0);
      const told = entry.querySelector("[data-length]");
      told.textContent = length;
      told.classList.toggle("overdue", length > Number(entry.dataset.longest));
    }
  }

  /** What the server found in each field; an entry that another person has filled is counted anew. */
  understood(cells) {
    for (const part of this.parts) {
      const data = cells[part.name];
      if (!data) continue;
      const box = part.parentElement;
      box.classList.remove("error", "warning");
      if (data.severity) box.classList.add(data.severity);
      if (data.severity === "error") part.setAttribute("aria-invalid", "true");
      else part.removeAttribute("aria-invalid");
      box.querySelector(".told").textContent = data.told.join(" ");
    }
    this.count();
  }
}
