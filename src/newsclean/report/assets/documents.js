const SHOW = [["", "All documents"], ["emptied", "Emptied"], ["untouched", "Without any removal"], ["removed", "With removals"]];
const showDocument = { "": () => true, emptied: (d) => d.emptied, untouched: (d) => !d.pieces, removed: (d) => d.pieces > 0 };

// The documents that the filters leave, in their order; the document view goes from one to the next in it.
const filtered = async (query) => {
  const all = await documents();
  const wanted = fold(query.get("q") ?? ""), language = query.get("language"), category = query.get("category");
  const rule = rules.findIndex((r) => r.id === query.get("rule"));
  const found = all.filter((d) => (showDocument[query.get("show") ?? ""] ?? (() => true))(d) && (!language || d.language === language)
    && (rule < 0 || d.rules.includes(rule)) && (!category || d.rules.some((n) => rules[n].category === category)) && (!wanted || d.folded.includes(wanted)));
  return sorted(found, query, "risk");
};

// All documents are searched, shelf by shelf, so that the page stays alive.
let searching = 0;
const searchTexts = async (wanted, each) => {
  const mine = (searching += 1);
  for (let n = 0; n < head.shelves.length; n += 1) {
    const texts = await unpack(`shelf-${n}`); // not kept: there may be many
    if (mine !== searching) return false;
    const hits = [];
    texts.forEach((parts, k) => {
      const text = parts.map((p) => (typeof p === "string" ? p : p[0] === 2 ? "" : p[1])).join("");
      const at = fold(text).indexOf(wanted);
      if (at >= 0) hits.push([head.shelves[n] + k, text.slice(Math.max(0, at - 50), at + wanted.length + 70)]);
    });
    each(hits, (n + 1) / head.shelves.length);
    await new Promise((done) => setTimeout(done));
  }
  return true;
};

const documentRow = (entry, query, snippet) => h("tr", { tabindex: "-1", "data-href": docLink(entry) },
  h("td", { class: "main" }, h("a", { href: `${docLink(entry)}${query ? `${query}` : ""}` }, entry.title || "(no words)"), h("div", { class: "soft", lang: snippet ? "fr" : null }, snippet ?? `${entry.name}${entry.emptied ? " · emptied" : ""}`)),
  [["language", entry.language], ["characters", number(entry.characters)], ["removed", percent(entry.share)], ["removals", number(entry.pieces)], ["risk", String(entry.risk)]].map(([label, value]) => h("td", { class: "r", "data-label": label }, value)));

const viewDocuments = async ({ query }) => {
  const found = await filtered(query);
  const { shown, pager } = paged(found, query, 50);
  const headings = Object.assign([["title", "Document"], ["language", "Language", 1], ["characters", "Characters", 1], ["share", "Removed", 1], ["pieces", "Removals", 1], ["risk", "Highest risk", 1]], { initial: "risk" });
  const filters = new URLSearchParams([...query].filter(([key]) => key !== "page"));
  const behind = filters.size ? `?${filters}` : "";
  const table = h("tbody", {}, shown.map((entry) => documentRow(entry, behind)));
  const status = h("span", {}, plural(found.length, "document"));
  const q = query.get("q") ?? "";
  const deep = h("button", { type: "button", disabled: !q, onclick: async () => {
    const all = await documents();
    let hits = 0;
    table.replaceChildren();
    document.querySelector(".pager")?.remove();
    await searchTexts(fold(q), (batch, share) => {
      for (const [n, snippet] of batch) if ((hits += 1) <= 200) table.append(documentRow(all[n], "", `…${snippet.replace(/\s+/g, " ")}…`));
      status.textContent = `${plural(hits, "document")} with “${q}” in the text${hits > 200 ? " (200 are listed)" : ""}${share < 1 ? `, ${percent(share)} searched` : ""}`;
    });
    say(status.textContent);
  } }, "Search the full texts");
  say(`${plural(found.length, "document")} shown`);
  return [
    h("div", { class: "head" }, h("h1", {}, "Documents")),
    h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
      field("Search in titles and names", searchBox(query, "words, accents do not matter"), true), h("div", {}, deep),
      field("Show", choice(query.get("show") ?? "", SHOW, (show) => narrow({ show }))),
      field("Language", choice(query.get("language") ?? "", [["", "All languages"], ...head.languages.map(([name]) => [name, name === "?" ? "not decided" : name])], (language) => narrow({ language }))),
      field("Category", categoryChoice(query)), field("Rule", ruleChoice(query))),
    h("div", { class: "found" }, status, h("span", { class: "no-print" }, h("kbd", {}, "j"), " ", h("kbd", {}, "k"), " move · ", h("kbd", {}, "o"), " open")),
    h("table", { class: "rows" }, h("caption", { class: "sr" }, "Documents"), h("thead", {}, sortable(headings, query)), table),
    found.length ? null : h("p", { class: "nothing" }, "No document fits."),
    pager,
  ];
};
