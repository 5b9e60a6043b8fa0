// <button data-opens="id"> opens the <dialog id>; a key "?" opens the page's list of shortcuts.
// The first button of a dialog closes it by itself (form method="dialog").
function show(id) {
  const dialog = document.getElementById(id);
  if (dialog && !dialog.open) dialog.showModal();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) show(opener.dataset.opens);
});

function isTyping(target) {
  return target.isContentEditable || target.closest("input, textarea, select") !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "?" && !event.ctrlKey && !event.metaKey && !isTyping(event.target)) show("shortcuts");
});
