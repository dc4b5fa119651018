// Review: verdicts of a person, sent to the server that wrote the page; without one, not offered.
(() => {
  const {h, t, store} = milepael;
  const VERDICTS = ["accept", "correct", "comment"];
  const STATUSES = ["met", "partly_met", "not_met"];
  const FUNDING = ["operations", "capital", "operations_and_capital", "other_financing"];
  const open = store.index.review !== null;
  const given = new Map(); // what has been said so far: place of the value -> verdicts
  let who = "";

  const placeOf = (value, item) => [item, value.key].join("\u0000");

  function bar(content) {
    if (!open || !content.values.length) return null;
    return h("div", {class: "review-bar", role: "toolbar", "aria-label": t("review.title")}, VERDICTS.map((verdict) =>
      h("button", {type: "button", id: `verdict-${verdict}`, disabled: true, click: () => ask(verdict)}, t(`review.${verdict}`), h("kbd", {}, verdict[0] === "c" && verdict !== "correct" ? "m" : verdict[0]))));
  }

  // What was said in earlier runs, then what was said just now.
  function marks(value) {
    const view = milepael.item.view();
    const now = (view && given.get(placeOf(value, view.item.id))) || [];
    const before = (value.reviews || []).map((one) => [t(`review.${one.verdict}`), one.read === null ? "" : t("review.read", one.read), one.why, `(${one.who}${one.day ? `, ${one.day}` : ""})`]);
    const said = [...before, ...now.map((one) => [t(`review.${one.verdict}`), one.new === null ? "" : `→ ${one.new}`, one.why, `(${one.who})`])];
    return said.length ? h("p", {class: "verdicts"}, said.map((words) => words.filter(Boolean).join(" ")).join("; ")) : null;
  }

  function chosen(view, pick) {
    for (const verdict of VERDICTS) {
      const button = document.getElementById(`verdict-${verdict}`);
      if (button) button.disabled = pick.column === undefined;
    }
  }

  const current = (value) => (value.current !== undefined ? value.current : Array.isArray(value.shown) ? value.shown.join("; ") : value.shown) || "";

  function ask(verdict) {
    const view = milepael.item.view();
    const value = view && view.picks.find((pick) => pick.key === view.chosen);
    if (!open || !value || value.column === undefined) return;
    const dialog = document.getElementById("dialog");
    const field = (name, input) => h("label", {}, t(`review.${name}`), input);
    milepael.replace(dialog, h("form", {method: "dialog", class: "verdict-form", submit: (event) => { event.preventDefault(); give(verdict, value, view, new FormData(event.target), dialog); }},
      h("h2", {}, t(`review.${verdict}`)), h("p", {}, h("b", {}, milepael.item.labelled(value)), " ", h("span", {class: "raw"}, value.raw || current(value))),
      verdict === "correct" ? [ends(value), field("new", input(value))] : null,
      field("why", h("textarea", {name: "why", rows: 3, required: verdict !== "accept", maxlength: 4000})),
      field("who", h("input", {name: "who", value: who, required: true, autocomplete: "name", maxlength: 200})),
      h("p", {class: "refused", role: "alert"}), h("p", {class: "form-buttons"}, h("button", {type: "submit", class: "button"}, t("review.send")), h("button", {type: "button", click: () => dialog.close()}, t("review.cancel")))));
    dialog.showModal();
  }

  // Several names are given one by one; a sum in kroner with a full stop before the øre.
  function corrected(value, form) {
    const text = String(form.get("new")).trim();
    if (value.shape === "names") return text.split(";").map((name) => name.trim()).filter(Boolean);
    return value.shape === "money" ? text.replace(/[.](?=[0-9]{3}([.,]|$))/g, "").replace(",", ".") : text;
  }

  // What a value may become: words of a list where there is one, else any text.
  function input(value) {
    const options = (names, said) => h("select", {name: "new"}, h("option", {value: ""}, t("review.unknown")), names.map((one) => h("option", {value: one, selected: one === value.current}, said(one))));
    if (value.shape === "status") return options(STATUSES, (one) => t(`status.${one}`));
    if (value.column === "has_economic_effect") return options(["true", "false"], (one) => t(one === "true" ? "code.yes" : "code.no"));
    if (value.column === "funding") return options(FUNDING, (one) => t(`code.${one}`));
    return h("input", {name: "new", value: current(value), placeholder: t("review.unknown"), maxlength: 20000});
  }

  const ends = (value) => (value.shape === "money" && value.shown[0] !== value.shown[1] ? h("label", {}, t("column.amount"), h("select", {name: "column"}, ["low", "high"].map((one) => h("option", {value: one}, t(`column.${one}`))))) : null);

  async function give(verdict, value, view, form, dialog) {
    who = String(form.get("who") || "").trim();
    const said = {
      item_id: view.item.id, table: value.table, column: form.get("column") || value.column, row: value.row || null, amount: value.amount || null, new: verdict === "correct" ? corrected(value, form) : null, why: String(form.get("why") || ""), who, verdict};
    try {
      const answer = await fetch("review", {method: "POST", headers: {"Content-Type": "application/json", "X-Milepael-Token": store.index.review.token}, body: JSON.stringify(said)});
      if (!answer.ok) throw new Error(await answer.text());
    } catch (error) {
      dialog.querySelector(".refused").textContent = t("review.refused", error.message);
      return;
    }
    dialog.close();
    const key = placeOf(value, view.item.id);
    given.set(key, [...(given.get(key) || []), said]);
    const node = document.querySelector(`.value[data-key="${CSS.escape(value.key)}"]`);
    if (node) {
      for (const old of node.querySelectorAll(".verdicts")) old.remove();
      node.append(marks(value));
    }
    milepael.say(t("review.saved"));
  }

  milepael.review = {bar, marks, chosen, ask, open};
})();
