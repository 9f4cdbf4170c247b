// The copy in this browser of what could not be saved: only while it is unsaved, only for the same person.

const name = (form) => `sikao:${form.dataset.owner}:${form.getAttribute("action").replace(/^\/en\//, "/")}`;

export function keep(form, data) {
  try {
    localStorage.setItem(name(form), JSON.stringify(data));
  } catch {
    // Storage that is full or switched off: the page itself still holds what was typed.
  }
}

export function recall(form) {
  try {
    return JSON.parse(localStorage.getItem(name(form)));
  } catch {
    return null;
  }
}

export function forget(form) {
  try {
    localStorage.removeItem(name(form));
  } catch {
    // Nothing was kept either.
  }
}
