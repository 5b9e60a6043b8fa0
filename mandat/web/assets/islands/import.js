// Importing a text: a file that is too large is said so before it travels.
document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches("form[data-import] input[type=file]")) return;
  const most = Number(input.dataset.most);
  const heavy = [...input.files].some((file) => file.size > most);
  input.setCustomValidity(heavy ? input.dataset.tooLarge : "");
  if (heavy) input.reportValidity();
});
