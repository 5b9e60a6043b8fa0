// Short words after an act (HX-Trigger: {"toast": "…"}), plain words when the line breaks,
// and messages that can be put away.
const box = document.getElementById("toasts");

function toast(text) {
  if (!box || !text) return;
  const line = document.createElement("p");
  line.className = "toast";
  line.textContent = text;
  box.append(line);
  setTimeout(() => line.remove(), 6000);
}

document.addEventListener("toast", (event) => toast(event.detail?.value ?? event.detail));
document.addEventListener("htmx:sendError", () => toast(box?.dataset.offline));
document.addEventListener("htmx:responseError", () => toast(box?.dataset.failed));

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismisses]");
  if (button) button.closest(button.dataset.dismisses)?.remove();
});

// Quick exit: the page leaves the history as well, so that "back" does not show it again.
document.addEventListener("click", (event) => {
  const exit = event.target.closest("a.quick-exit");
  if (!exit) return;
  event.preventDefault();
  location.replace(exit.href);
});
