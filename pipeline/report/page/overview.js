// The overview: where things stand, what needs a look, how it went from round to round.
(() => {
  const {h, t, link, store} = milepael;
  const ORDER = ["met", "partly_met", "not_met", "unknown", "none"];
  const FIRST = 8;
  const GROUPS = ["document", "chapter", "committee", "centre"];
  let group = "document";

  const add = (into, counts) => {
    for (const [status, count] of Object.entries(counts)) into[status] = (into[status] || 0) + count;
  };
  const total = (items) => {
    const counts = {};
    for (const item of items) add(counts, milepael.counts(item));
    return counts;
  };
  // Two files of one report are one report here; the later file says so and is not counted again.
  const counted = (item) => !store.documents.get(item.doc).twin;

  function tiles(items) {
    const counts = total(items);
    const all = ORDER.reduce((sum, status) => sum + (counts[status] || 0), 0);
    return h("section", {class: "tiles", "aria-label": t("overview.statuses")}, ORDER.map((status) =>
      h("div", {class: `tile ${status}`}, milepael.symbol(status), h("strong", {}, milepael.number(counts[status] || 0)),
        h("span", {}, t(`status.${status}`)), h("small", {}, all ? `${milepael.number((100 * (counts[status] || 0)) / all)} %` : ""))));
  }

  function findings(documents) {
    const own = store.index.findings.filter((one) => documents.has(one.doc) && (!milepael.filters.chosen.q || milepael.filters.holds([one.code, one.message, one.evidence])));
    const kinds = new Map();
    for (const one of own) kinds.set(one.code, [...(kinds.get(one.code) || []), one]);
    return panel("findings", own.length, [...kinds.values()].slice(0, FIRST).map((same) =>
      h("li", {}, h("details", {}, h("summary", {}, milepael.severity(same[0].severity), " ", milepael.findingKind(same[0]), h("span", {class: "count"}, milepael.number(same.length))),
        h("ul", {}, same.slice(0, 20).map((one) => h("li", {}, placeOf(one), milepael.findingText(one)[1], h("span", {class: "raw"}, one.evidence))),
          same.length > 20 ? h("li", {}, link("table/findings", {}, t("overview.all", same.length))) : null)))));
  }

  const placeOf = (one) => {
    const own = store.documents.get(one.doc);
    return one.item && store.items.has(one.item)
      ? [milepael.itemLink(store.items.get(one.item)), h("span", {class: "muted"}, ` ${store.label(own)} `)]
      : [link(`document/${own.id}`, {}, store.label(own), " ", milepael.format(own)), " "];
  };

  function changes(items) {
    const known = new Set(items.map((one) => one.id));
    const chosen = milepael.filters.chosen.change;
    const own = store.index.changes.filter((one) => (known.has(one.item) || known.has(one.old_item)) && (!chosen || one.kind === chosen));
    return panel("changes", own.length, own.slice(0, FIRST).map((one) =>
      h("li", {class: "change"}, milepael.itemLink(store.items.get(one.item) || store.items.get(one.old_item)), h("div", {}, milepael.changeText(one)))));
  }

  const panel = (name, count, rows) => h("section", {class: "panel", id: name}, h("h2", {}, t(`overview.${name}`), h("span", {class: "count"}, milepael.number(count))),
    rows.length ? h("ul", {class: "plain-list"}, rows) : h("p", {class: "muted"}, t(`overview.no_${name}`)),
    count > FIRST ? link(`table/${name}${milepael.filters.query()}`, {class: "more"}, t("overview.all", count)) : null);

  const KEYS = {
    chapter: (item) => [item.chapter || t("overview.without")],
    committee: (item) => (item.committee.length ? item.committee : [t("overview.without")]),
    centre: (item) => (item.centre.length ? item.centre : [t("overview.without")]),
  };

  function statuses(items, again) {
    const shown = new Map();
    for (const item of items) {
      if (!shown.has(item.doc)) shown.set(item.doc, new Map());
      for (const key of group === "document" ? [""] : KEYS[group](item)) {
        const groups = shown.get(item.doc);
        if (!groups.has(key)) groups.set(key, {});
        add(groups.get(key), milepael.counts(item));
      }
    }
    const rows = store.index.documents.filter((own) => shown.has(own.id)).flatMap((own) =>
      [...shown.get(own.id).entries()].map(([key, counts], number) => countsRow(own, key, counts, number)));
    return h("section", {class: "panel wide", id: "statuses"}, h("h2", {}, t("overview.by")),
      h("div", {class: "choices", role: "group", "aria-label": t("overview.by")}, GROUPS.map((name) =>
        h("button", {type: "button", "aria-pressed": String(name === group), click: () => { group = name; again(); }}, t(`overview.group_${name}`)))),
      h("div", {class: "scroll"}, h("table", {class: "numbers"},
        h("thead", {}, h("tr", {}, h("th", {scope: "col"}, t("overview.report")), group === "document" ? null : h("th", {scope: "col"}, t(`overview.group_${group}`)),
          ORDER.map((status) => h("th", {scope: "col", class: "figure"}, milepael.symbol(status), h("span", {}, t(`status.${status}`)))), h("th", {scope: "col", class: "share-head"}, t("overview.share")))),
        h("tbody", {}, rows.slice(0, 400)))),
      rows.length > 400 ? h("p", {class: "muted"}, t("overview.more_rows", rows.length - 400)) : null);
  }

  const countsRow = (own, key, counts, number) => h("tr", {class: `${number === 0 ? "first" : ""} ${own.twin ? "twin" : ""}`},
    h("th", {scope: "row"}, number === 0 ? [link(`document/${own.id}`, {}, store.label(own)), h("span", {class: "muted"}, ` ${milepael.format(own)}${own.twin ? ` · ${t("overview.twin")}` : ""}`)] : ""),
    group === "document" ? null : h("td", {}, key),
    ORDER.map((status) => h("td", {class: `figure ${counts[status] ? "" : "zero"}`}, milepael.number(counts[status] || 0))),
    h("td", {}, milepael.countsBar(counts)));

  // What an auditor walks through: documents and items in doubt, the worst first.
  function queue() {
    const rank = {error: 0, warning: 1, doubt: 2};
    const {chosen, documentFits, items} = milepael.filters;
    const whole = chosen.q || chosen.committee || chosen.status || chosen.change ? [] : store.index.documents.filter(documentFits);
    return [...whole.map((one) => [one, `document/${one.id}`]), ...items().map((one) => [one, `item/${one.id}`])]
      .filter(([one]) => one.doubt !== null)
      .map(([one, path], at) => ({id: one.id, path, rank: rank[one.doubt], at})).sort((a, b) => a.rank - b.rank || a.at - b.at);
  }

  function toReview() {
    const waiting = queue();
    return h("p", {class: "to-review"}, waiting.length
      ? [link(`${waiting[0].path}/review${milepael.filters.query()}`, {class: "button"}, t("overview.review", waiting.length)), h("span", {class: "muted"}, ` ${t("overview.review_keys")}`)]
      : t("overview.nothing_to_review"));
  }

  function show(main) {
    const all = milepael.filters.items();
    const items = all.filter(counted);
    const documents = store.index.documents.filter(milepael.filters.documentFits);
    const keys = new Set(documents.map((own) => own.id));
    const twins = documents.filter((own) => own.twin).length;
    const again = () => { show(main); document.querySelector("#statuses [aria-pressed=true]").focus({preventScroll: true}); };
    milepael.replace(main,
      h("header", {class: "lead"}, h("h1", {}, title(documents)),
        h("p", {}, t("overview.told", milepael.number(documents.filter((own) => own.outcome === "ok").length - twins), milepael.number(items.length), milepael.number(sum(total(items)))),
          twins ? ` ${t("overview.twins", twins)}` : ""), toReview()),
      failed(documents), tiles(items),
      h("div", {class: "pair"}, findings(keys), changes(all)),
      statuses(all, again), milepael.heat.map(items), milepael.flow.panel(items), milepael.amounts.panel(items, keys));
  }

  const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);
  const title = (documents) => {
    const names = [...new Set(documents.map((own) => own.municipality).filter(Boolean))];
    if (names.length === 1) return t("overview.title_one", names[0]);
    return names.length ? t("overview.title_many", names.length) : t("overview.title");
  };

  function failed(documents) {
    const own = documents.filter((one) => one.outcome !== "ok");
    if (!own.length) return null;
    return h("details", {class: "panel wide failed", open: own.some((one) => one.outcome === "failed")}, h("summary", {}, t("overview.failed"), h("span", {class: "count"}, own.length)),
      h("ul", {class: "plain-list"}, own.slice(0, 50).map((one) => h("li", {}, h("b", {}, one.file_name), " ", t(`outcome.${one.outcome}`), one.error_message ? h("span", {class: "raw", lang: "en"}, `${one.error_code}: ${one.error_message}`) : null))));
  }

  async function showDocument(main, id, key) {
    const own = store.documents.get(id);
    if (!own) return milepael.replace(main, h("p", {class: "notice"}, t("document.missing", id)));
    const items = store.index.items.filter((one) => one.doc === id);
    const part = await milepael.item.opened(main, own);
    if (part === null) return undefined;
    milepael.replace(main,
      h("header", {class: "lead"}, h("h1", {}, own.title || own.file_name), own.twin ? h("p", {}, link(`document/${own.twin}`, {}, t("document.twin"))) : null),
      failed([own]), tiles(items),
      part.own.findings.length ? milepael.item.beside({id, doc: id}, own, part, part.own, `document/${id}`) : null,
      h("div", {class: "pair"}, facts(own), changes(items)),
      itemList(items));
    if (part.own.findings.length) milepael.item.begin(key);
    return undefined;
  }

  const FACTS = ["file_name", "municipality", "budget_year", "round", "published", "page_count", "engine", "outcome"];
  const facts = (own) => h("section", {class: "panel"}, h("h2", {}, t("document.facts")), h("dl", {class: "facts"},
    FACTS.filter((name) => own[name] !== null).map((name) => [h("dt", {}, t(`column.${name}`)), h("dd", {}, name === "outcome" ? t(`outcome.${own[name]}`) : String(own[name]))]),
    h("dt", {}, "SHA-256"), h("dd", {class: "raw"}, own.hash.slice(0, 64))));

  const itemList = (items) => h("section", {class: "panel wide"}, h("h2", {}, t("document.items"), h("span", {class: "count"}, items.length)),
    h("ul", {class: "plain-list items"}, items.map((item) => h("li", {}, milepael.symbol(milepael.worst(item)), " ", milepael.itemLink(item),
      item.doubt ? h("span", {class: "flag"}, ` ⚑ ${t("item.doubt")}`) : null, " ", h("span", {class: "muted"}, item.chapter || "")))));

  milepael.overview = {show, showDocument, queue};
})();
