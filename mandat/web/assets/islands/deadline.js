// The time that is left, kept fresh: the server wrote the sentence, this writes it again each
// minute, by the server's clock. And the deadline on the reader's own clock, which only they know.
const STEPS = [["day", 1440], ["hour", 60], ["minute", 1]];

for (const box of document.querySelectorAll("[data-deadline]")) {
  const { deadline, now, two, one, none, over, place, zone } = box.dataset;
  const language = document.documentElement.lang || "en";
  const writing = `${language}-u-nu-latn`;
  const end = Date.parse(deadline);
  // A page taken from the browser's own store carries an old "now": then the browser's clock counts.
  const stored = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const ahead = stored ? 0 : Date.now() - Date.parse(now);

  const length = (count, unit) =>
    new Intl.NumberFormat(writing, { style: "unit", unit, unitDisplay: "long" }).format(count);

  // The same as on the server: whole units, at most two that follow each other.
  const sentence = (left) => {
    if (left < 0) return over;
    let rest = Math.floor(left / 60_000);
    const counts = STEPS.map(([unit, minutes]) => {
      const count = Math.floor(rest / minutes);
      rest %= minutes;
      return [count, unit];
    });
    while (counts.length && counts[0][0] === 0) counts.shift();
    const said = counts.slice(0, 2).filter(([count]) => count).map(([count, unit]) => length(count, unit));
    if (said.length === 0) return none;
    return said.length === 1 ? one.replace("{0}", said[0]) : two.replace("{0}", said[0]).replace("{1}", said[1]);
  };

  const line = box.querySelector("[data-left]");
  const write = () => {
    const said = sentence(end + ahead - Date.now());
    if (line && line.textContent !== said) line.textContent = said;
  };

  // The hour alone where the day is the same as in the place whose clock counts.
  const here = box.querySelector("[data-here]");
  const format = (options) => new Intl.DateTimeFormat(writing, options).format(new Date(end));
  if (here) {
    const day = { weekday: "long", day: "numeric", month: "long" };
    const hour = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const same = format(day) === format({ ...day, timeZone: zone });
    here.textContent = place.replace("{0}", same ? hour : `${format(day)}, ${hour}`);
    here.hidden = false;
  }

  write();
  setInterval(write, 15_000);
  document.addEventListener("visibilitychange", write);
}
