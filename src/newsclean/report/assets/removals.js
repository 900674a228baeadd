const markButton = (made, again) => {
  const on = marks.has(made);
  return h("button", { type: "button", class: "wrong-button", "aria-pressed": String(on), title: "Mark as wrong removal (w)", onclick: () => { marks.toggle(made); again(); } }, on ? "✓ Wrong removal" : "Wrong removal");
};
const wrongMark = (piece, entry) => ({
  kind: "wrong", document: entry.name, file: entry.file, line: entry.line, number: entry.number, start: piece.start, end: piece.end,
  rule: piece.rule, category: piece.category, text: piece.text, before: piece.before, after: piece.after,
});

// A few lines of what stands around a removal.
const nearby = (text, end) => {
  const lines = text.replace(/\n\s*\n/g, "\n").split("\n");
  return (end ? lines.slice(-3) : lines.slice(0, 3)).join("\n");
};

// What a card shows, and a search looks through: nothing is found for a reason that nobody can see.
const shownOf = (piece) => {
  const [before, inner, after] = trimmed(piece.text);
  return [nearby(piece.before + before, true), inner.replace(/\n\s*\n/g, "\n"), nearby(after + piece.after, false)];
};

const pieceCard = (piece, entry, wanted = "") => {
  const text = h("div", { class: "text", lang: entry.language === "?" ? null : entry.language, dir: "auto", tabindex: piece.text.length > 500 ? "0" : null });
  const [before, inner, after] = shownOf(piece);
  const struck = hued(h("del", {}, highlighted(inner, wanted)), piece.category);
  text.append(h("span", { class: "around" }, piece.start > 0 ? "…" : "", highlighted(before, wanted)), struck, h("span", { class: "around" }, highlighted(after, wanted), "…"));
  const card = h("article", { class: "card", tabindex: "-1", "aria-label": `${piece.category}, ${piece.rule}, risk ${piece.risk}` },
    h("header", {}, chip(piece.category), ruleLink(piece.rule), risk(piece.risk), h("a", { class: "doc", href: docLink(entry, piece.ordinal), title: entry.name }, entry.title || entry.name)),
    text,
    h("footer", {}, h("span", {}, piece.reasons.length ? piece.reasons.map((n) => head.reasons[n]).join(" · ") : "short, at the edge of the article"),
      h("div", { class: "acts" })));
  const acts = card.querySelector(".acts");
  const again = () => acts.replaceChildren(markButton(wrongMark(piece, entry), again), h("a", { class: "button", href: docLink(entry, piece.ordinal) }, "In its document"));
  again();
  return card;
};

const about = (rule) => {
  if (!rule) return null;
  const told = (name, value) => (value ? [h("dt", {}, name), h("dd", {}, value)] : []);
  const shown = (name, list) => told(name, list?.length ? h("ul", {}, list.map((text) => h("li", { class: "text", lang: "fr" }, text.replace(/[⟦⟧]/g, "")))) : null);
  return h("div", { class: "about" }, h("h2", { class: "mono" }, rule.id), rule.why ? h("p", {}, rule.why) : null,
    h("dl", {}, told("category", chip(rule.category)), told("level", rule.level), told("removes the", rule.scope),
      told("here", `${plural(rule.pieces, "removal")} in ${plural(rule.documents, "document")}, ${plural(rule.characters, "character")}`),
      told("source", rule.source ? `${rule.source}; since ${rule.since}` : null), shown("is meant for", rule.remove), shown("leaves alone", rule.keep)));
};

const viewRemovals = async ({ query }) => {
  const [all, list] = await Promise.all([documents(), pieces()]);
  const rule = query.get("rule"), category = query.get("category"), wanted = fold(query.get("q") ?? "");
  const order = query.get("sort") ?? "risk";
  let found = list.filter((p) => (!rule || p.rule === rule) && (!category || p.category === category)
    && (!wanted || (p.folded ??= fold(shownOf(p).join(""))).includes(wanted)));
  if (order === "length") found = found.toSorted((a, b) => (b.end - b.start) - (a.end - a.start));
  if (order === "document") found = found.toSorted((a, b) => a.doc - b.doc || a.start - b.start);
  const { shown, pager } = paged(found, query, 20);
  const counted = rule ? ruleNamed.get(rule)?.pieces : category ? head.categories.find(([name]) => name === category)?.[1] : head.pieces;
  say(`${plural(found.length, "removal")} shown`);
  return [
    h("div", { class: "head" }, h("h1", {}, "Removals"), h("p", { class: "soft" }, "Of each rule the riskiest and some drawn at random. Every removal is in its document.")),
    about(ruleNamed.get(rule)),
    h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      field("Search in the text", searchBox(query, "words, accents do not matter"), true), field("Category", categoryChoice(query)), field("Rule", ruleChoice(query)),
      field("Order", choice(order, [["risk", "Riskiest first"], ["length", "Longest first"], ["document", "By document"]], (sort) => narrow({ sort })))),
    h("div", { class: "found" }, h("span", {}, `${plural(found.length, "removal")} listed`, counted ? `, of ${number(counted)}` : "", wanted ? " (before the search)" : ""), h("span", { class: "no-print" }, h("kbd", {}, "j"), " ", h("kbd", {}, "k"), " move · ", h("kbd", {}, "w"), " wrong · ", h("kbd", {}, "o"), " open")),
    shown.length ? h("div", { class: "cards" }, shown.map((piece) => pieceCard(piece, all[piece.doc], wanted))) : h("p", { class: "nothing" }, "Nothing fits these filters."),
    pager,
  ];
};
