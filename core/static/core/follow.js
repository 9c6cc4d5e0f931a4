// While something is awaited, the page follows, each second or every so many; without this a link
// does.

const reading = document.querySelector("[data-reading]");
const pace = 1000 * (Number(reading?.dataset.reading) || 1);

const follow = async () => {
  const answer = await fetch(reading.dataset.from ?? location.href, { cache: "no-store" }).catch(() => null);
  if (answer?.ok) {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-reading]");
    if (!fresh) return location.reload();
    // What says the same is left in place, and so is a deed that somebody is about to do.
    const isHeld = reading.querySelector("form:focus-within, details:focus-within, details[open]");
    if (!isHeld && fresh.textContent !== reading.textContent) reading.innerHTML = fresh.innerHTML;
  }
  setTimeout(follow, pace);
};

if (reading) setTimeout(follow, 500);
