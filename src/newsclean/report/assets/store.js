// What the file holds, unpacked when it is asked for; and where the reader is: the part of the address behind "#".
const head = JSON.parse($("head").textContent);
const rules = head.rules;

const unpack = async (id) => {
  const bytes = Uint8Array.from(atob($(id).textContent), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
};
const once = (make) => { let made; return () => (made ??= make()); };

const DOC = ["name", "file", "line", "title", "language", "characters", "removed", "left", "pieces", "risk", "flags", "rules"];
const documents = once(async () => (await unpack("index")).map((row, number) => {
  const entry = Object.fromEntries(DOC.map((key, n) => [key, row[n]]));
  return Object.assign(entry, { number, share: entry.characters ? entry.removed / entry.characters : 0, emptied: (entry.flags & 2) > 0, folded: fold(`${entry.title} ${entry.name}`) });
}));
const pieces = once(async () => (await unpack("pieces")).map(([doc, ordinal, rule, risk, reasons, before, text, after, start, end], number) => (
  { number, doc, ordinal, rule: rules[rule].id, category: rules[rule].category, risk, reasons, before, text, after, start, end, folded: null }
)));

const shelves = new Map(); // the last few
const shelf = async (n) => {
  if (!shelves.has(n)) {
    shelves.set(n, unpack(`shelf-${n}`));
    if (shelves.size > 12) shelves.delete(shelves.keys().next().value);
  }
  return shelves.get(n);
};
const shelfOf = (number) => { let n = head.shelves.length - 1; while (head.shelves[n] > number) n -= 1; return n; };
const partsOf = async (number) => { const n = shelfOf(number); return (await shelf(n))[number - head.shelves[n]]; };
const ruleNamed = new Map(rules.map((rule) => [rule.id, rule]));

const where = () => {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  return { path: path.split("/").map((part) => { try { return decodeURIComponent(part); } catch { return part; } }), query: new URLSearchParams(query ?? "") };
};
const address = (path, query = {}) => {
  const given = Object.entries(query).filter(([, value]) => value !== "" && value !== null && value !== undefined);
  return `#/${path}${given.length ? `?${new URLSearchParams(given)}` : ""}`;
};
// Change some of the query; what is on the page is drawn again.
const narrow = (changes) => {
  const { path, query } = where();
  const all = { ...Object.fromEntries(query), page: "", ...changes };
  history.replaceState(null, "", address(path.join("/"), all));
  draw(false);
};

const paged = (all, query, size) => {
  const pages = Math.max(1, Math.ceil(all.length / size));
  const page = Math.min(pages, Math.max(1, Number(query.get("page")) || 1));
  const go = (to) => () => { narrow({ page: to }); scrollTo(0, 0); };
  const pager = pages < 2 ? null : h("nav", { class: "pager", "aria-label": "Pages" },
    h("button", { type: "button", disabled: page === 1, onclick: go(page - 1) }, "← Previous"),
    h("span", {}, `${number(page)} of ${number(pages)}`),
    h("button", { type: "button", disabled: page === pages, onclick: go(page + 1) }, "Next →"));
  return { shown: all.slice((page - 1) * size, page * size), pager };
};

const field = (label, control, grow) => {
  control.id ||= `field-${label.toLowerCase().replace(/\W+/g, "-")}`;
  return h("div", { class: grow ? "grow" : null }, h("label", { for: control.id }, label), control);
};
const choice = (value, options, onchange) => {
  const select = h("select", { onchange: () => onchange(select.value) }, options.map(([v, text]) => h("option", { value: v, selected: v === value }, text)));
  return select;
};
let typing;
const searchBox = (query, label) => h("input", {
  type: "search", value: query.get("q") ?? "", placeholder: label, autocomplete: "off", spellcheck: "false", id: "search",
  oninput: (event) => { clearTimeout(typing); typing = setTimeout(() => narrow({ q: event.target.value }), 160); },
});
const categoryChoice = (query) => choice(query.get("category") ?? "", [["", "All categories"], ...head.order.map((c) => [c, c])], (category) => narrow({ category }));
const ruleChoice = (query) => {
  const category = query.get("category");
  const list = rules.filter((rule) => !category || rule.category === category || rule.id === query.get("rule"));
  return choice(query.get("rule") ?? "", [["", "All rules"], ...list.map((rule) => [rule.id, `${rule.id} (${number(rule.pieces)})`])], (rule) => narrow({ rule }));
};
const risk = (score) => h("span", { class: "risk", title: "0: nobody need look; 100: long prose in the middle of an article" }, "risk ", h("span", { class: "num" }, String(score)), h("i", { "aria-hidden": "true" }, h("b", { width: `${score}%` })));
const ruleLink = (id) => h("a", { class: "mono", href: address("removals", { rule: id }) }, id);
const docLink = (entry, ordinal) => address(`document/${entry.number}`, ordinal === undefined ? {} : { at: ordinal });
