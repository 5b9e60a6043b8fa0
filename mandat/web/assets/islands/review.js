// The review screen of an imported call: a field lights its places in the text, a place leads to
// its field, every act is saved at once, and the keyboard does all of it. Without script the same
// forms and links work one page at a time.
import { Idiomorph } from "idiomorph/htmx";

// What somebody is typing is never overwritten by an answer that comes in meanwhile. For anything
// else that has the focus, idiomorph would leave its whole inside as it was.
document.addEventListener("htmx:beforeSwap", () => {
  Idiomorph.defaults.ignoreActiveValue = document.activeElement?.matches("input, select, textarea") ?? false;
});

const screen = () => document.querySelector("[data-review]");
const fields = () => [...document.querySelectorAll("[data-review] .field[data-field]")].filter((f) => f.getClientRects().length > 0);
const selected = () => document.querySelector("[data-review] .field.selected");
let chosen = selected()?.dataset.field ?? "";

function marksOf(name) {
  return [...document.querySelectorAll("#source mark")].filter((mark) => mark.dataset.fields.split(" ").includes(name));
}

function light(name) {
  chosen = name;
  for (const field of document.querySelectorAll(".field[data-field]")) field.classList.toggle("selected", field.dataset.field === name);
  for (const mark of document.querySelectorAll("#source mark")) mark.classList.remove("on");
  for (const mark of marksOf(name)) mark.classList.add("on");
}

// Scrolls only the pane where it scrolls by itself, else the page.
function bringIntoView(mark) {
  const source = document.getElementById("source");
  if (source.scrollHeight <= source.clientHeight + 4) return;
  const top = mark.getBoundingClientRect().top - source.getBoundingClientRect().top;
  source.scrollTop += top - source.clientHeight / 3;
}

function select(name, { focus = false, scroll = true } = {}) {
  light(name);
  const first = marksOf(name)[0];
  if (first && scroll) bringIntoView(first);
  const field = document.getElementById(`field-${name}`);
  if (!focus || !field) return;
  const folded = field.closest("details.absent");
  if (folded) folded.open = true;
  document.getElementById("fields-pane").dispatchEvent(new Event("pane:show"));
  field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "nearest" });
}

function showPlace(start) {
  const pane = document.getElementById("source-pane");
  pane.dispatchEvent(new Event("pane:show"));
  const marks = [...document.querySelectorAll("#source mark")];
  const mark = document.getElementById(`p${start}`) ?? marks.findLast((m) => Number(m.id.slice(1)) <= start);
  if (!mark) return;
  for (const other of marks) other.classList.remove("on");
  mark.classList.add("on");
  bringIntoView(mark);
  if (!matchMedia("(min-width: 62.01rem)").matches) mark.scrollIntoView({ block: "center" });
}

function openEditor(name) {
  const editor = document.getElementById(`edit-${name}`);
  if (!editor) return;
  select(name, { focus: true });
  editor.open = true;
  editor.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function step(by) {
  const all = fields();
  const at = all.findIndex((field) => field.dataset.field === chosen);
  const next = all[Math.max(0, Math.min(all.length - 1, at + by))];
  if (next) select(next.dataset.field, { focus: true });
}

function nextToSettle() {
  const all = fields();
  const at = all.findIndex((field) => field.dataset.field === chosen);
  const order = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  const waiting = order.find((f) => f.dataset.status === "settle") ?? order.find((f) => f.dataset.status === "confirm");
  if (waiting) select(waiting.dataset.field, { focus: true });
}

const inField = (what) => selected()?.querySelector(what);

const KEYS = {
  n: nextToSettle,
  j: () => step(1),
  k: () => step(-1),
  c: () => inField("[data-key=confirm]")?.click(),
  e: () => chosen && openEditor(chosen),
  s: () => inField(".see-place")?.click(),
  r: () => document.getElementById("remarks").focus(),
};

function setUp() {
  document.addEventListener("click", (event) => {
    const place = event.target.closest("[data-place]");
    const edit = event.target.closest("[data-edit]");
    const goto = event.target.closest("[data-goto]");
    const mark = event.target.closest("#source mark");
    if (!(place || edit || goto || mark) || event.metaKey || event.ctrlKey) {
      const field = event.target.closest(".field[data-field]");
      if (field && field.dataset.field !== chosen) select(field.dataset.field);
      return;
    }
    event.preventDefault();
    if (place) showPlace(Number(place.dataset.place));
    else if (edit) openEditor(edit.dataset.edit);
    else if (goto) nextToSettle();
    else select(mark.dataset.fields.split(" ")[0], { focus: true, scroll: false });
  });

  document.addEventListener("focusin", (event) => {
    const field = event.target.closest?.(".field[data-field]");
    if (field && field.dataset.field !== chosen) select(field.dataset.field);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && event.target.closest(".editor")) {
      const editor = event.target.closest(".editor");
      editor.open = false;
      editor.closest(".field").focus();
      return;
    }
    if (event.target.matches("input:not([type=radio], [type=checkbox]), select, textarea")) return;
    if (/^[1-9]$/.test(event.key)) {
      const reading = selected()?.querySelectorAll("input[name=reading]")[Number(event.key) - 1];
      if (reading && !reading.disabled) reading.click();
      return;
    }
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // Saved, saving, not saved: said in words where the person looks for it.
  const say = (name, at = "") => {
    const saved = document.getElementById("saved");
    if (saved) saved.textContent = `${saved.dataset[name]} ${at}`.trim();
  };
  document.addEventListener("htmx:beforeRequest", (event) => screen()?.contains(event.target) && say("saving"));
  document.addEventListener("htmx:afterSettle", (event) => {
    light(chosen);
    const now = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    if (event.detail.xhr?.status === 200) say("saved", now.format(new Date()));
    else document.getElementById("saved").textContent = "";
  });

  // A line that drops loses nothing: the form keeps what was typed and goes again by itself.
  document.addEventListener("htmx:sendError", (event) => {
    say("failed");
    const form = event.target.closest("form");
    if (form) setTimeout(() => form.isConnected && globalThis.htmx.trigger(form, "submit"), 5000);
  });

  if (chosen) select(chosen);
}

if (screen()) setUp();
