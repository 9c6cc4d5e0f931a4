// What a page gains from a script; each of these deeds has its way without it.

// Dialogs: <a href="the same content as a page" data-opens="id">, and data-closes inside.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest("[data-closes]")) event.target.closest("dialog").close();
});

// A form is sent once, however often the button is pressed.
const release = (form) => {
  delete form.dataset.sending;
  form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  const method = event.submitter?.getAttribute("formmethod") ?? form.getAttribute("method");
  if (event.defaultPrevented || method === "dialog") return;
  if ("sending" in form.dataset) return event.preventDefault();
  form.dataset.sending = "";
  event.submitter?.setAttribute("aria-disabled", "true");
  // A download leaves the page in place, and a lost network never answers: the button comes back.
  setTimeout(release, 10000, form);
});

// The page may return from the browser's memory with its buttons still held.
addEventListener("pageshow", () => document.querySelectorAll("[data-sending]").forEach(release));

// The error summary speaks first.
document.querySelector("[role=alert][tabindex='-1']")?.focus();

// The page of a server that is away comes back by itself when the server answers.
if (document.querySelector("[data-retries]")) {
  setInterval(async () => {
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (answer?.ok) location.reload();
  }, 15000);
}
