// A form that was sent says that it works, and is not sent twice by an impatient click.
// What htmx sends has its own marks and is left alone; data-again is a form whose answer is a file.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog" || form.closest("[hx-post], [hx-get], [data-again]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
});

// Coming back by the browser's button finds a form that can be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
});

// A file slot names the file that was chosen, and shows where one can be dropped.
document.addEventListener("change", (event) => {
  if (!event.target.matches(".slot input[type=file]")) return;
  const slot = event.target.closest(".slot");
  slot.classList.toggle("filled", event.target.files.length > 0);
});

for (const [name, over] of [["dragenter", true], ["dragover", true], ["dragleave", false], ["drop", false]]) {
  document.addEventListener(name, (event) => {
    const slot = event.target.closest?.(".slot");
    if (!slot) return;
    slot.classList.toggle("over", over);
    if (name === "dragenter" || name === "dragover") event.preventDefault();
    const input = slot.querySelector("input[type=file]");
    if (name === "drop" && input && event.dataTransfer.files.length) {
      event.preventDefault();
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}
