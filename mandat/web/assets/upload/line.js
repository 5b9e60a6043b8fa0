// What the upload island says to the server, hears from it, and remembers between two pages.
const KEEP = "mandat.upload.";
const STALLED = 60000; // without a byte for so long a request is given up and sent again

const csrf = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";

export class Stop extends Error {
  constructor(kind, message = "") {
    super(message || kind);
    this.kind = kind;
    this.said = message;
  }
}

export function element(tag, marks = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(marks)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

export async function ask(method, address, body) {
  let answer;
  try {
    answer = await fetch(address, { method, body, headers: { "X-CSRFToken": csrf(), Accept: "application/json" } });
  } catch {
    throw new Stop("line");
  }
  if (answer.status === 204) return {};
  const said = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : null;
  if (answer.ok && said) return said;
  throw refusal(answer.status, said, answer.redirected);
}

function refusal(status, said, redirected) {
  if (redirected) return new Stop("signin");
  if (status === 404) return new Stop("gone");
  if (status === 409) return new Stop(said?.code ?? "refused", said?.message);
  return new Stop("line", said?.message); // 503 and 5xx: it may work later
}

// One piece, or a small file whole. XMLHttpRequest alone tells how far it is, which is what people
// on a slow line watch.
export function carry(sending, method, address, blob, headers, onProgress) {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    let stalled;
    const wait = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED);
    };
    sending.request = request;
    request.open(method, address);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-CSRFToken", csrf());
    for (const [name, value] of Object.entries(headers)) if (value) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => {
      wait();
      onProgress(event.loaded);
    };
    request.onloadend = () => {
      clearTimeout(stalled);
      if (request.status === 204) return done({});
      if (!request.status) return failed(new Stop("line"));
      let said = null;
      try {
        said = JSON.parse(request.responseText);
      } catch {
        said = null;
      }
      if (request.status === 201 && said) return done(said);
      failed(refusal(request.status, said, !request.responseURL.endsWith(address)));
    };
    wait();
    request.send(blob);
  });
}

export async function digestOf(blob) {
  if (!globalThis.crypto?.subtle) return "";
  const hash = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A random id (version 4 of RFC 9562). `randomUUID` is missing where the page came without TLS.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// What was begun, without a word that names anybody: an address, a size and an instant.
export const memory = {
  key: (slot) => KEEP + slot.input.dataset.use + "." + slot.target(),
  read(slot) {
    try {
      return JSON.parse(localStorage.getItem(this.key(slot))) ?? [];
    } catch {
      return [];
    }
  },
  write(slot, all) {
    try {
      if (all.length) localStorage.setItem(this.key(slot), JSON.stringify(all));
      else localStorage.removeItem(this.key(slot));
    } catch {
      // a browser that keeps nothing: then an upload goes on only within the page
    }
  },
  find(slot, file) {
    return this.read(slot).find((one) => one.size === file.size && one.modified === file.lastModified)?.address;
  },
  add(slot, file, address) {
    this.write(slot, [...this.read(slot), { address, size: file.size, modified: file.lastModified }]);
  },
  drop(slot, address) {
    this.write(slot, this.read(slot).filter((one) => one.address !== address));
  },
};

// The line broke just then: the place is asked for again, or the page would not show what came.
document.addEventListener("htmx:sendError", (event) => {
  const input = event.target.closest?.("[data-slot-part]")?.querySelector("input[type=file]");
  if (input) setTimeout(() => input.dispatchEvent(new CustomEvent("upload:settled", { bubbles: true })), 3000);
});
