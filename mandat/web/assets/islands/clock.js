// One minute before the session ends the page says so and offers to stay; after the end it keeps
// what was typed, and takes up the new session when the person is back. Other tabs may have kept
// the session alive: the server is asked before anything is said.
const notice = document.getElementById("clock");

if (notice) {
  const { look, stay, who } = notice.dataset;
  const warn = Number(notice.dataset.warn);
  let timer;

  const show = (state) => {
    const wasHidden = notice.hidden;
    notice.hidden = state === "";
    for (const part of notice.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
    if (wasHidden && !notice.hidden) notice.querySelector(".button:not([hidden])")?.focus({ preventScroll: true });
  };

  const plan = (left) => {
    clearTimeout(timer);
    const wait = left > warn ? left - warn : left;
    timer = setTimeout(check, (Math.max(wait, 1) + 1) * 1000);
  };

  // Forms that stood open meanwhile are sent with the token of the session that is there now.
  const renew = (token) => {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  };

  const take = (now) => {
    if (now.left > 0 && now.who !== who) return show("other");
    if (now.left <= 0) return show("over");
    renew(now.token);
    show(now.left > warn ? "" : "soon");
    plan(now.left);
  };

  const ask = async (address, method) => {
    const headers = { Accept: "application/json", "X-Background": "1" };
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
    if (method === "POST") Object.assign(headers, { "X-CSRFToken": token });
    const answer = await fetch(address, { method, headers });
    return answer.ok ? answer.json() : { left: 0, who: "", token: "" };
  };

  const check = () => ask(look, "GET").then(take, () => plan(warn));

  notice.addEventListener("click", (event) => {
    const act = event.target.closest("[data-clock]")?.dataset.clock;
    if (act === "stay") ask(stay, "POST").then(take, () => plan(1));
    if (act === "back") check();
  });

  // A laptop that slept has a timer that slept with it.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !notice.hidden) check();
  });

  const left = Number(notice.dataset.left);
  if (left <= warn) show("soon");
  plan(left);
}
