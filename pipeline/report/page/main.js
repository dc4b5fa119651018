// What the address asks for is shown; keys go through what is there.
(() => {
  const {h, t, link, store, filters} = milepael;
  const main = document.getElementById("main");
  const dialog = document.getElementById("dialog");
  const VIEWS = [["overview", "overview"], ["table/follow_ups", "table"]];

  function address() {
    const [path, query] = decodeURI(location.hash.slice(1)).split("?");
    return [path.split("/"), query];
  }

  function dress() {
    const [[view]] = address();
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = t(`page.${element.dataset.word}`);
    for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(`page.${element.dataset.label}`));
    for (const element of document.querySelectorAll("[data-placeholder]")) element.setAttribute("placeholder", t(`page.${element.dataset.placeholder}`));
    const other = store.language() === "da" ? "en" : "da";
    milepael.replace(document.getElementById("language"), h("span", {lang: other}, other === "da" ? "Dansk" : "English"));
    const waiting = milepael.overview.queue().length;
    milepael.replace(document.getElementById("views"), VIEWS.map(([to, name]) =>
      link(`${to}${filters.query()}`, {"aria-current": (view || "overview") === name ? "page" : null}, t(`page.${name}`))),
      h("button", {type: "button", class: "plain", id: "to-review", click: () => milepael.item.nextDoubt(1)}, t("page.review"), h("span", {class: "count"}, milepael.number(waiting))));
    milepael.replace(document.getElementById("filters"), filters.bar((name, value) => {
      const fresh = name === null ? "" : filters.query({[name]: value});
      location.hash = `${filterable() || "overview"}${fresh}`;
    }));
    document.getElementById("search").value = filters.chosen.q;
  }

  const filterable = () => {
    const [path] = address();
    return path[0] === "table" ? path.slice(0, 2).join("/") : "overview";
  };

  async function show() {
    const [[view, id, ...rest], query] = address();
    const key = rest.join("/"); // a value of a row is named row-2/status
    filters.take(query);
    await filters.seek();
    milepael.item.leave();
    milepael.listing.leave();
    document.body.dataset.view = view || "overview";
    dress();
    if (view === "item") await milepael.item.show(main, id, key);
    else if (view === "document") await milepael.overview.showDocument(main, id, key);
    else if (view === "table") await milepael.listing.show(main, id);
    else milepael.overview.show(main);
    const heading = main.querySelector("h1");
    document.title = heading ? `${heading.textContent} · milepael` : "milepael";
    document.body.dataset.ready = location.hash || "#";
    if (!key) scrollTo(0, 0);
  }

  function speak() {
    store.speak(store.language() === "da" ? "en" : "da");
    show();
  }

  const KEYS = {
    j: () => milepael.item.step(1), k: () => milepael.item.step(-1),
    n: () => milepael.item.nextDoubt(1), p: () => milepael.item.nextDoubt(-1),
    "]": () => milepael.item.neighbour(1), "[": () => milepael.item.neighbour(-1),
    e: () => { const details = document.querySelector(".value.chosen details"); if (details) details.open = !details.open; },
    o: () => { location.hash = `overview${filters.query()}`; }, t: () => { location.hash = `table/follow_ups${filters.query()}`; },
    "/": () => document.getElementById("search").focus(), "?": help, l: speak,
    a: () => milepael.review.ask("accept"), c: () => milepael.review.ask("correct"), m: () => milepael.review.ask("comment"),
  };
  const REVIEWING = ["a", "c", "m"];

  function help() {
    milepael.replace(dialog, h("h2", {}, t("page.keys")), h("dl", {class: "keys"}, Object.keys(KEYS).filter((key) => milepael.review.open || !REVIEWING.includes(key)).map((key) =>
      [h("dt", {}, h("kbd", {}, key)), h("dd", {}, t(`key.${key}`))])), h("button", {type: "button", click: () => dialog.close()}, t("page.close")));
    dialog.showModal();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    if (event.target.closest("input, textarea, select")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (KEYS[event.key]) {
      event.preventDefault();
      KEYS[event.key]();
    }
  });

  let typing = null;
  document.getElementById("search").addEventListener("input", (event) => {
    clearTimeout(typing);
    typing = setTimeout(() => { location.hash = `${filterable()}${filters.query({q: event.target.value})}`; }, 250);
  });
  document.getElementById("language").addEventListener("click", speak);
  document.getElementById("help").addEventListener("click", help);
  addEventListener("hashchange", show);
  show();
})();
