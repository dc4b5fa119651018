// One item: its values beside the place they were read from, each leading to the other.
(() => {
  const {h, t, link, store} = milepael;
  let view = null; // what is shown: {item, part, own, picks, chosen, nodes}

  const shown = (value) => {
    if (value.shape === "status") return milepael.status(value.shown);
    if (value.shape === "names") return value.shown === null ? null : h("span", {}, value.shown.join(", "));
    if (value.shape === "code") return value.shown === null ? null : h("span", {}, t(`code.${value.shown}`));
    if (value.shape === "money") return money(value);
    if (value.shape === "deadline" && value.shown !== null) return h("span", {}, milepael.deadline(value.shown));
    return value.shown === null ? null : h("span", {class: "text"}, value.shown);
  };

  function money(value) {
    const [low, high] = value.shown;
    const sum = low === high ? milepael.kroner(low) : `${milepael.kroner(low)} – ${milepael.kroner(high)}`;
    const told = [t(`kind.${value.detail[0]}`), value.detail[1] && t(`qualifier.${value.detail[1]}`),
      value.detail[2] === "unknown" ? null : t(`recurrence.${value.detail[2]}`), value.years.join(", ")];
    return h("span", {}, h("span", {class: "money"}, `${sum} kr.`), h("span", {class: "muted"}, ` ${told.filter(Boolean).join(" · ")}`));
  }

  function labelled(value) {
    if (value.label) return t(`follow_up.${value.label}`);
    return t(value.shape === "money" ? "column.amount" : `column.${value.column}`);
  }

  function details(value) {
    const rows = [
      ["raw", value.raw], ["status_text", value.more], ["rule", value.rule], ["seen", value.seen],
      ["witnesses", value.witnesses.join(", ")],
      ["candidates", value.candidates && value.candidates.length > 1 ? value.candidates.map((one) => t(`status.${one}`)).join(" / ") : null],
      ["locator", value.at || value.locator],
      ["pages", [...new Set((value.boxes || []).map((box) => box[0]))].join(", ")],
    ].filter(([, text]) => text);
    if (!rows.length) return null;
    return h("details", {}, h("summary", {}, t("item.evidence")),
      h("dl", {}, rows.map(([name, text]) => [h("dt", {}, t(`evidence.${name}`)), h("dd", {class: name === "raw" ? "raw" : null}, text)])));
  }

  // A value is a button for the eye and the keyboard; its evidence opens below it.
  function valueNode(value) {
    const content = shown(value) || h("em", {class: "muted"}, value.raw ? t("item.not_understood") : "–");
    return h("li", {class: `value ${value.doubt ? "doubt" : ""} of-${value.shape}`, "data-key": value.key},
      h("button", {type: "button", class: "pick", click: () => choose(value.key, true)},
        h("span", {class: "label"}, value.doubt ? h("span", {class: "flag"}, `⚑ ${t("item.doubt")}`) : null, labelled(value)),
        content,
        value.more && value.shape === "text" ? h("span", {class: "comment"}, h("b", {}, `${t("evidence.status_text")}: `), value.more) : null),
      details(value),
      milepael.review.marks(value));
  }

  function findingNode(finding) {
    return h("li", {class: `value finding ${finding.severity}`, "data-key": finding.key},
      h("button", {type: "button", class: "pick", click: () => choose(finding.key, true)},
        h("span", {class: "label"}, milepael.severity(finding.severity), ` ${finding.code}`),
        milepael.findingText(finding),
        finding.evidence ? h("span", {class: "raw"}, finding.evidence) : null));
  }

  function groups(content) {
    const findings = content.findings.length
      ? [h("h2", {}, t("item.findings")), h("ul", {class: "values"}, content.findings.map(findingNode))] : [];
    const own = content.values.filter((value) => !value.row);
    const rows = new Map();
    for (const value of content.values.filter((one) => one.row)) rows.set(value.row, [...(rows.get(value.row) || []), value]);
    return [
      findings,
      own.length ? [h("h2", {}, t("item.item")), h("ul", {class: "values"}, own.map(valueNode))] : null,
      rows.size ? h("h2", {}, t("item.rows")) : null,
      [...rows.entries()].map(([number, values]) => h("section", {class: "row-card", "aria-label": t("item.row", number)}, h("ul", {class: "values"}, values.map(valueNode)))),
    ];
  }

  function head(item, own) {
    const same = store.index.items.filter((one) => one.track === item.track);
    const path = [own.municipality, own.title || own.file_name, item.chapter].filter(Boolean).join(" › ");
    return h("header", {class: "item-head"},
      h("p", {class: "crumbs"}, link(`document/${own.id}`, {}, path)),
      h("h1", {}, item.number ? h("span", {class: "number"}, `${item.number} `) : null, item.title, item.part ? ` (${t("item.part", item.part)})` : ""),
      same.length > 1 ? h("p", {class: "track"}, `${t("item.track")} `, same.map((one) =>
        link(`item/${one.id}`, {class: "chip", "aria-current": one.id === item.id ? "true" : null},
          milepael.symbol(milepael.worst(one)), ` ${store.label(store.documents.get(one.doc))}${sameLabel(same, one) ? ` ${milepael.format(store.documents.get(one.doc))}` : ""}`))) : null,
      changesOf(item));
  }

  const sameLabel = (items, item) => items.some((one) => one !== item && store.label(store.documents.get(one.doc)) === store.label(store.documents.get(item.doc)));

  function changesOf(item) {
    const changes = store.index.changes.filter((one) => one.item === item.id || (one.item === null && one.old_item === item.id));
    if (!changes.length) return null;
    return h("details", {class: "changes", open: changes.length < 4}, h("summary", {}, `${t("overview.changes")} (${changes.length})`),
      h("ul", {}, changes.map((one) => h("li", {}, milepael.changeText(one)))));
  }

  async function show(main, id, key) {
    const item = store.items.get(id);
    if (!item) return milepael.replace(main, h("p", {class: "notice"}, t("item.missing", id)));
    const own = store.documents.get(item.doc);
    const part = await opened(main, own);
    if (part === null) return undefined;
    const content = part.items.find((one) => one.id === id);
    milepael.replace(main, head(item, own), beside(item, own, part, content, `item/${id}`), walk(item));
    return begin(key);
  }

  async function opened(main, own) {
    try {
      return await store.part(own.id);
    } catch {
      milepael.replace(main, h("p", {class: "notice"}, t("item.unloadable", own.file_name)));
      return null;
    }
  }

  // Data on the one side, the place on the other; `path` is the address that each value adds to.
  function beside(item, own, part, content, path) {
    content.findings.forEach((finding, number) => Object.assign(finding, {key: `finding-${number + 1}`}));
    view = {item, part, own, content, path, picks: [...content.findings, ...content.values], chosen: null};
    return h("div", {class: "beside"},
      h("div", {class: "data"}, milepael.review.bar(content), groups(content)),
      h("div", {class: "place", role: "region", tabindex: 0, "aria-label": t("item.place")}, milepael.evidence.panel(view, (chosen) => choose(chosen, false))));
  }

  function begin(key) {
    if (key && view.picks.some((pick) => pick.key === key)) choose(key, true, true);
    else if (key === "review") nextDoubt(1);
    else milepael.evidence.begin(view);
  }

  function walk(item) {
    const inside = store.index.items.filter((one) => one.doc === item.doc);
    const at = inside.indexOf(item);
    return h("nav", {class: "walk", "aria-label": t("item.neighbours")},
      at > 0 ? link(`item/${inside[at - 1].id}`, {rel: "prev"}, `← ${inside[at - 1].title}`) : h("span"),
      at + 1 < inside.length ? link(`item/${inside[at + 1].id}`, {rel: "next"}, `${inside[at + 1].title} →`) : h("span"));
  }

  // From the value to its place (`toPlace`), or from the place to the value.
  function choose(key, toPlace, quietly) {
    const pick = view && view.picks.find((one) => one.key === key);
    if (!pick) return;
    view.chosen = key;
    for (const node of document.querySelectorAll("[data-key]")) {
      const chosen = node.dataset.key === key;
      node.classList.toggle("chosen", chosen);
      if (node.classList.contains("value")) node.querySelector(".pick").setAttribute("aria-pressed", String(chosen));
    }
    const node = document.querySelector(`.value[data-key="${CSS.escape(key)}"]`);
    if (node && !quietly) node.querySelector(".pick").focus({preventScroll: true});
    milepael.evidence.light(view, pick, toPlace);
    if (node) node.scrollIntoView({block: "nearest"});
    history.replaceState(null, "", `#${view.path}/${key}${milepael.filters.query()}`);
    milepael.review.chosen(view, pick);
  }

  function step(by) {
    if (!view) return;
    const at = view.picks.findIndex((pick) => pick.key === view.chosen);
    const next = view.picks[at < 0 ? (by > 0 ? 0 : view.picks.length - 1) : at + by];
    if (next) choose(next.key, true);
  }

  const doubtful = (pick) => pick.doubt || pick.severity === "error" || pick.severity === "warning";

  // Through the doubts of the item, then on to the next item that has one.
  function nextDoubt(by) {
    const at = view ? view.picks.findIndex((pick) => pick.key === view.chosen) : -1;
    const order = view ? view.picks.map((pick, number) => [number, pick]).filter(([number, pick]) => doubtful(pick) && (at < 0 || (by > 0 ? number > at : number < at))) : [];
    const next = by > 0 ? order[0] : order[order.length - 1];
    if (next) return choose(next[1].key, true);
    const queue = milepael.overview.queue();
    const here = view ? queue.findIndex((one) => one.id === view.item.id) : -1;
    const to = queue[here < 0 ? 0 : here + by];
    if (to && (!view || to.id !== view.item.id)) location.hash = `${to.path}/review${milepael.filters.query()}`;
    else milepael.say(t("item.no_more"));
    return undefined;
  }

  milepael.item = {show, labelled, opened, beside, begin, choose, step, nextDoubt, leave: () => { view = null; }, view: () => view,
    neighbour: (by) => {
      const to = document.querySelector(`.walk a[rel="${by > 0 ? "next" : "prev"}"]`);
      if (to) location.hash = to.hash;
    }};
})();
