// Passkeys: <form data-passkey="create|get"> asks the device and sends what it answers. What to
// ask stands in the page (data-options, an id) or at an address (data-ask). Without script, or in
// a browser without passkeys, the button stays hidden and the other ways are there.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function opened(options) {
  const key = structuredClone(options.publicKey);
  key.challenge = bytes(key.challenge);
  if (key.user) key.user.id = bytes(key.user.id);
  for (const list of [key.excludeCredentials, key.allowCredentials]) {
    for (const known of list ?? []) known.id = bytes(known.id);
  }
  return key;
}

// The answer as JSON: every buffer as base64url, as WebAuthn's own toJSON writes it.
function closed(credential) {
  const answer = credential.response;
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = {};
  for (const name of names) if (answer[name]) response[name] = text(answer[name]);
  if (answer.getTransports) response.transports = answer.getTransports();
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function optionsOf(form) {
  if (!form.dataset.ask) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.ask, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("no options");
  return (await answer.json()).request_options;
}

async function ask(form) {
  const publicKey = opened(await optionsOf(form));
  if (form.dataset.passkey === "get") return navigator.credentials.get({ publicKey });
  const alone = form.elements.passwordless?.checked ?? true;
  publicKey.authenticatorSelection = {
    ...publicKey.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    userVerification: alone ? "required" : "preferred",
  };
  return navigator.credentials.create({ publicKey });
}

const WORDS = { NotAllowedError: "cancelled", AbortError: "cancelled", InvalidStateError: "known", SecurityError: "address" };

function setUp(form) {
  const says = form.querySelector("[data-passkey-says]");
  const button = form.querySelector("[data-passkey-go]");
  form.hidden = false;
  button.hidden = false;
  form.querySelector("[data-passkey-needs]")?.remove();
  form.addEventListener("submit", async (event) => {
    if (form.dataset.answered) return;
    event.preventDefault();
    says.hidden = true;
    button.setAttribute("aria-busy", "true");
    try {
      form.elements.credential.value = JSON.stringify(closed(await ask(form)));
      form.dataset.answered = "1";
      form.submit();
    } catch (error) {
      says.textContent = says.dataset[WORDS[error.name] ?? "failed"];
      says.hidden = false;
      button.removeAttribute("aria-busy");
    }
  }, { capture: true });
}

if (globalThis.PublicKeyCredential && navigator.credentials) {
  for (const form of document.querySelectorAll("form[data-passkey]")) setUp(form);
}

// Coming back by the browser's button finds a form that can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-answered]")) delete form.dataset.answered;
});
