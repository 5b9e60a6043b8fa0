// What an applicant types is kept as they type: a second after the last key the form is sent whole,
// with the version that the page showed. When the line drops it stays in this window (and in its
// session memory, until it is saved) and goes again by itself. When another window saved meanwhile
// nothing more is sent until the person chose. Without script the buttons of the form do it all.
const form = document.querySelector("form[data-autosave]");
const memory = `autosave:${location.pathname}`;

// What another page of this window kept was saved there, or left behind on purpose.
try {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith("autosave:") && (name !== memory || !form)) sessionStorage.removeItem(name);
  }
} catch { /* a window without memory keeps nothing */ }

if (form) {
  const WAIT = 900; // milliseconds of silence before what was typed is sent
  const LONGEST = 1800; // and at most, however busily somebody types
  let typed = false; // something stands here that the server has not
  let flying = null; // the one request on its way
  let halted = false; // the person has to choose, or to open their link again
  let fails = 0;
  let timer;
  let since = 0;

  const line = () => document.querySelector("#kept [data-kept]");
  const say = (name) => {
    const here = line();
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    if (here?.dataset[name]) here.textContent = here.dataset[name].replace("{time}", time);
  };

  const entries = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "act");
  const remember = () => {
    try {
      sessionStorage.setItem(memory, JSON.stringify(entries()));
    } catch { /* a window without memory still has the page itself */ }
  };
  const forget = () => {
    try {
      sessionStorage.removeItem(memory);
    } catch { /* as above */ }
  };

  // Parts of the page that the answer brings anew; the inputs are never touched.
  const take = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const open = document.querySelector("#points details")?.open;
    for (const part of fresh.body.querySelectorAll(":scope > [id]")) {
      const here = document.getElementById(part.id);
      if (!here) continue;
      if (part.id === "days-total") here.textContent = part.textContent;
      else here.replaceWith(part);
    }
    const points = document.querySelector("#points details");
    if (points && open) points.open = true;
    const kept = document.getElementById("kept");
    if (kept) {
      form.elements.version.value = kept.dataset.version;
      form.elements.seen.value = kept.dataset.seen;
    }
  };

  const plan = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };

  const later = (name) => {
    typed = true;
    remember();
    say(name);
    fails += 1;
    plan(Math.min(3000 * 2 ** (fails - 1), 60000));
  };

  // A pass or a token that ended meanwhile: a page loaded anew says whether it is back.
  const renewed = async () => {
    const answer = await fetch(location.pathname, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("form[data-autosave] [name=csrfmiddlewaretoken]")?.value;
    if (token) form.elements.csrfmiddlewaretoken.value = token;
    return Boolean(token);
  };

  async function answered(answer) {
    if (answer.ok) {
      fails = 0;
      take(await answer.text());
      if (!typed) forget();
      say("saved");
    } else if (answer.status === 409) {
      take(await answer.text());
      typed = true;
      halted = Boolean(document.querySelector("#conflict [data-theirs]"));
      remember();
      say("refused");
      const note = document.querySelector("#conflict .callout");
      if (note) {
        note.tabIndex = -1;
        if (halted) note.scrollIntoView({ block: "center" });
      }
    } else if (answer.status === 403 || answer.status === 404) {
      later("ended");
      if (await renewed()) plan(0);
    } else {
      later("dropped");
    }
  }

  async function send() {
    clearTimeout(timer);
    if (!typed || flying || halted) return;
    typed = false;
    since = 0;
    say("saving");
    const body = new FormData(form);
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), 30000);
    flying = fetch(location.pathname, { method: "POST", body, headers: { "X-Autosave": "1" }, signal: stop.signal })
      .then(answered, () => later("dropped"))
      .finally(() => {
        clearTimeout(limit);
        flying = null;
        if (typed && !halted && !fails) plan(WAIT);
      });
    await flying;
  }

  form.addEventListener("input", () => {
    typed = true;
    since ||= Date.now();
    plan(Math.max(0, Math.min(WAIT, since + LONGEST - Date.now())));
  });
  form.addEventListener("change", () => typed && plan(200));
  addEventListener("online", () => typed && plan(0));
  document.addEventListener("visibilitychange", () => {
    if (!typed || halted) return;
    if (document.visibilityState === "hidden") remember();
    plan(0);
  });

  // A button waits for what is on its way: two that overtake each other would seem two windows.
  form.addEventListener(
    "submit",
    (event) => {
      const { submitter } = event;
      clearTimeout(timer);
      if (flying) {
        event.preventDefault();
        flying.then(() => form.requestSubmit(submitter));
      } else if (navigator.onLine === false) {
        event.preventDefault();
        later("dropped");
      } else {
        remember();
        typed = false;
      }
    },
    { capture: true },
  );

  addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theirs]")) return;
    typed = false;
    forget();
  });

  // What the line dropped in this window before the page was loaded again.
  const recall = () => {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(memory));
    } catch { /* nothing to take up */ }
    if (!Array.isArray(kept) || document.querySelector("#conflict .callout")) return;
    const now = JSON.stringify(entries().filter(([name]) => name !== "version" && name !== "seen"));
    const then = JSON.stringify(kept.filter(([name]) => name !== "version" && name !== "seen"));
    forget();
    const came = performance.getEntriesByType("navigation")[0]?.type;
    if (now === then || !["reload", "back_forward"].includes(came)) return;
    fill(kept);
    typed = true;
    plan(0);
  };

  const fill = (kept) => {
    const left = new Map();
    for (const [name, value] of kept) left.set(name, [...(left.get(name) ?? []), value]);
    for (const input of form.querySelectorAll("input[name], select[name], textarea[name]")) {
      const { name, type } = input;
      if (name === "csrfmiddlewaretoken" || (type === "hidden" && name !== "version" && name !== "seen")) continue;
      const values = left.get(name) ?? [];
      if (type === "checkbox" || type === "radio") input.checked = values.includes(input.value);
      else if (left.has(name)) input.value = values[0];
    }
  };

  recall();
  if (document.querySelector("#conflict .callout")) {
    typed = true;
    halted = Boolean(document.querySelector("#conflict [data-theirs]"));
  }
}
