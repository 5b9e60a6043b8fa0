// Two panes become tabs where there is no room for both. Without script the links of
// .pane-tabs simply jump to the pane. Opening a pane from elsewhere: dispatch "pane:show" on it.
const narrow = matchMedia("(max-width: 62rem)");

function setUp(panes) {
  const bar = panes.querySelector(".pane-tabs");
  const links = bar ? [...bar.querySelectorAll("a[href^='#']")] : [];
  if (links.length === 0) return;
  const paneOf = (link) => document.getElementById(link.hash.slice(1));

  function show(chosen, focus = false) {
    for (const link of links) {
      const on = link === chosen;
      link.setAttribute("aria-selected", String(on));
      link.tabIndex = on ? 0 : -1;
      paneOf(link).hidden = !on;
    }
    if (focus) chosen.focus();
  }

  function asTabs() {
    const chosen = links.find((link) => link.getAttribute("aria-selected") === "true") ?? links.find((link) => "first" in link.dataset) ?? links[0];
    bar.setAttribute("role", "tablist");
    for (const link of links) {
      link.setAttribute("role", "tab");
      link.setAttribute("aria-controls", link.hash.slice(1));
      link.id ||= `tab-${link.hash.slice(1)}`;
      paneOf(link).setAttribute("role", "tabpanel");
      paneOf(link).setAttribute("aria-labelledby", link.id);
    }
    show(chosen);
  }

  function asPanes() {
    bar.removeAttribute("role");
    for (const link of links) {
      for (const name of ["role", "aria-controls", "aria-selected", "tabindex"]) link.removeAttribute(name);
      for (const name of ["role", "aria-labelledby"]) paneOf(link).removeAttribute(name);
      paneOf(link).hidden = false;
    }
  }

  bar.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || !narrow.matches) return;
    event.preventDefault();
    show(link);
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -links.length, End: links.length }[event.key];
    if (!step || !narrow.matches) return;
    event.preventDefault();
    const way = document.documentElement.dir === "rtl" && Math.abs(step) === 1 ? -step : step;
    const place = links.indexOf(document.activeElement) + way;
    show(links[Math.max(0, Math.min(links.length - 1, place))], true);
  });
  for (const link of links) paneOf(link).addEventListener("pane:show", () => narrow.matches && show(link));
  const arrange = () => (narrow.matches ? asTabs() : asPanes());
  narrow.addEventListener("change", arrange);
  arrange();
}

for (const panes of document.querySelectorAll(".panes")) setUp(panes);
