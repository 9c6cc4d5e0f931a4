// Seen by the surveillant and forgotten on a shared computer: it signs out by itself.

const leaving = document.querySelector("[data-leaves]");
if (leaving) setTimeout(() => leaving.submit(), 30 * 60 * 1000);
