const bars = (caption, headings, rows, of = (row) => row.value) => {
  const most = Math.max(1e-9, ...rows.map(of));
  return h("table", {}, h("caption", { class: "sr" }, caption),
    h("thead", {}, h("tr", {}, headings.map((text, n) => h("th", { scope: "col", class: n > 1 || text === "" ? "r" : null }, text)))),
    h("tbody", {}, rows.map((row) => {
      const meter = h("span", { class: "meter", width: `${(100 * of(row)) / most}%` });
      if (row.category) hued(meter, row.category);
      return h("tr", {}, h("td", {}, row.name), h("td", { class: "barcell", "aria-hidden": "true" }, meter), row.cells.map((cell) => h("td", { class: "r" }, cell)));
    })));
};

const columns = (label, rows) => {
  const most = Math.max(1, ...rows.map((row) => row.value));
  return h("div", { role: "img", "aria-label": `${label}: ${rows.map((row) => `${row.name}: ${number(row.value)}`).join("; ")}` },
    h("ul", { class: "columns", "aria-hidden": "true" }, rows.map((row) => h("li", {}, row.value ? number(row.value) : "", h("span", { class: row.value ? "col" : "col zero", height: `${Math.max(0.5, (86 * row.value) / most)}%` })))),
    h("div", { class: "ticks", "aria-hidden": "true" }, rows.map((row) => h("span", {}, row.name))));
};

const thousands = (n) => (n >= 1000 ? `${n / 1000}k` : String(n));

const viewOverview = async () => {
  const [count, characters, removed, emptied] = head.total;
  const share = characters ? removed / characters : 0;
  const part = (n) => (characters ? n / characters : 0);
  const figure = (name, value, note, href) => h("div", {}, h("dt", {}, href ? h("a", { href }, name) : name), h("dd", {}, value), note ? h("div", { class: "note" }, note) : null);
  const riskiest = (await pieces()).slice(0, 4);
  const all = await documents();
  const section = (title, more, ...content) => h("section", {}, h("header", {}, h("h2", {}, title), more), ...content);
  const shares = head.shares.map(([low, high, value]) => ({ name: high === 0 ? "none" : low === 0 ? `≤${100 * high}` : `${Math.round(100 * low)}–${Math.round(100 * high)}`, value }));
  return [
    h("div", { class: "head" }, h("h1", {}, head.title),
      h("p", { class: "soft" }, count < head.read ? `${number(count)} of ${plural(head.read, "document")}, drawn at random (seed ${head.seed})` : `All ${plural(head.read, "document")}`, ` · newsclean ${head.newsclean} · rules ${head.rules_version}`)),
    h("dl", { class: "figures" },
      figure("documents", number(count), count < head.read ? `of ${number(head.read)}` : null, address("documents")),
      figure("of the characters removed", percent(share), `${number(removed)} of ${number(characters)}`),
      figure("removals", number(head.pieces), `${(head.pieces / count).toFixed(1)} a document`, address("removals")),
      figure(emptied === 1 ? "document emptied" : "documents emptied", number(emptied), emptied ? "nothing of them was left" : null, address("documents", { show: "emptied" })),
      figure("without any removal", number(head.untouched), percent(head.untouched / count), address("documents", { show: "untouched" }))),
    section("Look here first", h("a", { href: address("removals") }, "All removals, riskiest first →"),
      riskiest.length ? riskiest.map((piece) => pieceCard(piece, all[piece.doc])) : h("p", { class: "soft" }, "Nothing was removed.")),
    h("div", { class: "two" },
      h("div", {},
        section("Share removed", null, columns("Documents by share of characters removed, in per cent", shares), h("p", { class: "soft small" }, "Number of documents, by per cent of their characters removed")),
        section("By length", null, bars("Share removed by length of the document", ["Characters", "", "documents", "removed", "emptied"], head.lengths.filter((row) => row[2]).map(([low, high, docs, chars, gone, empty]) => (
          { name: high === null ? `${thousands(low)} and more` : `${thousands(low)}–${thousands(high)}`, value: chars ? gone / chars : 0, cells: [number(docs), percent(chars ? gone / chars : 0), number(empty)] })))),
        section("By language", null, bars("Share removed by language", ["Language", "", "documents", "removed", "emptied"], head.languages.map(([name, docs, chars, gone, empty]) => (
          { name: h("a", { href: address("documents", { language: name }) }, name === "?" ? "not decided" : name), value: chars ? gone / chars : 0, cells: [number(docs), percent(chars ? gone / chars : 0), number(empty)] }))))),
      section("By category", null, bars("Removed characters by category", ["Category", "", "removals", "of the text"], head.categories.map(([name, n, , chars]) => (
        { name: h("a", { href: address("removals", { category: name }) }, name), category: name, value: chars, cells: [number(n), percent(part(chars))] }))))),
    section("By rule", h("a", { href: address("rules") }, `All ${number(rules.length)} rules that fired →`),
      bars("Removed characters by rule, the first fifteen", ["Rule", "", "removals", "documents", "of the text", "highest risk"], rules.slice(0, 15).map((rule) => (
        { name: ruleLink(rule.id), category: rule.category, value: rule.characters, cells: [number(rule.pieces), number(rule.documents), percent(part(rule.characters)), String(rule.risk)] })))),
    head.other.length ? section("Other edits", null, h("details", {}, h("summary", {}, `${number(head.other.reduce((sum, [, n]) => sum + n, 0))} edits that remove no words: encoding, spaces, typography`),
      bars("Other edits by rule", ["Rule", "", "edits"], head.other.slice(0, 60).map(([name, n]) => ({ name: h("span", { class: "mono" }, name), value: n, cells: [number(n)] }))))) : null,
    h("div", { class: "colophon" }, h("details", {}, h("summary", {}, "The pipeline"), h("pre", { class: "mono" }, head.pipeline))),
  ];
};
