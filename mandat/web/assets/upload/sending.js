// One file on its way to the server: at once or in pieces, with patience on a bad line.
import { Stop, ask, carry, digestOf, element, memory, newId } from "./line.js";

const WHOLE = 1024 * 1024; // bytes of a file that goes in one request while the line is good
const MOST_PIECES = 4; // segments in a request on a good line; one on a bad one
const GOOD = 1500; // milliseconds under which a request grows, and over which it shrinks
const BAD = 8000;
const TRIES = 9; // then a person decides: about five minutes

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export class Sending {
  constructor(slot, file) {
    Object.assign(this, { slot, file, pieces: 1, sent: 0, told: -1, paused: false, cancelled: false });
    this.over = new Promise((done) => (this.end = done));
    const { words } = slot;
    this.bar = element("progress", { max: "100", value: "0", "aria-label": file.name });
    this.status = element("small", { role: "status" }, words.sending);
    this.hold = element("button", { type: "button", class: "button small quiet" }, words.pause);
    this.quit = element("button", { type: "button", class: "button small quiet" }, words.cancel);
    const name = element("p", { class: "file-name" }, element("bdi", {}, file.name));
    const row = element("p", { class: "row" }, this.hold, this.quit);
    this.line = element("div", { class: "file-line sending" }, element("div", {}, name, this.bar, this.status), row);
    this.hold.addEventListener("click", () => (this.paused ? this.goOn() : this.stop(words.paused)));
    this.quit.addEventListener("click", () => this.cancel());
    slot.list.append(this.line);
  }

  stop(words) {
    this.paused = true;
    this.request?.abort();
    this.hold.textContent = this.slot.words.resume;
    this.status.textContent = words;
  }

  goOn() {
    this.paused = false;
    this.hold.textContent = this.slot.words.pause;
    this.wake?.();
  }

  cancel() {
    this.cancelled = true;
    this.request?.abort();
    this.wake?.();
  }

  // The bar moves with every byte; what is read aloud changes at each quarter.
  show(bytes) {
    const percent = Math.min(100, Math.floor((100 * (this.sent + bytes)) / this.file.size));
    this.bar.value = percent;
    const quarter = Math.floor(percent / 25);
    if (quarter !== this.told) {
      this.told = quarter;
      this.status.textContent = this.slot.words.percent.replace("{share}", `${percent}\u00a0%`);
    }
  }

  async run() {
    let part;
    try {
      const state = await this.send();
      memory.drop(this.slot, this.address);
      this.line.remove();
      if (!this.slot.isShownAnew()) await this.slot.show(state.line);
      else part = state.part;
      this.slot.say(this.slot.words.sent);
    } catch (stop) {
      await this.fail(stop);
    }
    this.slot.sendings.delete(this);
    this.slot.lay();
    if (part) this.slot.put(part);
    else this.slot.settle();
    this.end();
  }

  async fail(stop) {
    const { words } = this.slot;
    this.slot.failed = true;
    this.line.remove();
    if (this.address) {
      memory.drop(this.slot, this.address);
      ask("DELETE", this.address).catch(() => {});
    }
    this.slot.say(this.cancelled ? words.cancelled : stop.said || words.failed);
    this.slot.input.form?.dispatchEvent(new CustomEvent("upload:failed"));
    if (this.cancelled || stop.said || !(stop instanceof Stop)) return;
    const back = new DataTransfer();
    back.items.add(this.file);
    this.slot.input.files = back.files; // the form can still carry it by itself
  }

  async send() {
    let state = (await this.whole()) ?? (await this.patiently(() => this.begin()));
    while (!state.finished) {
      await this.sendMissing(state);
      state = await this.patiently(() => this.finish());
    }
    return state;
  }

  // A small file at once, under an id chosen here: when the line breaks, the server is asked whether
  // it has it, and if not it goes in pieces.
  async whole() {
    const { slot, file } = this;
    const { upload, whole, use } = slot.input.dataset;
    if (!whole || file.size > WHOLE || memory.find(slot, file)) return null;
    const id = newId();
    const headers = {
      "X-Upload-Id": id,
      "X-Upload-Use": use,
      "X-Upload-Target": encodeURIComponent(slot.target()),
      "X-Upload-Name": encodeURIComponent(file.name),
      "X-Piece-SHA256": await digestOf(file),
      ...(slot.isShownAnew() && { "X-Upload-Part": "1" }),
    };
    this.address = `${upload}${id}/`;
    memory.add(slot, file, this.address);
    try {
      return await carry(this, "POST", whole, file, headers, (bytes) => this.show(bytes));
    } catch (stop) {
      if (this.cancelled || !["line", "signin", "piece_damaged"].includes(stop.kind)) throw stop;
      return null;
    }
  }

  async begin() {
    const known = memory.find(this.slot, this.file);
    if (known) {
      try {
        const state = await ask("GET", known);
        this.address = known;
        return state;
      } catch (stop) {
        if (stop.kind !== "gone") throw stop;
        memory.drop(this.slot, known);
      }
    }
    const { name, size } = this.file;
    const body = new URLSearchParams({ use: this.slot.input.dataset.use, target: this.slot.target(), name, size });
    const state = await ask("POST", this.slot.input.dataset.upload, body);
    this.address = state.address;
    memory.add(this.slot, this.file, state.address);
    return state;
  }

  async finish() {
    try {
      return await ask("POST", this.address);
    } catch (stop) {
      if (stop.kind !== "incomplete") throw stop;
      return ask("GET", this.address);
    }
  }

  async sendMissing({ missing, segment, size }) {
    const last = Math.ceil(size / segment) - 1;
    const lengthOf = (first, count) => Math.min(size, (first + count) * segment) - first * segment;
    this.sent = size - missing.reduce((sum, [first, count]) => sum + lengthOf(first, count), 0);
    for (let [first, count] of missing) {
      while (count > 0) {
        const now = Math.min(count, this.pieces, last - first + 1);
        const blob = this.file.slice(first * segment, first * segment + lengthOf(first, now));
        const digest = { "X-Piece-SHA256": await digestOf(blob) };
        const start = performance.now();
        await this.patiently(() => carry(this, "PUT", `${this.address}${first}/`, blob, digest, (bytes) => this.show(bytes)));
        this.adapt(performance.now() - start);
        this.sent += blob.size;
        this.show(0);
        first += now;
        count -= now;
      }
    }
  }

  adapt(ms) {
    if (ms < GOOD) this.pieces = Math.min(MOST_PIECES, this.pieces * 2);
    else if (ms > BAD) this.pieces = 1;
  }

  // Tries again with growing pauses while the line is the trouble; then a person says when.
  async patiently(act) {
    for (let tries = 0; ; tries += 1) {
      await this.allowed();
      try {
        return await act();
      } catch (stop) {
        if (this.cancelled) throw stop;
        this.pieces = 1;
        if (stop.kind === "signin") this.stop(this.slot.words.signin);
        else if (this.paused) tries = -1;
        else if (stop.kind !== "line" && stop.kind !== "piece_damaged") throw stop;
        else if (tries >= TRIES) {
          this.stop(stop.said || this.slot.words.stopped);
          tries = -1;
        } else await this.wait(Math.min(60, 2 ** tries) * (0.75 + Math.random() / 2), stop.said);
      }
    }
  }

  async allowed() {
    while (this.paused && !this.cancelled) await new Promise((done) => (this.wake = done));
    if (this.cancelled) throw new Stop("cancelled");
  }

  // The browser's word that the line is back ends the pause early. What the server said is told.
  async wait(seconds, said) {
    this.status.textContent = said || this.slot.words.waiting.replace("{seconds}", Math.ceil(seconds));
    this.told = -1;
    const back = new Promise((done) => {
      this.wake = done;
      addEventListener("online", done, { once: true });
    });
    await Promise.race([pause(seconds * 1000), back]);
  }
}
