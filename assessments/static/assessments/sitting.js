// A whole test in one page: questions come and answers go without leaving it, so that a cut network
// loses nothing. Without this each of them is a plain form and a plain page.

const PACE = 10000; // between two words with the server
const PATIENCE = 15000; // for its reply to an answer; for a word, less
const KEPT = "pix-certif.draft"; // of each question, unreadable without its page

const find = (selector) => document.querySelector(selector);
const answerForm = () => find("form[data-key]");

// ── Words with the server ───────────────────────────────────────────────────────────────────────

// What it says, or null when nobody of ours answers: a captive portal's page is no answer.
const ask = async (address, options = {}, patience = PATIENCE) => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), patience);
  const reply = await fetch(address, {
    ...options,
    cache: "no-store",
    headers: { Accept: "application/json" },
    signal: stop.signal,
  }).catch(() => null);
  if (!reply?.headers.has("X-Request-ID")) return null;
  if (reply.status === 500) return { fails: reply.headers.get("X-Request-ID") };
  if (reply.status > 500) return null;
  const isJson = reply.headers.get("Content-Type")?.startsWith("application/json");
  if (isJson) return reply.json().catch(() => null);
  // A page of ours: the sign-in, the code. What is typed waits in the browser.
  return { url: reply.redirected ? reply.url : location.pathname };
};

// A pause, cut short when the network is back.
let wake = () => {};
addEventListener("online", () => wake());
const pause = (ms) => new Promise((go) => {
  wake = go;
  setTimeout(go, ms);
});

// The same words until they are heard.
const insist = async (address, options) => {
  for (let tries = 0; ; tries += 1) {
    const said = await ask(address, options);
    if (said && !said.fails) return said;
    if (said && tries > 2) throw new Error(said.fails);
    if (!said) network(false);
    // A whole room does not come back at the same instant.
    await pause(Math.min(1000 * 2 ** tries, 5000) * (0.5 + Math.random()));
  }
};

// ── What the person is told ─────────────────────────────────────────────────────────────────────

const fill = (selector, tone, title, text) => {
  const region = find(selector);
  if (!region || region.dataset.says === title) return;
  region.dataset.says = title;
  region.className = title && "alert";
  region.dataset.tone = tone;
  const head = Object.assign(document.createElement("h2"), { textContent: title });
  const words = document.createElement("div");
  words.append(head, text);
  region.replaceChildren(...(title ? [words] : []));
};

const saved = (state, word, text) => {
  const line = find("[data-saved]");
  if (!line || line.textContent === `${word} ${text}`) return;
  const badge = Object.assign(document.createElement("span"), { className: "badge", textContent: word });
  badge.dataset.state = state;
  line.replaceChildren(badge, ` ${text}`);
};

let isOnline = true;

const network = (works) => {
  if (works === isOnline) return;
  isOnline = works;
  if (works) {
    fill("[data-network]", "ok", "", "");
    if (isDirty) saved("due", "Non envoyée", "La connexion est revenue.");
    else saved("made", "Enregistré", "La connexion est revenue.");
  } else {
    saved("offline", "Hors ligne", isSending ? "Votre réponse partira d’elle-même." : "");
    fill(
      "[data-network]", "warn", "Connexion interrompue",
      "Votre réponse reste sur cet ordinateur et partira dès le retour du réseau. " +
        "Ne fermez pas cette page.",
    );
  }
};

// ── What is typed and not sent: kept in the browser, hidden by a key that only the page has ──────

let isDirty = false;
let isSending = false;

// An answer on its way: neither the page's own fields nor a report.
const isTyped = (name) =>
  !["csrfmiddlewaretoken", "question", "key"].includes(name) && !name.startsWith("signalement-");

const fields = (form) => [...new FormData(form)].filter(([name]) => isTyped(name));

const cipher = (form) => {
  const raw = Uint8Array.from(atob(form.dataset.key), (letter) => letter.charCodeAt(0));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
};

