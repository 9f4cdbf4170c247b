// Moving as in a sheet: arrows and Enter from cell to cell, F2 to change a text, Escape to leave it as it was.

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function watchKeys(grid) {
  let before = "";
  let editing = false;

  const go = (input) => {
    if (!input) return;
    input.focus();
    input.scrollIntoView({ block: "nearest", inline: "nearest" });
  };

  for (const input of grid.inputs) {
    input.addEventListener("focus", () => {
      before = input.value;
      editing = false;
      input.select();
    });
    input.addEventListener("pointerdown", () => {
      if (document.activeElement === input) editing = true;
    });
  }

  grid.form.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!grid.inputs.includes(input) || event.isComposing || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      go(grid.next(input, event.shiftKey ? -1 : 1, 0));
    } else if (event.key === "F2") {
      event.preventDefault();
      editing = true;
      input.setSelectionRange(input.value.length, input.value.length);
    } else if (event.key === "Escape" && input.value !== before) {
      event.preventDefault();
      grid.put(input, before);
      input.select();
      editing = false;
    } else if (event.key in MOVES && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      if (!leaves(input, event.key, editing)) return;
      event.preventDefault();
      go(grid.next(input, ...MOVES[event.key]));
    }
  });
}

/** Up and down always leave a cell; left and right do where the whole text is marked, or at its end. */
function leaves(input, key, editing) {
  if (key === "ArrowUp" || key === "ArrowDown") return true;
  if (editing) return false;
  const { selectionStart: start, selectionEnd: end, value } = input;
  if (start === 0 && end === value.length) return true;
  return start === end && (key === "ArrowLeft" ? start === 0 : end === value.length);
}
