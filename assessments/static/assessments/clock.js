// Time left as the server counts it, whatever this computer's clock says; what happens to the test
// is asked every fifteen seconds. Without this the pages say it each time they are opened.

const head = document.querySelector("[data-time]");
const timer = head.querySelector("[role=timer]");
const warning = document.querySelector("[data-warning]");
const isSuspended = document.querySelector("[data-suspended]");
const form = document.querySelector("[data-focused]");
let left = Number(head.dataset.left);
let since = performance.now();
let told = Infinity;

const remaining = () => left - (performance.now() - since) / 1000;

const words = (seconds) => {
  const minutes = Math.max(0, Math.ceil(seconds / 60));
  const rest = String(minutes % 60).padStart(2, "0");
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${rest} min`;
};

const warn = (text) => {
  warning.className = "alert";
  warning.dataset.tone = "warn";
  warning.textContent = text;
};

const show = () => {
  const seconds = remaining();
  timer.textContent = words(seconds);
  for (const minutes of [5, 1]) {
    if (seconds <= minutes * 60 && told > minutes) {
      told = minutes;
      warn(minutes === 1 ? "Il reste une minute." : "Il reste cinq minutes.");
    }
  }
  if (seconds < -31) location.reload();
};

const ask = async () => {
  const answer = await fetch(head.dataset.time, { cache: "no-store" }).catch(() => null);
  const kind = answer?.headers.get("Content-Type") ?? "";
  // A captive portal answers too: only our own words count.
  if (answer?.ok && kind.startsWith("application/json")) {
    const { state, left: fresh } = await answer.json();
    if (state === "finished" || state === "elsewhere") return location.reload();
    if ((state === "suspended") !== Boolean(isSuspended)) return location.reload();
    [left, since] = [fresh, performance.now()];
    show();
  }
  setTimeout(ask, 15000);
};

if (!isSuspended) setInterval(show, 1000);
setTimeout(ask, 15000);

// A question that one must not leave: leaving is sent with the answer.
form?.ownerDocument.defaultView.addEventListener("blur", () => {
  if (form.elements.focus_lost) return;
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "focus_lost", value: "1" });
  form.append(mark);
  warn("Vous avez quitté la page. Répondez, et signalez-le si c’était sans le vouloir.");
});
