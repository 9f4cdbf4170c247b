// Bulk decisions: one box that ticks all of them, and how many are ticked. Without script each is ticked by itself.

export function watchChoosing() {
  document.querySelectorAll("form[data-choosing]").forEach((form) => {
    const boxes = [...form.querySelectorAll('input[type="checkbox"][name]')];
    const all = form.querySelector("[data-choose-all]");
    const told = [...form.querySelectorAll("[data-chosen]")];
    if (!boxes.length) return;
    const count = () => boxes.filter((box) => box.checked).length;
    const tell = () => {
      told.forEach((place) => {
        place.textContent = `${count()}/${boxes.length}`;
      });
      if (!all) return;
      const box = all.querySelector("input");
      box.checked = count() === boxes.length;
      box.indeterminate = count() > 0 && count() < boxes.length;
    };
    if (all) {
      all.hidden = false;
      all.querySelector("input").addEventListener("change", (event) => {
        boxes.forEach((box) => {
          box.checked = event.target.checked;
        });
        tell();
      });
    }
    form.addEventListener("change", tell);
    tell();
  });
}
