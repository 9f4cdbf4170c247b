// Tables whose headings hold a button can be put in another order. A cell's data-sort is its value for the order;
// cells without a value stay at the end in both directions.

const collator = new Intl.Collator("zh-Hans", { numeric: true });

function compare(a, b, sign) {
  if (a === b) return 0;
  if (a === "" || a === undefined) return 1;
  if (b === "" || b === undefined) return -1;
  const [x, y] = [Number(a), Number(b)];
  return sign * (Number.isNaN(x) || Number.isNaN(y) ? collator.compare(a, b) : x - y);
}

function sort(button) {
  const heading = button.closest("th");
  const table = heading.closest("table");
  const column = heading.cellIndex;
  const first = heading.dataset.first ?? "ascending";
  const other = first === "ascending" ? "descending" : "ascending";
  const order = heading.getAttribute("aria-sort") === first ? other : first;
  table.querySelectorAll("th[aria-sort]").forEach((cell) => cell.removeAttribute("aria-sort"));
  heading.setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1;
  const value = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
  const body = table.tBodies[0];
  body.append(...[...body.rows].sort((a, b) => compare(value(a), value(b), sign)));
}

export function watchSorting() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("th button[data-sorts]");
    if (button) sort(button);
  });
}
