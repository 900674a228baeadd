const sortable = (headings, query) => h("tr", {}, headings.map(([key, text, right]) => {
  const now = (query.get("sort") ?? headings.initial) === key;
  const up = query.get("up") === "1";
  return h("th", { scope: "col", class: right ? "r" : null, "aria-sort": now ? (up ? "ascending" : "descending") : null },
    h("button", { type: "button", onclick: () => narrow({ sort: key, up: now && !up ? "1" : "" }) }, text));
}));
const sorted = (list, query, initial) => {
  const key = query.get("sort") ?? initial;
  const sign = query.get("up") === "1" ? 1 : -1;
  return list.toSorted((a, b) => sign * (typeof a[key] === "string" ? b[key].localeCompare(a[key]) * 1 : a[key] - b[key]));
};

const viewRules = async ({ query }) => {
  const category = query.get("category"), wanted = fold(query.get("q") ?? "");
  const found = sorted(rules.filter((r) => (!category || r.category === category) && (!wanted || fold(`${r.id} ${r.why ?? ""}`).includes(wanted))), query, "characters");
  const headings = Object.assign([["id", "Rule"], ["category", "Category"], ["pieces", "Removals", 1], ["documents", "Documents", 1], ["characters", "Characters", 1], ["risk", "Highest risk", 1]], { initial: "characters" });
  say(`${plural(found.length, "rule")} shown`);
  return [
    h("div", { class: "head" }, h("h1", {}, "Rules"), h("p", { class: "soft" }, `The ${plural(rules.length, "rule")} that removed something here. A name that begins with zone/ is a cut made by what stands around a line, below the marker it names.`)),
    h("form", { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() }, field("Search", searchBox(query, "part of a name, or what it finds"), true), field("Category", categoryChoice(query))),
    h("table", { class: "rows" }, h("caption", { class: "sr" }, "Rules that fired"), h("thead", {}, sortable(headings, query)),
      h("tbody", {}, found.map((rule) => h("tr", { tabindex: "-1", "data-href": address("removals", { rule: rule.id }) },
        h("td", { class: "main" }, ruleLink(rule.id), rule.why ? h("div", { class: "soft" }, rule.why) : null), h("td", {}, chip(rule.category)),
        [["removals", rule.pieces], ["documents", rule.documents], ["characters", rule.characters], ["risk", rule.risk]].map(([label, value]) => h("td", { class: "r", "data-label": label }, number(value))))))),
    found.length ? null : h("p", { class: "nothing" }, "No rule fits."),
  ];
};
