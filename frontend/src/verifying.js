// Verifying a paper by its file: the digest is worked out here and sent in place of the file.
import { sha256 } from "./sha256.js";

export function watchVerifying() {
  const form = document.querySelector("form[data-verify]");
  if (!form) return;
  const place = form.querySelector("[data-file]");
  const file = place.querySelector('input[type="file"]');
  const working = place.querySelector("[data-working]");
  place.hidden = false;
  const look = async (chosen) => {
    if (!chosen) return;
    working.hidden = false;
    form.elements.code.value = await sha256(chosen);
    form.requestSubmit();
  };
  file.addEventListener("change", () => look(file.files[0]));
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    look(event.dataTransfer.files[0]);
  });
}