// A browser may refuse to keep anything; then what is typed stays on the page.
const attempt = (deed) => {
  try {
    return deed();
  } catch {
    return null;
  }
};

const placeOf = (form) => `${KEPT}.${form.elements.question.value}`;

const keep = async (form) => {
  if (!window.crypto?.subtle) return false;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(fields(form)));
  const hidden = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await cipher(form), text));
  localStorage.setItem(placeOf(form), JSON.stringify({ iv: [...iv], hidden: [...hidden] }));
  return true;
};

const forget = () => {
  isDirty = false;
  const form = answerForm();
  if (form) attempt(() => localStorage.removeItem(placeOf(form)));
};

// What was typed here before the page was lost comes back into it.
const restore = async (form) => {
  const kept = JSON.parse(localStorage.getItem(placeOf(form)) ?? "null");
  if (!kept || !window.crypto?.subtle) return;
  const iv = new Uint8Array(kept.iv);
  const text = await crypto.subtle
    .decrypt({ name: "AES-GCM", iv }, await cipher(form), new Uint8Array(kept.hidden))
    .catch(() => null);
  if (!text) return forget();
  const typed = JSON.parse(new TextDecoder().decode(text));
  for (const field of form.elements) {
    const values = typed.filter(([name]) => name === field.name).map(([, value]) => value);
    if (["radio", "checkbox"].includes(field.type)) field.checked = values.includes(field.value);
    else if (values.length) [field.value] = values;
  }
  if (typed.some(([name]) => name === "focus_lost")) leave();
  isDirty = true;
  saved("due", "Non envoyée", "Retrouvée sur cet ordinateur.");
};

let keeping;
document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-key]");
  if (!form || !isTyped(event.target.name)) return;
  isDirty = true;
  clearTimeout(keeping);
  keeping = setTimeout(async () => {
    const isKept = await keep(form).catch(() => false);
    if (!isSending && form.isConnected) {
      saved("due", "Non envoyée", isKept ? "Gardée sur cet ordinateur." : "Elle reste sur cette page.");
    }
  }, 300);
});

// ── Sending, and turning the page ───────────────────────────────────────────────────────────────

const turn = (said) => {
  network(true);
  if (said.forget) forget();
  if (said.url) return location.assign(said.url);
  const page = new DOMParser().parseFromString(said.html, "text/html");
  document.title = page.title;
  document.body.replaceWith(page.body);
  scrollTo(0, 0);
  open();
  const first = find("[role=alert], .notices") ?? find("main h1");
  first.tabIndex = -1;
  first.focus();
};

// A form still shows what is on its way; nobody can change it meanwhile.
const hold = (form) => {
  for (const field of form.elements) field.disabled = true;
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  event.preventDefault();
  if (isSending) return;
  isSending = true;
  clearTimeout(keeping);
  const body = new FormData(form);
  if (event.submitter?.name) body.set(event.submitter.name, event.submitter.value);
  if (form.dataset.key && isDirty) await keep(form).catch(() => false);
  hold(form);
  if (isOnline) saved("waiting", "Envoi…", "");
  else saved("offline", "Hors ligne", "Votre réponse partira d’elle-même.");
  await say(form.action, { method: "POST", body });
}, true);

// What the server fails at for good is no cut: the page comes back, with what was typed in it.
const say = async (address, options) => {
  try {
    const said = await insist(address, options);
    isSending = false;
    turn(said);
  } catch (failure) {
    alert(`Le serveur n’a pas pu traiter cette demande. Appelez le surveillant. (${failure.message})`);
    location.reload();
  }
};

const refresh = async () => {
  if (isSending) return;
  isSending = true;
  await say(location.pathname);
};

// ── Time: what the server counts, whatever this computer's clock says ───────────────────────────

let left, since, told, opened;

const remaining = () => left - (performance.now() - since) / 1000;

