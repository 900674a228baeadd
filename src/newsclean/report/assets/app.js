const VIEWS = { "": viewOverview, removals: viewRemovals, rules: viewRules, documents: viewDocuments, document: viewDocument, marks: viewMarks };
const TABS = [["", "Overview"], ["removals", "Removals", () => head.pieces], ["rules", "Rules", () => rules.length], ["documents", "Documents", () => head.total[0]], ["marks", "Marks", () => marks.all.length]];
const keys = { local: {} };
let afterDraw = null;

const drawTabs = () => {
  const now = where().path[0];
  $("tabs").replaceChildren(...TABS.map(([path, name, count]) => h("a", { href: address(path), "aria-current": path === now || (path === "documents" && now === "document") ? "page" : null },
    name, count ? h("span", { class: "count" }, number(count())) : null)));
  const tab = $("tabs").querySelector("[aria-current]");
  if (tab) $("tabs").scrollLeft = tab.offsetLeft - $("tabs").offsetLeft - 40;
};

let drawn = 0;
const draw = async (moved = true) => {
  const mine = (drawn += 1);
  const place = where();
  const view = VIEWS[place.path[0]] ?? viewOverview;
  keys.local = {};
  searching += 1;
  const typed = document.activeElement?.id === "search" ? document.activeElement.selectionStart : null;
  let content;
  try {
    content = await view(place);
  } catch (error) {
    content = [h("p", { class: "notice" }, `This part of the report cannot be read: ${error.message}. It needs a browser of 2023 or later, and a file that was not cut.`)];
  }
  if (mine !== drawn) return;
  $("main").replaceChildren(...content.flat(Infinity).filter(Boolean));
  drawTabs();
  if (moved) { scrollTo(0, 0); $("main").focus({ preventScroll: true }); }
  if (typed !== null) { $("search")?.focus(); $("search")?.setSelectionRange(typed, typed); }
  afterDraw?.();
  afterDraw = null;
};

const HELP = [["1 – 5", "overview, removals, rules, documents, marks"], ["/", "search"], ["j  k", "next, previous: removal, rule or document"], ["o  Enter", "open it"], ["w", "mark a removal as wrong, or unmark it"], ["m", "mark the selected text as missed (in a document)"], ["n  p", "next, previous document (in a document)"], ["s  e", "show spaces; show edits of normalisation (in a document)"], ["?", "this help"]];
const help = () => modal("Keys", h("dl", { class: "keys" }, HELP.map(([key, does]) => [h("dt", {}, key.split("  ").map((k) => [h("kbd", {}, k), " "])), h("dd", {}, does)])));

const move = (by) => {
  const list = [...document.querySelectorAll(".card, .rows tbody tr")];
  if (!list.length) return;
  const now = list.findIndex((element) => element.contains(document.activeElement));
  const next = list[Math.max(0, Math.min(list.length - 1, now + by))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: next.offsetHeight > innerHeight / 2 ? "start" : "center" });
};
const current = () => document.activeElement?.closest(".card, .rows tbody tr");
const GLOBAL = {
  j: () => move(1), k: () => move(-1), "?": help, "/": () => $("search")?.focus(),
  w: () => current()?.querySelector(".wrong-button")?.click(),
  o: () => { const href = current()?.dataset.href ?? current()?.querySelector(".doc, .acts a")?.getAttribute("href"); if (href) location.hash = href; },
  Enter: (event) => { if (current() === event.target) GLOBAL.o(); else return true; },
};
TABS.forEach(([path], n) => { GLOBAL[n + 1] = () => { location.hash = address(path); }; });

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog")) return;
  if (event.target.matches("input:not([type=checkbox], [type=radio]), select, textarea")) { if (event.key === "Escape") event.target.blur(); return; }
  const act = keys.local[event.key] ?? GLOBAL[event.key];
  if (act && act(event) !== true) event.preventDefault();
});
$("help-button").addEventListener("click", help);
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); $("main").focus(); });
addEventListener("hashchange", () => draw());
draw();
