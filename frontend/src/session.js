// Warns two minutes before a session of the office ends for want of use, and keeps it alive on request. What has
// been typed is kept (drafts.js).

const WARNING = 120;

export function watchSession() {
  const told = document.querySelector('meta[name="sikao-session"]');
  const dialog = document.getElementById("idle");
  if (!told || !dialog) return;
  let ends = performance.now() + Number(told.content) * 1000;
  const left = () => Math.round((ends - performance.now()) / 1000);

  async function ask(headers) {
    const answer = await fetch(told.dataset.check, { headers, redirect: "manual" });
    if (!answer.ok) return 0;
    return (await answer.json()).ends_in;
  }
  const stay = async () => {
    ends = performance.now() + (await ask({})) * 1000;
    if (left() > 0) dialog.close();
  };
  dialog.querySelector("[data-stay]").addEventListener("click", stay);

  setInterval(async () => {
    if (left() > WARNING) return;
    if (!dialog.open) {
      // Another tab may have kept the session alive.
      ends = performance.now() + (await ask({ "sikao-passive": "1" })) * 1000;
      if (left() > WARNING) return;
      dialog.showModal();
    }
    dialog.querySelector("[data-left]").textContent = String(Math.max(0, left()));
    if (left() <= 0) location.reload();
  }, 1000);
}
