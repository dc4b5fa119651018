// The heat map: a promise per line, a round per column, the worst status of its rows in each.
(() => {
  const {h, t, link, store} = milepael;
  const LINES = 60;
  const WORST_FIRST = ["not_met", "partly_met", "unknown", "met", "none"];
  const shown = new Map(); // municipality -> how many lines are drawn by now

  function map(items) {
    const towns = new Map();
    for (const item of items) {
      const town = store.documents.get(item.doc).municipality || "";
      towns.set(town, [...(towns.get(town) || []), item]);
    }
    const several = towns.size > 1;
    return h("section", {class: "panel wide", id: "heat"}, h("h2", {}, t("heat.title")), h("p", {class: "muted"}, t("heat.about")), key(),
      [...towns.entries()].map(([town, own], at) => several
        ? h("details", {class: "town", open: at === firstRich(towns)}, h("summary", {}, town || t("overview.without"), h("span", {class: "count"}, tracks(own).length)), grid(town, own))
        : grid(town, own)));
  }

  // The first municipality that has something to compare stands open.
  function firstRich(towns) {
    const sizes = [...towns.values()].map((own) => new Set(own.map((item) => item.doc)).size * Math.min(own.length, 20));
    return sizes.indexOf(Math.max(...sizes));
  }

  const key = () => h("p", {class: "key"}, ["met", "partly_met", "not_met", "unknown", "none"].map((status) => milepael.status(status)),
    h("span", {class: "status"}, h("span", {class: "absent"}), t("heat.absent")));

  function tracks(items) {
    const lines = new Map();
    for (const item of items) lines.set(item.track, [...(lines.get(item.track) || []), item]);
    return [...lines.values()];
  }

  function grid(town, items) {
    const documents = store.index.documents.filter((own) => items.some((item) => item.doc === own.id));
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
  const worth = (line) => WORST_FIRST.indexOf(milepael.worst(line[line.length - 1]));

  function row(line, documents) {
    const last = line[line.length - 1];
    return h("tr", {}, h("th", {scope: "row"}, milepael.itemLink(last)), documents.map((own) => {
      const item = line.find((one) => one.doc === own.id);
      if (!item) return h("td", {}, h("span", {class: "absent", title: t("heat.absent")}));
      const status = milepael.worst(item);
      const counts = Object.entries(milepael.counts(item)).map(([name, count]) => `${t(`status.${name}`)} ${count}`).join(", ");
      const said = `${item.title}, ${store.label(own)}: ${counts || t("status.none")}`;
      return h("td", {}, link(`item/${item.id}`, {class: `heat-cell ${status}`, title: said, "aria-label": said}, milepael.symbol(status)));
    }));
  }

  milepael.heat = {map};
})();
