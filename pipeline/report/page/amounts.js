// What is planned, by kind of money and year, as the descriptions say it.
(() => {
  const {h, t, store} = milepael;

  function panel(items, keys) {
    const sums = new Map();
    const counted = lastRounds(keys);
    const kinds = new Set(), years = new Set();
    for (const [doc, kind, year, oere, count] of store.index.amounts) {
      if (!counted.has(doc)) continue;
      const key = `${kind} ${year}`;
      const sum = sums.get(key) || [0, 0];
      sums.set(key, [sum[0] + oere, sum[1] + count]);
      kinds.add(kind);
      years.add(year);
    }
    const columns = [...years].sort((a, b) => (a === null) - (b === null) || a - b);
    const most = Math.max(...[...sums.values()].map(([oere]) => Math.abs(oere)), 1);
    return h("section", {class: "panel wide", id: "amounts"}, h("h2", {}, t("amounts.title")), h("p", {class: "muted"}, t("amounts.about")),
      kinds.size ? h("div", {class: "scroll"}, h("table", {class: "numbers amounts"},
        h("thead", {}, h("tr", {}, h("th", {scope: "col"}, t("amounts.kind")), columns.map((year) => h("th", {scope: "col", class: "figure"}, year === null ? t("amounts.no_year") : year)))),
        h("tbody", {}, [...kinds].sort().map((kind) => h("tr", {}, h("th", {scope: "row"}, t(`kind.${kind}`)), columns.map((year) => cell(sums.get(`${kind} ${year}`), most)))))))
        : h("p", {class: "muted"}, t("amounts.none")));
  }

  // A report repeats its promises in every round: of each year only the last round is summed.
  function lastRounds(keys) {
    const last = new Map();
    for (const own of store.index.documents) {
      if (!keys.has(own.id) || own.twin) continue;
      const year = own.municipality === null ? own.id : `${own.municipality} ${own.budget_year}`;
      const held = last.get(year) || [];
      const round = own.round || 0;
      if (!held.length || round > held[0].round) last.set(year, [{id: own.id, round}]);
      else if (round === held[0].round) held.push({id: own.id, round});
    }
    return new Set([...last.values()].flat().map((one) => one.id));
  }

  const cell = (sum, most) => !sum ? h("td", {class: "figure zero"}, "–") : h("td", {class: "figure amount", title: `${milepael.kroner(sum[0])} kr. · ${t("amounts.count", sum[1])}`},
    h("span", {}, milepael.number(sum[0] / 1e8, 1)), h("span", {class: "measure", "aria-hidden": "true", style: {width: `${(100 * Math.abs(sum[0])) / most}%`}}));

  milepael.amounts = {panel};
})();
