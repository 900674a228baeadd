const shownAs = { view: "marked", edits: false, blanks: false };

const piecesOf = (parts, entry) => {
  const found = [];
  let at = 0;
  let before = "";
  parts.forEach((part, n) => {
    if (typeof part === "string" || part[0] === 2) {
      const text = part[0] === 2 && typeof part !== "string" ? "" : part;
      at += text === part ? length(part) : part[1];
      before = (before + text).slice(-400);
      return;
    }
    const [kind, old, , rule] = part;
    const size = length(old);
    if (kind === 1) {
      const after = parts.slice(n + 1, n + 12).map((p) => (typeof p === "string" ? p : p[0] === 2 ? "" : p[1])).join("").slice(0, 400);
      const category = ruleNamed.get(rule)?.category ?? "other";
      found.push({ ordinal: found.length, start: at, end: at + size, rule, category, text: old, before, after });
    }
    at += size;
    before = (before + old).slice(-400);
  });
  return found.map((piece) => ({ ...piece, mark: wrongMark(piece, entry) }));
};

// What is selected in the text of the document, as a place in the original; null: nothing, or not in one piece.
const selected = (box) => {
  const range = getSelection()?.rangeCount ? getSelection().getRangeAt(0) : null;
  if (!range || range.collapsed || !box.contains(range.commonAncestorContainer)) return null;
  const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  const all = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (origins.has(node)) all.push(node);
  const inside = all.filter((node) => range.intersectsNode(node));
  if (!inside.length) return null;
  const [first, last] = [inside[0], inside.at(-1)];
  const from = first === range.startContainer ? range.startOffset : 0;
  const to = last === range.endContainer ? range.endOffset : last.data.length;
  const start = origins.get(first) + length(first.data.slice(0, from)), end = origins.get(last) + length(last.data.slice(0, to));
  const whole = all.map((node) => node.data).join("");
  const offset = (node, n) => all.slice(0, all.indexOf(node)).reduce((sum, other) => sum + other.data.length, 0) + n;
  const [a, b] = [offset(first, from), offset(last, to)];
  const text = whole.slice(a, b);
  return text.trim() ? { start, end, text, before: whole.slice(Math.max(0, a - 400), a), after: whole.slice(b, b + 400) } : null;
};

const askMissed = (piece, entry) => {
  const category = h("select", { id: "missed-category" }, ["", "code", ...Object.keys(HUES).filter((c) => c !== "code")].map((c) => h("option", { value: c }, c || "I do not know")));
  const rule = h("input", { type: "text", id: "missed-rule", list: "missed-rules", placeholder: "fr/read-also", autocomplete: "off" });
  const box = modal("Missed boilerplate",
    h("div", { class: "fields" }, h("div", { class: "text quote", lang: "fr" }, piece.text.trim()),
      h("div", {}, h("label", { for: "missed-category" }, "Category"), category),
      h("div", {}, h("label", { for: "missed-rule" }, "Rule that should find it (may be left empty)"), rule, h("datalist", { id: "missed-rules" }, rules.filter((r) => r.why).map((r) => h("option", { value: r.id }))))),
    h("button", { type: "button", class: "primary", onclick: () => {
      marks.toggle({ kind: "missed", document: entry.name, file: entry.file, line: entry.line, number: entry.number, ...piece, rule: rule.value.trim(), category: category.value });
      box.close();
      draw(false);
    } }, "Mark as missed"), " ", h("button", { type: "button", onclick: () => box.close() }, "Cancel"));
};

