// The table of everything: one tab per table; only the lines in view are in the document.
(() => {
  const {h, t, link, store} = milepael;
  const TABLES = ["items", "follow_ups", "amounts", "findings", "changes", "documents"];
  const LIMIT = /^[-+]?[0-9]+([.,][0-9]+)*$/;
  let grid = null;

  const common = ["report", "number", "item"];
  const COLUMNS = {
    items: [...common, "chapter", "committee", "centre", "status", "description"],
    follow_ups: [...common, "kind", "plan_text", "deadline", "status", "status_text"],
    amounts: [...common, "field", "raw", "low", "high", "money_kind", "years", "recurrence"],
    findings: ["severity", "code", "message", "evidence", ...common],
    changes: ["change", "old", "new", ...common],
    documents: ["report", "municipality", "budget_year", "round", "title", "file_name", "outcome", "page_count", "item_count"],
  };
  const WIDE = {item: 240, plan_text: 380, status_text: 340, description: 420, message: 340, evidence: 320, title: 300, old: 300, new: 300, raw: 160, report: 190, file_name: 230};
  const NUMBERS = new Set(["low", "high", "budget_year", "round", "page_count", "item_count"]);
  const WORDS = {status: "status", kind: "follow_up", field: "field", money_kind: "kind", recurrence: "recurrence", severity: "severity", change: "change", outcome: "outcome"};

  async function rows(name) {
    if (name === "documents") return store.index.documents.filter(milepael.filters.documentFits).map((own) => ({...own, report: store.label(own), key: `document/${own.id}`}));
    const fits = new Set(milepael.filters.items().map((one) => one.id));
    const source = name === "findings" || name === "changes" ? store.index[name] : await store.part(`table-${name}`);
    return source.filter((row) => kept(name, row, fits)).map((row) => ({...row, ...about(row)}));
  }

  function kept(name, row, fits) {
    const {chosen, same, holds, documentFits} = milepael.filters;
    if (name === "changes" && !same("change", row.kind)) return false;
    if (name === "follow_ups" && !same("status", row.status)) return false;
    const item = row.item || row.old_item;
    if (!item) return documentFits(store.documents.get(row.doc)) && !chosen.committee && !chosen.status && !chosen.change && holds(Object.values(row).filter((value) => typeof value === "string"));
    if (!fits.has(item)) return false;
    const own = store.items.get(item);
    return !chosen.q || holds([own.number, own.title, own.committee, own.centre, ...Object.values(row).filter((value) => typeof value === "string")]);
  }

  function about(row) {
    const item = store.items.get(row.item || row.old_item);
    const own = store.documents.get(item ? item.doc : row.doc);
    const key = item ? `item/${item.id}${row.at ? `/${row.at}` : ""}` : `document/${own.id}`;
    const told = {report: `${store.label(own)} ${milepael.format(own)}`, number: item && item.number, item: item && item.title, key};
    if (item && row.status === undefined) told.status = milepael.worst(item);
    if (item) Object.assign(told, {chapter: item.chapter, committee: item.committee.join(", "), centre: item.centre.join(", ")});
    if (row.difference !== undefined) told.change = row.kind;
    return told;
  }

  const plain = (name, value) => {
    if (value === null || value === undefined) return "";
    if (name === "low" || name === "high") return milepael.kroner(value);
    if (Array.isArray(value)) return value.join(", ");
    if (name === "deadline") return milepael.deadline(value);
    return WORDS[name] ? t(`${WORDS[name]}.${value}`) : String(value);
  };

  // Nodes and text only: what a cell shows is never read as markup.
  function formatter(name) {
    return (cell) => {
      const value = cell.getValue();
      if (name === "status") return value ? milepael.status(value) : h("span");
      if (name === "severity") return milepael.severity(value);
      const text = plain(name, value);
      return name === "item" || name === "report" || name === "title" ? link(cell.getData().key, {}, text) : h("span", {title: text}, text);
    };
  }

  const column = (name) => ({
    title: t(`column.${name}`), field: name, formatter: formatter(name), headerTooltip: false,
    width: WIDE[name], minWidth: 70, hozAlign: NUMBERS.has(name) ? "right" : "left",
    sorter: NUMBERS.has(name) ? "number" : "string", sorterParams: {locale: "da"},
  });

  // A spreadsheet would run what begins like a formula; a number is left as it is.
  const neutral = (text) => (/^[\s]*[=+\-@\t\r]/.test(text) && !LIMIT.test(text) ? `'${text}` : text);
  const quoted = (text) => (/[";\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const line = (texts) => texts.map((text) => quoted(neutral(text))).join(";");
  // Semicolons and decimal commas, as Danish spreadsheets open them.
  const money = (oere) => `${oere < 0 ? "-" : ""}${Math.trunc(Math.abs(oere) / 100)},${String(Math.abs(oere) % 100).padStart(2, "0")}`;

  function csv(name, data) {
    const columns = COLUMNS[name];
    const cell = (row, column) => ((column === "low" || column === "high") && row[column] !== null && row[column] !== undefined ? money(row[column]) : plain(column, row[column]));
    return [line(columns.map((one) => t(`column.${one}`))), ...data.map((row) => line(columns.map((one) => cell(row, one))))].join("\r\n") + "\r\n";
  }

  async function copy(text, count) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = h("textarea", {class: "away"}, text);
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    milepael.say(t("table.copied", milepael.number(count)));
  }

  function save(name, text) {
    const address = URL.createObjectURL(new Blob(["\ufeff", text], {type: "text/csv"}));
    h("a", {href: address, download: `milepael-${name}.csv`}).click();
    URL.revokeObjectURL(address);
  }

  async function show(main, name) {
    const chosen = TABLES.includes(name) ? name : "follow_ups";
    leave();
    const holder = h("div", {id: "grid"});
    const counter = h("span", {class: "muted", id: "row-count"}, "…");
    const own = () => grid.getData("active");
    milepael.replace(main, h("header", {class: "table-head"},
      h("nav", {class: "choices", "aria-label": t("table.tables")}, TABLES.map((one) => link(`table/${one}${milepael.filters.query()}`, {"aria-current": one === chosen ? "page" : null}, t(`table.${one}`)))),
      counter,
      h("button", {type: "button", id: "copy", click: () => copy(csv(chosen, own()), own().length)}, t("table.copy")),
      h("button", {type: "button", click: () => save(chosen, csv(chosen, own()))}, t("table.save"))), h("div", {id: "grid-frame"}, holder));
    const data = await rows(chosen);
    if (!holder.isConnected) return;
    counter.textContent = t("table.rows", milepael.number(data.length));
    grid = new Tabulator(holder, {
      data, columns: COLUMNS[chosen].map(column), height: "100%", renderVertical: "virtual", layout: "fitDataFill", rowHeight: 36,
      placeholder: t("table.empty"), autoResize: false, columnDefaults: {headerSortTristate: true}, index: "none"});
    grid.on("rowDblClick", (_, row) => { location.hash = row.getData().key; });
  }

  function leave() {
    if (grid) grid.destroy();
    grid = null;
  }

  milepael.listing = {show, leave, csv, neutral};
})();
