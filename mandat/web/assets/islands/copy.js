// <button data-copy="id"> puts the text of that field on the clipboard and says so for a moment.
// Where the browser has none the button stays hidden: the text is selected by hand.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    const field = button && document.getElementById(button.dataset.copy);
    if (!field) return;
    const word = button.querySelector("[aria-live]");
    const before = (button.dataset.before ??= word.textContent);
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      return;
    }
    word.textContent = button.dataset.copied;
    setTimeout(() => { word.textContent = before; }, 2000);
  });
}