const viewDocument = async ({ path, query }) => {
  const all = await documents();
  const entry = all[Number(path[1])];
  if (!entry) return [h("p", { class: "nothing" }, "No such document in this report.")];
  const filters = new URLSearchParams([...query].filter(([key]) => key !== "at"));
  const [parts, order] = await Promise.all([partsOf(entry.number), filtered(filters)]);
  const place = order.indexOf(entry);
  const list = piecesOf(parts, entry);
  const missed = marks.of(entry.name).filter((m) => m.kind === "missed");
  let now = query.has("at") ? Number(query.get("at")) : -1;

  const text = h("div", { class: "text", lang: entry.language === "?" ? null : entry.language, dir: "auto", "aria-label": "Text of the document" });
  const detail = h("div", { "aria-live": "polite" });
  const items = h("ol", { class: "pieces" });
  const select = (n, focus = true) => {
    now = Math.max(0, Math.min(list.length - 1, n));
    const piece = list[now];
    if (!piece) return;
    const rule = ruleNamed.get(piece.rule);
    for (const element of text.querySelectorAll("del")) element.classList.toggle("now", Number(element.dataset.piece) === now);
    [...items.children].forEach((item, k) => item.firstChild.setAttribute("aria-current", String(k === now)));
    const struck = text.querySelector(`[data-piece="${now}"]`);
    if (focus && struck) { struck.focus({ preventScroll: true }); struck.scrollIntoView({ block: "center" }); }
    const side = items.closest("aside"), item = items.children[now];
    if (side && side.scrollHeight > side.clientHeight && getComputedStyle(side).position === "sticky") side.scrollTop = item.offsetTop - side.clientHeight / 2;
    detail.replaceChildren(hued(h("div", { class: "detail" }, h("div", {}, chip(piece.category), " ", ruleLink(piece.rule)), rule?.why ? h("p", {}, rule.why) : null,
      h("p", { class: "soft num" }, `${rule?.level ? `level ${rule.level} · ` : ""}characters ${number(piece.start)}–${number(piece.end)}`),
      h("div", { class: "acts" }, markButton(piece.mark, () => { paint(); select(now, false); }),
        h("button", { type: "button", onclick: () => select(now + 1) }, "Next"), h("button", { type: "button", class: "shut", onclick: () => detail.replaceChildren() }, "Close"))), piece.category));
  };
  const paint = () => {
    text.replaceChildren(...renderText(parts, { ...shownAs,
      piece: (n, rule) => ({ "data-piece": n, tabindex: "0", role: "button", "aria-label": `Removed by ${rule}`, title: rule }),
      dress: (element, n) => {
        hued(element, list[n].category);
        element.classList.toggle("wrong", marks.has(list[n].mark));
        element.addEventListener("click", () => { if (getSelection().isCollapsed) select(n, false); });
        element.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); select(n, false); } });
      } }));
    items.replaceChildren(...list.map((piece, n) => h("li", {}, hued(h("button", { type: "button", "aria-current": String(n === now), onclick: () => select(n) },
      h("span", {}, chip(piece.category)), marks.has(piece.mark) ? h("span", { class: "flag" }, "wrong") : h("span", {}), h("span", { class: "what", lang: "fr" }, piece.text.trim().replace(/\s+/g, " ").slice(0, 90))), piece.category))));
  };
  paint();

  const radios = h("fieldset", {}, h("legend", { class: "sr" }, "Show the text as"), [["marked", "Marked"], ["cleaned", "Cleaned"], ["original", "Original"]].map(([value, label]) => h("label", { class: "check" },
    h("input", { type: "radio", name: "view", value, checked: shownAs.view === value, onchange: () => { shownAs.view = value; paint(); } }), label)));
  const check = (key, label, hint) => h("label", { class: "check", title: hint }, h("input", { type: "checkbox", id: `show-${key}`, checked: shownAs[key], onchange: (event) => { shownAs[key] = event.target.checked; paint(); } }), label);
  const markMissed = () => {
    const piece = shownAs.view === "marked" && !shownAs.edits && !shownAs.blanks ? selected(text) : null;
    if (piece) askMissed(piece, entry);
    else say(shownAs.view === "marked" && !shownAs.edits && !shownAs.blanks ? "Select the text that should have gone first." : "Show the text as marked, without spaces and normalisation, to mark what was missed.");
    hint.hidden = Boolean(piece);
  };
  const hint = h("p", { class: "soft", hidden: true }, "Select the text that should have gone (shown as “Marked”, without spaces and normalisation), then press the button again.");
  const step = (by) => { const next = order[place + by]; if (next) location.hash = `${docLink(next)}${filters.size ? `?${filters}` : ""}`; };
  keys.local = { j: () => select(now + 1), k: () => select(now - 1), n: () => step(1), p: () => step(-1),
    w: () => { if (list[now]) { marks.toggle(list[now].mark); paint(); select(now, false); } }, m: markMissed,
    s: () => { shownAs.blanks = !shownAs.blanks; $("show-blanks").checked = shownAs.blanks; paint(); },
    e: () => { shownAs.edits = !shownAs.edits; $("show-edits").checked = shownAs.edits; paint(); } };
  afterDraw = () => { if (now >= 0) select(now); };

  return [
    h("div", { class: "head" }, h("p", { class: "soft no-print" }, h("a", { href: address("documents", Object.fromEntries(filters)) }, "← Documents"), place >= 0 ? ` · ${number(place + 1)} of ${number(order.length)}` : ""),
      h("h1", { lang: entry.language === "?" ? null : entry.language }, entry.title || "(no words)"),
      h("p", { class: "soft" }, `${entry.name} · ${plural(entry.characters, "character")}, ${percent(entry.share)} removed · ${plural(entry.pieces, "removal")}${entry.emptied ? " · emptied: nothing was left" : ""}`)),
    h("div", { class: "toolbar" }, radios, check("edits", "Normalisation", "Show every edit of spaces, quotation marks, encoding (e)"), check("blanks", "Spaces", "Show spaces and invisible characters (s)"),
      h("div", { class: "end" }, h("button", { type: "button", id: "missed", title: "Mark the selection as missed boilerplate (m)", onmousedown: (event) => event.preventDefault(), onclick: markMissed }, "Mark selection as missed"),
        h("button", { type: "button", disabled: place <= 0, title: "Previous document (p)", onclick: () => step(-1) }, "←", h("span", { class: "sr" }, "Previous document")),
        h("button", { type: "button", disabled: place < 0 || place >= order.length - 1, title: "Next document (n)", onclick: () => step(1) }, "→", h("span", { class: "sr" }, "Next document")))),
    hint,
    h("div", { class: "reader" }, text, h("aside", { "aria-label": "Removals" }, detail, h("h2", {}, list.length ? plural(list.length, "removal") : "Nothing removed"), items,
      missed.length ? [h("h2", {}, "Marked as missed"), h("ul", { class: "pieces" }, missed.map((m) => h("li", { class: "text" }, m.text.trim().slice(0, 120), " ", h("button", { type: "button", onclick: () => { marks.toggle(m); draw(false); } }, "Remove the mark"))))] : null)),
  ];
};
