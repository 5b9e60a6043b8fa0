// Writing a call step by step: what is typed is kept when an input is left, nothing waits for a
// button, and nothing is lost when the line drops or the page is left too early. Without script
// every button of the form keeps what was typed.
const form = () => document.querySelector("[data-writing] form#write");

let typed = false; // something stands in the form that the server has not seen
let flying = 0; // autosaves on their way

function say(name) {
  const saved = document.getElementById("saved");
  if (saved) saved.textContent = saved.dataset[name];
}

function setUp() {
  document.addEventListener("input", (event) => {
    if (form()?.contains(event.target)) typed = true;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id !== "write") return;
    flying += 1;
    typed = false;
    say("saving");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.id !== "write") return;
    flying -= 1;
    if (!event.detail.successful) typed = true;
  });
  document.addEventListener("htmx:sendError", (event) => {
    if (event.target.id !== "write") return;
    say("failed");
    setTimeout(() => form() && globalThis.htmx.trigger(form(), "change"), 5000);
  });

  // A reason that is being typed beside the form is not swept away by what an autosave brings.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const busy = document.activeElement;
    if (busy?.matches("input, textarea") && event.detail.target.contains(busy)) event.detail.shouldSwap = false;
  });

  // A button waits for the autosave before it: two that overtake each other would seem two people.
  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    if (flying > 0) {
      event.preventDefault();
      const { submitter } = event;
      document.addEventListener("htmx:afterRequest", () => form()?.requestSubmit(submitter), { once: true });
      return;
    }
    typed = false;
  }, { capture: true });

  addEventListener("beforeunload", (event) => {
    if (typed && form()) event.preventDefault();
  });

  // A line that was asked for is where the person goes on.
  let asked = "";
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[value^='add:']");
    asked = button ? button.value.slice(4) : "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!asked) return;
    const lines = document.querySelectorAll(`#ask-${asked} .ask-line.of-list`);
    lines[lines.length - 1]?.querySelector("input, textarea, select")?.focus();
    asked = "";
  });
}

if (document.querySelector("[data-writing]")) setUp();
