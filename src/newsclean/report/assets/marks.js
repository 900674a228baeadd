// Marks live in the browser, under the key of this report; where it has no storage, until the page is left.
const marks = (() => {
  const name = `newsclean-report-${head.key}`;
  let all = new Map();
  const id = (mark) => `${mark.kind} ${mark.number} ${mark.start} ${mark.end}`;
  try { all = new Map(JSON.parse(localStorage.getItem(name) ?? "[]").map((mark) => [id(mark), mark])); } catch { /* no storage, or not ours */ }
  const keep = () => {
    try { localStorage.setItem(name, JSON.stringify([...all.values()])); } catch { /* still there until the page is left */ }
    drawTabs();
  };
  return {
    get all() { return [...all.values()]; },
    of: (document) => [...all.values()].filter((mark) => mark.document === document),
    has: (mark) => all.has(id(mark)),
    toggle: (mark) => {
      const known = all.delete(id(mark));
      if (!known) all.set(id(mark), mark);
      say(known ? "Mark removed" : `Marked as ${mark.kind === "wrong" ? "wrong removal" : "missed"}`);
      keep();
    },
    clear: () => { all.clear(); keep(); },
  };
})();

// One line a mark. Lists show long removals cut, so their text is taken from the document; a file holds no lone surrogates.
const exported = async () => {
  const lines = [];
  for (const mark of marks.all) {
    let whole = {};
    if (mark.kind === "wrong") {
      const found = piecesOf(await partsOf(mark.number), { name: mark.document }).find((piece) => piece.start === mark.start);
      if (found) whole = { text: found.text, before: found.before, after: found.after };
    }
    const data = { ...mark, ...whole, number: undefined, newsclean: head.newsclean, rules: head.rules_version };
    lines.push(JSON.stringify(data).replace(/\\ud[89a-f][0-9a-f]{2}/gi, "\\ufffd"));
  }
  return `${lines.join("\n")}\n`;
};

const viewMarks = async () => {
  const all = marks.all;
  const list = await documents();
  const row = (mark) => h("article", { class: "card", tabindex: "-1" },
    h("header", {}, h("strong", {}, mark.kind === "wrong" ? "Wrong removal" : "Missed"), mark.category ? chip(mark.category) : null, mark.rule ? h("span", { class: "mono" }, mark.rule) : h("span", { class: "soft" }, "no rule named"),
      list[mark.number] ? h("a", { class: "doc", href: address(`document/${mark.number}`) }, list[mark.number].title || mark.document) : null),
    h("div", { class: "text", lang: "fr" }, h("span", { class: "around" }, mark.before.slice(-120)), hued(h("span", { class: mark.kind === "wrong" ? "" : "gone" }, mark.text), mark.category || "other"), h("span", { class: "around" }, mark.after.slice(0, 120))),
    h("footer", {}, h("span", {}, mark.document), h("div", { class: "acts" }, h("button", { type: "button", onclick: () => { marks.toggle(mark); draw(false); } }, "Remove the mark"))));
  return [
    h("div", { class: "head" }, h("h1", {}, "Marks"), h("p", { class: "soft" }, all.length ? "They stay in this browser. Export them and turn them into examples of your rules:" : "Nothing is marked yet. Mark a removal as wrong, or select text in a document and mark it as missed.")),
    all.length ? [h("p", { class: "about mono" }, "newsclean rules add-example marks.jsonl my-rules.toml"),
      h("div", { class: "toolbar no-print" }, h("button", { type: "button", class: "primary", id: "export", onclick: async () => save("marks.jsonl", "application/jsonl", await exported()) }, `Export ${plural(all.length, "mark")} as JSONL`),
        h("button", { type: "button", onclick: () => { if (confirm("Remove all marks of this report?")) { marks.clear(); draw(false); } } }, "Remove all marks")),
      all.map(row)] : null,
  ];
};
