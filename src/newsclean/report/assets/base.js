// Elements are made of text nodes and attributes only: nothing that was read is ever parsed as HTML.
const $ = (id) => document.getElementById(id);

const h = (tag, options = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(options ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "width" || name === "height") element.style[name] = value;
    else if (name === "value" || name === "checked" || name === "disabled" || name === "selected") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
};

const number = new Intl.NumberFormat("en").format;
const percent = (share) => (share > 0 && share < 0.001 ? "<0.1 %" : `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`);
const plural = (n, one, many = `${one}s`) => `${number(n)} ${n === 1 ? one : many}`;
const fold = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").replace(/[’ʼ]/g, "'").toLowerCase();
const length = (text) => { let n = 0; for (const _ of text) n += 1; return n; }; // code points
const say = (message) => { $("live").textContent = message; };

// One hue a category, neighbours far apart; categories that nobody knows yet share the last one.
const HUES = { code: 265, video: 330, crosslink: 235, newsletter: 60, paywall: 25, cookie: 95, share: 200, comment: 300, ads: 0, credit: 150, byline: 180, nav: 215, promo: 45, contact: 120, legal: 285, source: 165, embed: 250, live: 345, other: 80 };
const hued = (element, category) => {
  element.dataset.hue = category;
  element.style.setProperty("--hue", HUES[category] ?? 80);
  return element;
};
const chip = (category) => hued(h("span", { class: "chip" }, category), category);

const save = (name, type, text) => {
  const link = h("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

const modal = (title, ...content) => {
  const close = h("button", { type: "button", onclick: () => box.close() }, "Close");
  const box = h("dialog", { "aria-labelledby": "dialog-title" }, h("h2", { id: "dialog-title" }, title), ...content);
  if (!box.querySelector("button")) box.append(close);
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
};
