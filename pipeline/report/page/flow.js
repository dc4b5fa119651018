// The flow of statuses between one round and the next, drawn as ribbons, with the same as a table.
// Two columns of five nodes need no chart library: the small ones bring half a megabyte, and the
// declarative ones evaluate text as code, which the page's policy forbids.
(() => {
  const {h, s, t, store} = milepael;
  const ORDER = ["met", "partly_met", "not_met", "unknown", "none", "gone"];
  const WIDTH = 560, HEIGHT = 250, NODE = 14, GAP = 7, LEFT = 130, RIGHT = 430;

  function pairs(items) {
    const byDocument = milepael.grouped(items, "doc");
    const documents = store.index.documents.filter((own) => byDocument.has(own.id) && own.round !== null);
    const found = [];
    documents.forEach((own, at) => {
      // Documents stand in order of municipality, year and round, so the next one is close by.
      let next = at + 1;
      while (next < documents.length && same(documents[next], own, ["municipality", "budget_year", "round"])) next += 1;
      if (next < documents.length && same(documents[next], own, ["municipality"])) found.push([own, documents[next], counts(byDocument.get(own.id), byDocument.get(documents[next].id))]);
    });
    return found.filter(([, , counted]) => [...counted.keys()].some((key) => !key.includes("gone")));
  }

  const same = (one, other, names) => names.every((name) => one[name] === other[name]);

  // Promises, not items: one that was split counts once, as the worst of its parts.
  function counts(before, after) {
    const earlier = milepael.grouped(before, "track"), later = milepael.grouped(after, "track");
    const found = new Map();
    const of = (items) => (items ? milepael.worst(milepael.worstOf(items)) : "gone");
    for (const track of new Set([...earlier.keys(), ...later.keys()])) {
      const key = `${of(earlier.get(track))} ${of(later.get(track))}`;
      found.set(key, (found.get(key) || 0) + 1);
    }
    return found;
  }

  const said = (status, side) => (status === "gone" ? t(side === 0 ? "flow.new" : "flow.gone") : t(`status.${status}`));

  function nodes(counted, side) {
    const sums = ORDER.map((status) => [status, [...counted].reduce((sum, [key, count]) => sum + (key.split(" ")[side] === status ? count : 0), 0)]).filter(([, sum]) => sum);
    const all = sums.reduce((sum, [, count]) => sum + count, 0);
    const scale = (HEIGHT - GAP * (ORDER.length - 1) - 20) / all;
    let top = 10;
    return new Map(sums.map(([status, sum]) => {
      const node = {status, sum, top, height: Math.max(sum * scale, 1.5), used: 0, scale};
      top += node.height + GAP;
      return [status, node];
    }));
  }

  function picture(counted, about) {
    const sides = [nodes(counted, 0), nodes(counted, 1)];
    const ribbons = [];
    for (const from of ORDER) for (const to of ORDER) {
      const count = counted.get(`${from} ${to}`);
      if (count) ribbons.push(ribbon(sides[0].get(from), sides[1].get(to), count));
    }
    return s("svg", {class: "flow", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": about}, ribbons,
      sides.map((side, number) => [...side.values()].map((node) => box(node, number))));
  }

  function ribbon(from, to, count) {
    const [a, b] = [from, to].map((node) => {
      const at = node.top + node.used;
      node.used += count * node.scale;
      return at;
    });
    const thick = count * from.scale, other = count * to.scale, middle = (LEFT + NODE + RIGHT) / 2;
    const path = `M${LEFT + NODE} ${a}C${middle} ${a} ${middle} ${b} ${RIGHT} ${b}v${other}C${middle} ${b + other} ${middle} ${a + thick} ${LEFT + NODE} ${a + thick}z`;
    return s("path", {class: `ribbon ${to.status}`, d: path}, s("title", {}, `${said(from.status, 0)} → ${said(to.status, 1)}: ${count}`));
  }

  function box(node, side) {
    const x = side === 0 ? LEFT : RIGHT;
    const text = `${said(node.status, side)} ${node.sum}`;
    return s("g", {}, s("rect", {class: `node ${node.status}`, x, y: node.top, width: NODE, height: node.height}),
      s("text", {x: side === 0 ? LEFT - 8 : RIGHT + NODE + 8, y: node.top + node.height / 2 + 4, "text-anchor": side === 0 ? "end" : "start"}, text));
  }

  function asTable(counted) {
    return h("details", {}, h("summary", {}, t("flow.as_table")), h("table", {class: "numbers small"},
      h("thead", {}, h("tr", {}, h("th", {scope: "col"}, t("flow.from")), h("th", {scope: "col"}, t("flow.to")), h("th", {scope: "col", class: "figure"}, t("flow.items")))),
      h("tbody", {}, [...counted].sort().map(([key, count]) => {
        const [from, to] = key.split(" ");
        return h("tr", {}, h("td", {}, said(from, 0)), h("td", {}, said(to, 1)), h("td", {class: "figure"}, String(count)));
      }))));
  }

  function panel(items) {
    const found = pairs(items);
    return h("section", {class: "panel wide", id: "flow"}, h("h2", {}, t("flow.title")), h("p", {class: "muted"}, t("flow.about")),
      found.length ? h("div", {class: "flows"}, found.slice(0, 24).map(([from, to, counted]) => {
        const about = `${store.label(from)} → ${store.label(to)}`;
        return h("figure", {}, h("figcaption", {}, about), picture(counted, about), asTable(counted));
      })) : h("p", {class: "muted"}, t("flow.none")));
  }

  milepael.flow = {panel};
})();
