// The data: the index is here from the start, parts are read or loaded when they are needed.
(() => {
  const held = (id) => {
    const element = document.getElementById(id);
    return element && JSON.parse(element.textContent);
  };
  const index = held("index");
  const words = held("words");
  const by = (rows) => new Map(rows.map((row) => [row.id, row]));
  const documents = by(index.documents);
  const items = by(index.items);
  const parts = new Map();
  const waiting = new Map();
  let language = index.language;

  // The words of the interface; `{0}` stands for what is told, `{0|one|many}` for the word that goes with it.
  milepael.t = (key, ...told) => {
    const said = words[language][key];
    if (said === undefined) return key.slice(key.indexOf(".") + 1);
    return said.replace(/\{(\d)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, number, one, many) => {
      const value = told[Number(number)];
      return one === undefined ? value : String(value) === "1" ? one : many;
    });
  };
  milepael.has = (key) => words[language][key] !== undefined;
  milepael.number = (value, digits) =>
    new Intl.NumberFormat(language === "da" ? "da-DK" : "en-GB", {minimumFractionDigits: digits || 0, maximumFractionDigits: digits || 0}).format(value);
  milepael.kroner = (oere) => milepael.number(oere / 100, oere % 100 ? 2 : 0);

  function part(key) {
    if (parts.has(key)) return Promise.resolve(parts.get(key));
    const inside = held(`part-${key}`);
    if (inside !== null) {
      parts.set(key, inside);
      return Promise.resolve(inside);
    }
    if (!index.lazy) return Promise.reject(new Error(key));
    if (!waiting.has(key)) waiting.set(key, loaded(key));
    return waiting.get(key);
  }

  // A page opened from disk may not fetch, but it may load a script.
  function loaded(key) {
    return new Promise((resolve, reject) => {
      const script = milepael.h("script", {src: `parts/${key}.js`});
      script.addEventListener("load", () => (parts.has(key) ? resolve(parts.get(key)) : reject(new Error(key))));
      script.addEventListener("error", () => reject(new Error(key)));
      document.head.append(script);
    });
  }

  milepael.store = {
    index, documents, items, part,
    arrived: (key, content) => parts.set(key, content),
    language: () => language,
    speak: (chosen) => {
      language = chosen;
      document.documentElement.lang = chosen;
    },
    // "Klitsund 2024, 2": what a report is called in little room.
    label: (document) => {
      const about = [document.municipality || document.file_name, document.budget_year].filter(Boolean).join(" ");
      return document.round === null ? about : `${about} · ${milepael.t("round.short", document.round)}`;
    },
    picture: (own, page) => (page.picture ? page.picture : `pages/${own.picture_folder}/${page.number}.webp`),
  };
})();
