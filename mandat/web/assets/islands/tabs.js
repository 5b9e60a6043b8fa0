// The part that is open is in sight, however long the row of parts is.
for (const row of document.querySelectorAll("nav.tabs")) {
  const here = row.querySelector("[aria-current]");
  if (!here || row.scrollWidth <= row.clientWidth) continue;
  const shift = here.getBoundingClientRect().left - row.getBoundingClientRect().left;
  row.scrollLeft += shift - (row.clientWidth - here.offsetWidth) / 2;
}
