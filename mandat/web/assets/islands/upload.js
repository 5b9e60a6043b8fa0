// Files go to the server in pieces while the form is filled in, and go on where they stopped after
// a dropped line or a reload. The form then carries the file's id. Without script the same slot is
// a plain file input, taken by the same service.
import { Stop, ask, element, memory } from "../upload/line.js";
import { Sending } from "../upload/sending.js";

class Slot {
  constructor(input) {
    this.input = input;
    this.box = input.closest(".slot") ?? input.parentElement;
    this.list = this.box.querySelector(".sent");
    this.words = (this.box.querySelector(".upload-words") ?? document.querySelector(".upload-words")).dataset;
    this.required = input.required;
    this.sendings = new Set();
    this.queue = Promise.resolve();
    this.notice = element("p", { class: "help", role: "status" });
    this.list.after(this.notice);
    this.lay();
    this.look();
  }

  target() {
    const name = this.input.dataset.targetFrom;
    return name ? (this.input.form?.elements[name]?.value ?? "") : this.input.dataset.target;
  }

  say(text) {
    this.notice.textContent = text;
  }

  // After every change: what can be taken out, whether photos can be joined, whether one is missing.
  lay() {
    for (const line of this.list.querySelectorAll(".file-line:not(.sending)")) {
      if (line.querySelector(".take-out")) continue;
      const button = element("button", { type: "button", class: "button small quiet take-out" }, this.words.remove);
      button.addEventListener("click", () => {
        line.remove();
        this.lay();
        this.input.focus();
      });
      line.append(button);
    }
    const ids = this.ids();
    this.input.required = this.required && !ids.length && !this.sendings.size;
    this.box.classList.toggle("filled", Boolean(ids.length || this.sendings.size || this.input.files.length));
    this.joiner?.remove();
    if (this.input.dataset.photos && ids.length > 1) {
      this.joiner = element("button", { type: "button", class: "button small quiet" }, this.words.join);
      this.joiner.addEventListener("click", () => this.join());
      this.list.after(this.joiner);
    }
  }

  ids() {
    return [...this.list.querySelectorAll("input[type=hidden]")].map((input) => input.value);
  }

  async join() {
    this.joiner.setAttribute("aria-busy", "true");
    this.say(this.words.joining);
    const body = new URLSearchParams({ use: this.input.dataset.use, target: this.target() });
    for (const id of this.ids()) body.append("file", id);
    try {
      const said = await ask("POST", this.input.dataset.photos, body);
      this.list.replaceChildren();
      await this.show(said.line);
      this.say(this.words.joined);
    } catch (stop) {
      this.say(stop.said || this.words.failed);
    }
    this.lay();
  }

  take(files) {
    const photos = this.input.multiple && files.every((file) => file.type.startsWith("image/"));
    const held = this.ids().length + this.sendings.size;
    if (files.length + held > 1 && !photos && !("many" in this.input.dataset)) return this.say(this.words.one);
    if (files.some((file) => file.size > Number(this.input.dataset.most))) return this.say(this.words.tooLarge);
    this.say("");
    this.failed = false;
    for (const file of files) {
      const sending = new Sending(this, file);
      this.sendings.add(sending);
      this.queue = this.queue.then(() => sending.run());
    }
    this.lay();
  }

  async show(address) {
    const answer = await fetch(`${address}?in=${this.input.dataset.mark}`);
    if (!answer.ok) throw new Stop("line");
    const holder = element("div");
    holder.innerHTML = await answer.text();
    const line = holder.firstElementChild;
    this.list.append(line);
    htmx.process(line);
    this.lay();
  }

  // A page that was loaded again says what is half here.
  async look() {
    for (const one of memory.read(this)) {
      try {
        const said = await ask("GET", one.address);
        if (said.finished) {
          memory.drop(this, one.address);
          if (!this.ids().includes(said.id)) await this.show(said.line);
          this.settle();
        } else {
          const left = said.missing.reduce((sum, [, count]) => sum + count, 0) * said.segment;
          const percent = Math.max(0, Math.floor(100 - (100 * left) / said.size));
          this.say(this.words.again.replace("{share}", `${percent}\u00a0%`));
        }
      } catch (stop) {
        if (stop.kind === "gone") memory.drop(this, one.address);
      }
    }
  }

  // A page that shows its files itself asks for them again, once nothing is on its way or failed.
  settle() {
    if (!this.sendings.size && !this.failed) this.input.dispatchEvent(new CustomEvent("upload:settled", { bubbles: true }));
  }

  // The place as it is now, which came with the answer to the file.
  put(part) {
    htmx.swap(this.input.closest("[data-slot-part]"), part, { swapStyle: "outerHTML" });
  }

  // Whether the page asks for this place as soon as the file that is there now is the last one.
  isShownAnew() {
    return Boolean(this.input.closest("[data-slot-part]")) && this.sendings.size === 1 && !this.failed;
  }

  async settled() {
    while (this.sendings.size) await Promise.race([...this.sendings].map((sending) => sending.over));
  }
}

const slots = new Map();

function wake(root) {
  for (const input of root.querySelectorAll("input[type=file][data-upload]")) {
    if (!slots.has(input)) slots.set(input, new Slot(input));
  }
}

document.addEventListener("change", (event) => {
  const slot = slots.get(event.target);
  if (!slot || !event.target.files.length) return;
  const files = [...event.target.files];
  event.target.value = "";
  slot.take(files);
});

document.addEventListener("htmx:load", (event) => wake(event.target));
document.addEventListener("htmx:afterSwap", () => {
  for (const slot of [...slots.values()].filter((one) => one.input.isConnected)) {
    slot.lay();
    if (slot.list.querySelector(".tag.bad")) slot.say("");
  }
});

// A place is not asked for again while a file is on its way into it.
for (const name of ["htmx:beforeRequest", "htmx:beforeSwap"]) {
  document.addEventListener(name, (event) => {
    const part = event.target.closest?.("[data-slot-part]");
    if (part && [...slots.values()].some((slot) => slot.sendings.size && part.contains(slot.input))) event.preventDefault();
  });
}

// A form that is sent while a file is on its way waits for it, and is sent then.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const busy = [...slots.values()].filter((slot) => slot.input.form === form && slot.sendings.size);
    if (!busy.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.held) return;
    form.dataset.held = "1";
    let failed = false;
    form.addEventListener("upload:failed", () => (failed = true), { once: true });
    for (const slot of busy) slot.say(slot.words.hold);
    Promise.all(busy.map((slot) => slot.settled())).then(() => {
      delete form.dataset.held;
      if (!failed) form.requestSubmit(event.submitter);
    });
  },
  true,
);

wake(document);
