// The key "/" leads to the search box of the page, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, select, textarea, [contenteditable]") || document.querySelector("dialog[open]")) return;
  const box = document.querySelector("input[data-search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
