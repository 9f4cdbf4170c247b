// Entering figures or a briefing: what is typed is kept at every pause and comes back understood; nothing typed is ever lost.
import { watchKeys } from "./keys.js";
import { watchPasting } from "./pasting.js";
import { forget, keep, recall } from "./store.js";
import { Briefing } from "./briefing.js";
import { Grid } from "./grid.js";

const PAUSE = 700;
const AGAIN = 5000;

export function watchEntry() {
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const isBriefing = form.dataset.entry === "briefing";
  const grid = isBriefing ? new Briefing(form) : new Grid(form);
  const saver = new Saver(form, grid);
  if (!isBriefing) {
    watchKeys(grid);
    watchPasting(form, grid, saver);
  }
  form.addEventListener("input", () => saver.soon());
  form.addEventListener("change", () => saver.soon());
  form.addEventListener("submit", (event) => saver.leave(event));
  window.addEventListener("online", () => saver.save());
  window.addEventListener("pagehide", () => saver.keepLocally());
  // A version that the page was made with may be older than what this page has saved since.
  window.addEventListener("pageshow", (event) => event.persisted && location.reload());
  saver.start();
}

class Saver {
  constructor(form, grid) {
    this.form = form;
    this.grid = grid;
    this.status = form.querySelector("[data-status]");
    this.conflict = form.querySelector("[data-conflict]");
    this.base = this.fields();
    this.timer = 0;
    this.busy = false;
    this.stopped = false;
    this.joined = "";
    form.querySelector("[data-merge]").addEventListener("click", () => {
      this.merge();
      this.soon();
    });
    form.querySelector("[data-theirs]").addEventListener("click", () => {
      forget(this.form);
      location.reload();
    });
  }

  /** What the form holds, by name; files and the token are none of it. */
  fields() {
    const data = {};
    for (const [name, value] of new FormData(this.form)) {
      if (!["csrfmiddlewaretoken", "version", "seen"].includes(name)) data[name] = value;
    }
    return data;
  }

  get version() {
    return this.form.elements.version.value;
  }

  set version(value) {
    document.querySelectorAll('[data-follows] input[name="version"]').forEach((field) => (field.value = value));
    this.form.elements.version.value = value;
  }

  get isChanged() {
    return differing(this.fields(), this.base).length > 0;
  }

  /** Bring back what an earlier visit could not save. */
  start() {
    const kept = recall(this.form);
    if (!kept) return;
    if (differing(kept.fields, this.base).length === 0) {
      // It had arrived after all; only the answer was lost.
      forget(this.form);
      this.say("saved");
      return;
    }
    this.fill(kept.fields);
    this.base = kept.base;
    this.version = kept.version;
    this.say("restored");
    this.soon();
  }

  fill(fields) {
    for (const field of this.form.elements) {
      if (!field.name || field.type === "hidden") continue;
      if (field.type === "checkbox") {
        if (field.name !== "seen") field.checked = field.name in fields;
      } else field.value = fields[field.name] || "";
    }
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  say(name, more = "") {
    this.status.textContent = (this.form.dataset[name] || "") + more;
    this.status.dataset.state = name;
  }

  keepLocally() {
    if (!this.stopped && this.isChanged) keep(this.form, { fields: this.fields(), base: this.base, version: this.version });
  }

  leave(event) {
    if (this.busy) {
      // The version of a save under way is not known yet: what is sent now would look outdated.
      event.preventDefault();
      const button = event.submitter;
      setTimeout(() => this.form.requestSubmit(button), 100);
      return;
    }
    clearTimeout(this.timer);
    this.keepLocally();
    this.stopped = true;
  }

  async save() {
    clearTimeout(this.timer);
    if (this.stopped || !this.conflict.hidden) return;
    if (this.busy) return this.soon();
    const sent = this.fields();
    if (differing(sent, this.base).length === 0) {
      if (this.status.dataset.state !== "saved") this.settled();
      return;
    }
    this.busy = true;
    this.say("saving");
    try {
      await this.send(sent);
    } catch {
      this.keepLocally();
      this.say("offline");
      this.timer = setTimeout(() => this.save(), AGAIN);
    } finally {
      this.busy = false;
    }
    if (this.again || (this.status.dataset.state === "saved" && this.isChanged)) this.soon();
    this.again = false;
  }

  async send(sent) {
    const headers = { Accept: "application/json", "HX-Request": "true" };
    const answer = await fetch(this.form.getAttribute("action"), { method: "POST", headers, body: new URLSearchParams(new FormData(this.form)), redirect: "manual" });
    if (answer.status === 401 || answer.type === "opaqueredirect") {
      this.keepLocally();
      this.say("signedOut");
      return;
    }
    if (!(answer.headers.get("Content-Type") || "").includes("json")) throw new Error("no answer");
    const data = await answer.json();
    if (answer.ok) return this.saved(data, sent);
    this.keepLocally();
    if (data.conflict) this.showConflict(data);
    else this.say("refused", data.told.join(" ") + data.remedy.join(" "));
  }

  saved(data, sent) {
    this.base = sent;
    this.version = data.version;
    forget(this.form);
    this.grid.understood(data.cells);
    document.querySelector("[data-filled]").textContent = data.filled;
    this.showFound(data);
    this.say("saved", ` ${data.saved}${this.joined ? ` · ${this.form.dataset.joined} ${this.joined}` : ""}`);
    this.joined = "";
  }

  /** Nothing is left to save, as after a lost answer. */
  settled() {
    forget(this.form);
    if (["saving", "offline", "restored"].includes(this.status.dataset.state)) this.say("saved");
  }

  /** The list of findings anew, but only where it says something else: a tick in it is not undone. */
  showFound(data) {
    const panel = document.querySelector("[data-found]");
    const signature = data.signature.join("\n");
    if (panel.dataset.signature === signature) return;
    panel.dataset.signature = signature;
    panel.innerHTML = data.found;
    panel.classList.toggle("alert", data.found.includes("tag first"));
  }

  showConflict(data) {
    this.theirs = data;
    // Only a cell that both have changed, each in another way, is for people to decide.
    const mine = this.fields();
    const theirs = (name) => data.fields[name] || "";
    const clash = differing(mine, this.base).some(
      (name) => theirs(name) !== (mine[name] || "") && theirs(name) !== (this.base[name] || ""),
    );
    if (!clash) {
      this.joined = data.by;
      this.merge();
      return;
    }
    this.conflict.hidden = false;
    this.conflict.querySelector("[data-conflict-what]").textContent = data.told.join(" ");
    this.conflict.querySelector("[data-conflict-remedy]").textContent = [data.by, data.saved].filter(Boolean).join(" ");
    this.conflict.scrollIntoView({ block: "center" });
  }

  /** What was changed here stays; all else becomes what the other person has saved. */
  merge() {
    const mine = this.fields();
    const changed = differing(mine, this.base);
    const merged = { ...this.theirs.fields };
    for (const name of changed) {
      if (name in mine) merged[name] = mine[name];
      else delete merged[name];
    }
    this.fill(merged);
    this.base = this.theirs.fields;
    this.version = this.theirs.version;
    this.conflict.hidden = true;
    this.again = true;
  }
}

function differing(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => (one[name] || "") !== (other[name] || ""));
}
