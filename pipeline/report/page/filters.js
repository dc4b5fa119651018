// What is chosen in the bar, kept in the address so that a link shows the same to a colleague.
(() => {
  const {h, t, store} = milepael;
  const NAMES = ["municipality", "year", "round", "committee", "status", "change"];
  const STATUSES = ["not_met", "partly_met", "unknown", "met", "none"];
  const chosen = {};
  let found = null; // items in whose rows the search text stands

  const unique = (values) => [...new Set(values.filter((value) => value !== null && value !== undefined))];
  const sorted = (values) => values.sort((a, b) => (typeof a === "number" ? a - b : String(a).localeCompare(String(b), "da")));

  function offered() {
    const {documents, items, changes} = store.index;
    return {
      municipality: sorted(unique(documents.map((one) => one.municipality))),
      year: sorted(unique(documents.map((one) => one.budget_year))),
      round: sorted(unique(documents.map((one) => one.round))),
      committee: sorted(unique(items.flatMap((one) => one.committee))),
      status: STATUSES,
      change: unique(changes.map((one) => one.kind)),
    };
  }

  const SHOWN = {
    status: (value) => t(`status.${value}`),
    change: (value) => t(`change.${value}`),
    round: (value) => t("round.long", value),
  };

  function bar(onchange) {
    const options = offered();
    const selects = NAMES.filter((name) => options[name].length > 0).map((name) =>
      h("label", {}, h("span", {}, t(`filter.${name}`)),
        h("select", {name, change: (event) => onchange(name, event.target.value)},
          h("option", {value: ""}, t("filter.all")),
          options[name].map((value) =>
            h("option", {value, selected: String(value) === chosen[name]}, (SHOWN[name] || String)(value))))));
    const used = NAMES.some((name) => chosen[name]) || chosen.q;
    return [...selects, used ? h("button", {type: "button", class: "plain", click: () => onchange(null, null)}, t("filter.clear")) : null];
  }

  function take(query) {
    const given = new URLSearchParams(query || "");
    for (const name of [...NAMES, "q"]) chosen[name] = given.get(name) || "";
  }

  function query(changes) {
    const kept = new URLSearchParams();
    for (const [name, value] of Object.entries({...chosen, ...changes})) if (value) kept.set(name, value);
    const text = kept.toString();
    return text ? `?${text}` : "";
  }

  const same = (name, value) => !chosen[name] || chosen[name] === String(value);
  const folded = (text) => String(text).toLocaleLowerCase("da");
  const wanted = () => folded(chosen.q || "").split(/\s+/).filter(Boolean);
  const holds = (texts) => {
    const all = folded(texts.flat().filter((text) => text !== null && text !== undefined).join(" "));
    return wanted().every((word) => all.includes(word));
  };

  const documentFits = (one) => one && same("municipality", one.municipality) && same("year", one.budget_year) && same("round", one.round);

  function changedItems() {
    if (!chosen.change) return null;
    return new Set(store.index.changes.filter((one) => one.kind === chosen.change).flatMap((one) => [one.item, one.old_item]));
  }

  function items() {
    const changed = changedItems();
    return store.index.items.filter((one) =>
      documentFits(store.documents.get(one.doc)) &&
      (!chosen.committee || one.committee.includes(chosen.committee)) &&
      (!chosen.status || Object.values(one.counts).some((counts) => counts[chosen.status])) &&
      (!changed || changed.has(one.id)) &&
      (!chosen.q || holds([one.number, one.title, one.chapter, one.committee, one.centre]) || (found !== null && found.has(one.id))));
  }

  // The search looks into every row; those texts are read when something is first sought.
  async function seek() {
    found = null;
    if (!chosen.q) return;
    const tables = await Promise.all(["follow_ups", "items"].map((name) => store.part(`table-${name}`))).catch(() => []);
    found = new Set(tables.flat().filter((row) => holds(Object.values(row).filter((value) => typeof value === "string"))).map((row) => row.item));
  }

  milepael.filters = {bar, take, query, chosen, items, documentFits, holds, seek, same, STATUSES};
})();
