// The heat map: a promise per line, a round per column, the worst status of its rows in each.
(() => {
  const {h, t, link, store} = milepael;
  const LINES = 60;
  const WORST_FIRST = ["not_met", "partly_met", "unknown", "met", "none"];
  const shown = new Map(); // municipality -> how many lines are drawn by now

  function map(items) {
    const towns = milepael.grouped(items.map((item) => ({item, town: store.documents.get(item.doc).municipality || ""})), "town");
    for (const [town, own] of towns) towns.set(town, own.map((one) => one.item));
    const several = towns.size > 1;
    return h("section", {class: "panel wide", id: "heat"}, h("h2", {}, t("heat.title")), h("p", {class: "muted"}, t("heat.about")), key(),
      [...towns.entries()].map(([town, own], at) => several ? closed(town, own, at === firstRich(towns)) : grid(town, own)));
  }

  // One of many municipalities: its map is drawn when it is opened.
  function closed(town, own, open) {
    const node = h("details", {class: "town", open, toggle: () => { if (node.open && node.children.length === 1) node.append(grid(town, own)); }},
      h("summary", {}, town || t("overview.without"), h("span", {class: "count"}, tracks(own).length)), open ? grid(town, own) : null);
    return node;
  }

  // The first municipality that has something to compare stands open.
  function firstRich(towns) {
    const sizes = [...towns.values()].map((own) => new Set(own.map((item) => item.doc)).size * Math.min(own.length, 20));
    return sizes.indexOf(Math.max(...sizes));
  }

  const key = () => h("p", {class: "key"}, ["met", "partly_met", "not_met", "unknown", "none"].map((status) => milepael.status(status)),
    h("span", {class: "status"}, h("span", {class: "absent"}), t("heat.absent")));

  const tracks = (items) => [...milepael.grouped(items, "track").values()];

  function grid(town, items) {
    const documents = [...milepael.grouped(items, "doc").keys()].map((id) => store.documents.get(id));
    const lines = tracks(items).sort((a, b) => worth(a) - worth(b));
    const holder = h("div", {class: "scroll"});
    const draw = () => {
      const most = shown.get(town) || LINES;
      milepael.replace(holder, h("table", {class: "heat"},
        h("thead", {}, h("tr", {}, h("th", {scope: "col"}, t("heat.item")), documents.map((own) =>
          h("th", {scope: "col"}, link(`document/${own.id}`, {}, h("span", {}, own.budget_year || ""), " ", h("span", {}, own.round === null ? milepael.format(own) : t("round.short", own.round))))))),
        h("tbody", {}, lines.slice(0, most).map((line) => row(line, documents)))),
        lines.length > most ? h("button", {type: "button", class: "more", click: () => { shown.set(town, most + 5 * LINES); draw(); }}, t("heat.more", lines.length - most)) : null);
    };
    draw();
    return holder;
  }

  // The worst stand first, by where they stand in their last round.
  const last = (line) => line.filter((item) => item.doc === line[line.length - 1].doc);
  const worth = (line) => WORST_FIRST.indexOf(milepael.worst(milepael.worstOf(last(line))));

  function row(line, documents) {
    return h("tr", {}, h("th", {scope: "row"}, milepael.itemLink(last(line)[0])), documents.map((own) => {
      const items = line.filter((one) => one.doc === own.id);
      if (!items.length) return h("td", {}, h("span", {class: "absent", title: t("heat.absent")}));
      const worst = milepael.worstOf(items);
      const said = items.map((item) => `${item.title}${item.part ? ` (${t("item.part", item.part)})` : ""}, ${store.label(own)}: ${told(item)}`).join("; ");
      return h("td", {}, link(`item/${worst.id}`, {class: `heat-cell ${milepael.worst(worst)}`, title: said, "aria-label": said},
        milepael.symbol(milepael.worst(worst)), items.length > 1 ? h("small", {}, ` ×${items.length}`) : null));
    }));
  }

  const told = (item) => Object.entries(milepael.counts(item)).map(([name, count]) => `${t(`status.${name}`)} ${count}`).join(", ") || t("status.none");

  milepael.heat = {map};
})();
