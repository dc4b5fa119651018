// How statuses, findings and changes are told, wherever they are shown.
(() => {
  const {h, s, t, link, store} = milepael;
  const WORST_FIRST = ["not_met", "partly_met", "unknown", "met", "none"];
  const FORMATS = [["pdf", "PDF"], ["wordprocessingml", "DOCX"], ["html", "HTML"], ["text/plain", "TXT"]];

  milepael.format = (own) => {
    const known = FORMATS.find(([part]) => (own.media_type || "").includes(part));
    return known ? known[1] : own.media_type || "";
  };

  // The counts of an item: of its milestones, or of its economy rows where it has no milestones.
  milepael.counts = (item) => {
    const kinds = item.counts;
    return kinds.milestone || kinds.economy || {};
  };
  milepael.worst = (item) => WORST_FIRST.find((status) => milepael.counts(item)[status]) || "none";

  // Items that are one promise in a report (it was split, or two were merged): the worst of them.
  milepael.worstOf = (items) => items.reduce((worst, item) => (WORST_FIRST.indexOf(milepael.worst(item)) < WORST_FIRST.indexOf(milepael.worst(worst)) ? item : worst));
  milepael.grouped = (rows, name) => {
    const groups = new Map();
    for (const row of rows) {
      if (!groups.has(row[name])) groups.set(row[name], []);
      groups.get(row[name]).push(row);
    }
    return groups;
  };

  // "2. / 2024" is a follow-up round; a date stands as it is.
  milepael.deadline = (text) => {
    const round = /^(\d+)\. \/ (\d+|\?)$/.exec(text);
    return round ? t("deadline.round", round[1], round[2]) : text;
  };

  const SIGNS = {error: "M8 1l7.4 13.6H.6zM8 6v4M8 11.8v.9", warning: "M8 .8 15.2 8 8 15.2.8 8zM8 4.5v4.2M8 10.6v.9", info: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1zM8 7v4.4M8 4.2v1"};
  milepael.severity = (severity) =>
    h("span", {class: `severity ${severity}`}, s("svg", {viewBox: "0 0 16 16", class: "sign-of", "aria-hidden": "true"}, s("path", {d: SIGNS[severity]})), t(`severity.${severity}`));

  // Findings are written in English; where the kind of doubt has words of the page, those come first.
  milepael.findingKind = (finding) => {
    const known = milepael.has(`finding.${finding.code}`);
    return h("span", {class: "text", lang: known ? null : "en"}, known ? t(`finding.${finding.code}`) : finding.message);
  };
  milepael.findingText = (finding) => {
    const known = milepael.has(`finding.${finding.code}`);
    return [milepael.findingKind(finding), known && t(`finding.${finding.code}`) !== finding.message ? h("span", {class: "detail", lang: "en"}, finding.message) : null];
  };

  const statusOr = (text) => (WORST_FIRST.includes(text) ? milepael.status(text) : h("span", {class: "text"}, text));

  const PARTS = /\[-([^]*?)-\]|\{\+([^]*?)\+\}/g;
  // "[-taken out-] {+put in+}" as struck and underlined words.
  function difference(text) {
    const nodes = [];
    let from = 0;
    for (const found of text.matchAll(PARTS)) {
      nodes.push(text.slice(from, found.index));
      nodes.push(found[1] !== undefined ? h("del", {}, found[1]) : h("ins", {}, found[2]));
      from = found.index + found[0].length;
    }
    return h("span", {class: "difference"}, nodes, text.slice(from));
  }

  milepael.changeText = (change) => [
    h("b", {}, t(`change.${change.kind}`)), " ",
    change.difference ? difference(change.difference) : [
      change.old === null ? null : statusOr(change.old),
      change.old !== null && change.new !== null ? " → " : null,
      change.new === null ? null : statusOr(change.new)],
    h("span", {class: "muted"}, ` ${store.label(store.documents.get(change.from))} → ${store.label(store.documents.get(change.doc))}`)];

  milepael.itemLink = (item, key) =>
    item ? link(`item/${item.id}${key ? `/${key}` : ""}`, {}, item.number ? `${item.number} ${item.title}` : item.title) : null;

  // A bar of the counts, each part as wide as its share, and the numbers as words for who hears it.
  milepael.countsBar = (counts) => {
    const all = WORST_FIRST.reduce((sum, status) => sum + (counts[status] || 0), 0);
    if (!all) return h("span", {class: "muted"}, "–");
    const order = ["met", "partly_met", "not_met", "unknown", "none"].filter((status) => counts[status]);
    return h("span", {class: "bar-of", role: "img", "aria-label": order.map((status) => `${t(`status.${status}`)} ${counts[status]}`).join(", ")},
      order.map((status) => h("span", {class: `share ${status}`, style: {"flex-grow": counts[status]}, title: `${t(`status.${status}`)}: ${counts[status]}`},
        counts[status] / all > 0.08 ? String(counts[status]) : "")));
  };
})();
