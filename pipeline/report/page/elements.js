"use strict";
// Everything that is shown is built here from nodes and text; no markup is ever made from data.
const milepael = {};

(() => {
  const SVG = "http://www.w3.org/2000/svg";

  function filled(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (typeof value === "function") element.addEventListener(name, value);
      else if (name === "style") for (const [rule, set] of Object.entries(value)) element.style.setProperty(rule, set);
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) element.append(child);
    }
    return element;
  }

  // h("p", {class: "x", click: f}, "text", node): a function is a listener, anything else an attribute.
  milepael.h = (name, attributes, ...children) => filled(document.createElement(name), attributes, children);
  milepael.s = (name, attributes, ...children) => filled(document.createElementNS(SVG, name), attributes, children);

  // Links lead only within the page; an address out of a document is never made into one.
  milepael.link = (hash, attributes, ...children) => milepael.h("a", {...attributes, href: `#${hash}`}, children);

  milepael.replace = (element, ...children) => element.replaceChildren(...children.flat(Infinity).filter((one) => one !== null && one !== undefined && one !== false));

  // Each status has a shape and a sign of its own besides its colour.
  const SHAPES = {
    met: () => [milepael.s("circle", {cx: 8, cy: 8, r: 7}), milepael.s("path", {class: "sign", d: "M4.6 8.3l2.4 2.4 4.4-5"})],
    partly_met: () => [milepael.s("path", {d: "M8 .6 15.4 8 8 15.4.6 8z"}), milepael.s("path", {class: "sign", d: "M4.8 8h6.4"})],
    not_met: () => [milepael.s("rect", {x: 1.2, y: 1.2, width: 13.6, height: 13.6, rx: 1.5}), milepael.s("path", {class: "sign", d: "M5 5l6 6M11 5l-6 6"})],
    unknown: () => [milepael.s("path", {d: "M8 1l7.4 13.6H.6z"}), milepael.s("path", {class: "sign", d: "M8 6v4M8 11.8v.9"})],
    none: () => [milepael.s("circle", {cx: 8, cy: 8, r: 2.2})],
  };

  milepael.symbol = (status, attributes) =>
    milepael.s("svg", {viewBox: "0 0 16 16", class: `symbol ${SHAPES[status] ? status : "none"}`, "aria-hidden": "true", ...attributes}, (SHAPES[status] || SHAPES.none)());

  milepael.status = (status) =>
    milepael.h("span", {class: "status"}, milepael.symbol(status), milepael.t(`status.${status}`));

  milepael.say = (text) => {
    document.getElementById("said").textContent = text;
  };
})();
