// The place: pages as pictures with a box per value, or the table as it stands, cell by cell.
(() => {
  const {h, t, store} = milepael;
  const COLOUR = /^#[0-9a-f]{6}$/i;

  function panel(view, onpick) {
    if (!view.part.found) return missing(view.own);
    if (view.part.pages.length) return pages(view, onpick);
    if (view.content.grids.length) return view.content.grids.map((grid) => table(view, grid, onpick));
    return h("p", {class: "notice"}, t("evidence.no_place"));
  }

  function missing(own) {
    return h("div", {class: "notice"}, h("p", {}, t("evidence.source_missing", own.file_name)),
      h("p", {}, t("evidence.source_give")), h("p", {class: "raw"}, `SHA-256 ${own.hash.slice(0, 64)}`));
  }

  const area = (box) => (box[3] - box[1]) * (box[4] - box[2]);

  function pages(view, onpick) {
    const boxes = view.picks.flatMap((pick) => (pick.boxes || []).map((box) => ({pick, box})));
    const numbers = [...new Set(boxes.map(({box}) => box[0]))].filter((number) => view.part.pages[number - 1]).sort((a, b) => a - b);
    if (!numbers.length) return h("p", {class: "notice"}, t("evidence.no_place"));
    return numbers.map((number) => {
      const page = view.part.pages[number - 1];
      // The larger boxes first, so that the smaller ones lie above them and can be clicked.
      const own = boxes.filter(({box}) => box[0] === number).sort((a, b) => area(b.box) - area(a.box));
      return h("figure", {class: "page", "data-page": number},
        h("figcaption", {}, t("evidence.page", number, view.part.pages.length), ` · ${view.own.file_name}`),
        h("div", {class: "sheet", style: {"aspect-ratio": `${page.width} / ${page.height}`}},
          h("img", {src: store.picture(view.part, page), alt: t("evidence.page", number, view.part.pages.length), loading: "lazy"}),
          own.map(({pick, box}) => frame(pick, box, page, onpick))));
    });
  }

  function frame(pick, box, page, onpick) {
    const percent = (value, whole) => `${(100 * value) / whole}%`;
    return h("button", {
      type: "button", class: `frame ${pick.severity ? "of-finding" : ""}`, "data-key": pick.key, tabindex: -1, title: pick.column ? t(`column.${pick.column}`) : pick.code,
      style: {left: percent(box[1], page.width), top: percent(box[2], page.height), width: percent(box[3] - box[1], page.width), height: percent(box[4] - box[2], page.height)},
      click: () => onpick(pick.key)});
  }

  function table(view, grid, onpick) {
    return h("div", {class: "grid"}, h("p", {class: "muted"}, `${view.own.file_name} · ${grid.at}`),
      h("table", {}, h("tbody", {}, grid.rows.map((row) => h("tr", {}, row.map((cell) => cellNode(view, cell, onpick)))))));
  }

  function cellNode(view, cell, onpick) {
    const here = view.picks.filter((pick) => within(pick, cell));
    // Several values may stand in one cell: each click goes on to the next of them.
    const turn = () => {
      const at = here.findIndex((pick) => pick.key === view.chosen);
      if (here.length) onpick(here[(at + 1) % here.length].key);
    };
    const marks = cell.marks.filter((mark) => !cell.text.includes(mark) || /[\ue000-\uf8ff]/.test(mark));
    return h("td", {
      "data-at": cell.at, rowspan: cell.span[0], colspan: cell.span[1], class: here.length ? "has" : null, click: turn,
      style: COLOUR.test(cell.shade || "") ? {"box-shadow": `inset 0.35rem 0 ${cell.shade}`} : {}},
      h("span", {}, cell.text.replace(/[\ufffc\ue000-\uf8ff]/g, "")),
      marks.length ? h("span", {class: "mark"}, marks.map((mark) => `U+${mark.codePointAt(0).toString(16).toUpperCase()}`).join(" ")) : null,
      cell.shade ? h("span", {class: "mark"}, cell.shade) : null);
  }

  const within = (pick, cell) => {
    const at = pick.at || pick.locator || "";
    return at === cell.at || at.startsWith(`${cell.at}/`);
  };

  function light(view, pick, move) {
    let first = null;
    for (const frame of document.querySelectorAll(".frame.chosen")) first = first || frame;
    for (const cell of document.querySelectorAll("td[data-at]")) {
      const lit = within(pick, {at: cell.dataset.at});
      cell.classList.toggle("chosen", lit);
      if (lit) first = first || cell;
    }
    if (first && move) scrollTo(first, 0.35);
  }

  // Only the panel scrolls, so that the value chosen in the list stays in sight.
  function scrollTo(element, share) {
    const place = element.closest(".place");
    const [inner, outer] = [element.getBoundingClientRect(), place.getBoundingClientRect()];
    const free = Math.max(place.clientHeight - inner.height, 0);
    place.scrollTop += inner.top - outer.top - free * share;
    place.scrollLeft += Math.min(inner.left - outer.left, 0) + Math.max(inner.right - outer.right, 0);
  }

  // An item is opened where it begins on its page.
  function begin(view) {
    const title = view.picks.find((pick) => pick.column === "title");
    const frame = title && document.querySelector(`.frame[data-key="${CSS.escape(title.key)}"]`);
    if (frame) scrollTo(frame, 0.1);
  }

  milepael.evidence = {panel, light, begin};
})();