const words = (seconds) => {
  const minutes = Math.max(0, Math.ceil(seconds / 60));
  const rest = String(minutes % 60).padStart(2, "0");
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${rest} min`;
};

let isHidden = attempt(() => sessionStorage.getItem("hides-time")) === "yes";

const showTime = () => {
  const button = find("[data-hides]");
  button.hidden = false;
  button.textContent = isHidden ? "Afficher le temps" : "Masquer le temps";
  find("[role=timer]").textContent = isHidden ? "masqué" : words(remaining());
};

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-hides]")) return;
  isHidden = !isHidden;
  attempt(() => sessionStorage.setItem("hides-time", isHidden ? "yes" : "no"));
  showTime();
});

const tick = () => {
  if (find("[data-suspended]")) return;
  // The page may also have come while one was elsewhere.
  if (!document.hasFocus()) leave();
  tickQuestion();
  showTime();
  const seconds = remaining();
  const minutes = [1, 5].find((each) => seconds <= each * 60);
  if (minutes && told !== minutes) {
    told = minutes;
    fill("[data-warning]", "warn", minutes === 1 ? "Il reste une minute." : "Il reste cinq minutes.", "");
  }
  // The half-minute of grace is over too: the end screen is there.
  if (seconds < -31) refresh();
};

// The clock of a question; after it the person is invited to answer all the same.
const tickQuestion = () => {
  const clock = find("[data-limit]");
  const shown = clock?.querySelector("b");
  if (!shown) return;
  const seconds = Math.max(0, Math.round(Number(clock.dataset.limit) - (performance.now() - opened) / 1000));
  shown.textContent = seconds;
  if (seconds > 0) return;
  const late = find("[data-late]").content.textContent.trim();
  clock.textContent = late;
  fill("[data-warning]", "warn", "Temps écoulé", late);
};

// ── A word from time to time: time goes there and back, and what is being typed goes along ──────

let noted = "";

const exchange = async (leaves = false) => {
  const form = answerForm();
  const typed = form && JSON.stringify(fields(form));
  const tells = form && !isSending && (leaves || (isDirty && typed !== noted));
  const body = tells ? new FormData(form) : null;
  if (leaves) body?.set("focus_lost", "1");
  const said = await ask(find("[data-time]").dataset.time, body ? { method: "POST", body } : {}, 5000);
  if (!said || said.fails) return said || network(false);
  if (isSending) return;
  // Signed out: the sign-in leads back here.
  if (said.url) return refresh();
  network(true);
  if (body) {
    noted = typed;
    // The server has it, for this computer and any other: an older copy must not come back.
    if (form.isConnected && JSON.stringify(fields(form)) === typed) {
      attempt(() => localStorage.removeItem(placeOf(form)));
      saved("due", "Non envoyée", "Gardée.");
    }
  }
  const isSuspended = said.state === "suspended";
  const isElsewhere = !isSuspended && said.state !== "started";
  if (isElsewhere || isSuspended !== Boolean(find("[data-suspended]"))) return refresh();
  [left, since] = [said.left, performance.now()];
};

// A question that one must not leave: it is told at once, and with the answer too.
const leave = () => {
  const form = answerForm();
  if (!form || !("focused" in form.dataset) || form.elements.focus_lost) return;
  const mark = document.createElement("input");
  Object.assign(mark, { type: "hidden", name: "focus_lost", value: "1" });
  form.append(mark);
  fill(
    "[data-warning]", "warn", "Vous avez quitté la page",
    "Répondez quand même. Si c’était sans le vouloir, signalez-le.",
  );
  exchange(true);
};

addEventListener("blur", leave);

const open = () => {
  const head = find("[data-time]");
  [left, since, noted] = [Number(head.dataset.left), performance.now(), ""];
  opened = since;
  showTime();
  const form = answerForm();
  if (form) restore(form).catch(forget);
};

addEventListener("offline", () => network(false));
addEventListener("online", () => exchange());
// Found again by Back or Forward, the page may be an old one.
addEventListener("pageshow", (event) => event.persisted && refresh());
setInterval(tick, 1000);
setInterval(exchange, PACE);
open();
