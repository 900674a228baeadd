const choices = JSON.parse($("choices").textContent);
const state = { view: "marked", edits: false, blanks: false, without: [], answer: null, sent: "", now: -1 };
const SAMPLE = `Par Jeanne Ollivier
Publié le 12 mai 2024 à 14h52

La rivière est sortie de son lit dans la nuit de lundi (Photo : AFP)

Lire aussi : Notre dossier sur les crues

« Nous n’avons rien vu venir » ,raconte la maire de Pont-Aven,dont le jardin est sous l'eau depuis l’aube. Les pompiers ont évacué douze familles du quartier du port.

Recevez l'essentiel de l'actualité chaque matin dans votre boîte mail

(fonction (d, s, id) { var js, fjs = d.getElementsByTagName(s)[0]; si (d.getElementById(id)) { retour ; } js = d.createElement(s); js.async = vrai; }(document, 'script', 'exemple-jssdk')); Lien source`;
const FRESH = `language = "fr"
category = "other"

[[rule]]
id      = "fr/my-rule"
level   = "safe"          # safe, standard, aggressive, hint
scope   = "line"          # what goes: span, sentence, line, block, tail
at      = "line"          # where it must stand: line, start, end, sentence, anywhere, text-start, text-end
anchors = ["quartier du port"]
pattern = '.{0,200}quartier du port.{0,200}'
why     = "To see what a rule does."
source  = "the playground"
since   = "1"
remove  = ["Tout sur le quartier du port"]
keep    = ["Il habite près du port."]
`;

// ---- asking ------------------------------------------------------------------------------------
let asking = null;
const post = async (path, body, signal) => {
  const response = await fetch(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), signal });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? `status ${response.status}`);
  return answer;
};
const options = () => {
  const picked = [...document.querySelectorAll("#category-list input")].filter((box) => box.checked).map((box) => box.value);
  return {
    level: document.querySelector("[name=level]:checked").value, style: $("style").value, locale: $("locale").value, lang: $("lang").value || null,
    categories: picked.length === choices.categories.length ? null : picked, without: state.without, rules: $("rules").value,
  };
};
const ask = async () => {
  asking?.abort();
  asking = new AbortController();
  const { signal } = asking;
  const text = $("input").value;
  const asked = options();
  $("curl").textContent = example(asked);
  $("output").setAttribute("aria-busy", "true");
  try {
    const [answer] = await Promise.all([post("/explain", { ...asked, text }, signal), check(asked.rules, signal)]);
    Object.assign(state, { answer, sent: text, now: -1 });
    $("problem").hidden = true;
    draw();
  } catch (error) {
    if (error.name === "AbortError") return;
    $("problem").hidden = false;
    $("problem").textContent = error instanceof TypeError ? "The server does not answer: is newsclean serve still running?" : error.message;
  }
  $("output").removeAttribute("aria-busy");
};
let waiting;
const soon = () => { clearTimeout(waiting); waiting = setTimeout(ask, 180); };

const check = async (text, signal) => {
  const verdict = $("verdict");
  $("wrong").replaceChildren();
  verdict.className = "";
  verdict.textContent = text.trim() ? "checking…" : "";
  if (!text.trim()) return;
  try {
    const { rules, examples, wrong } = await post("/rules/check", { rules: text }, signal);
    verdict.textContent = `${plural(rules, "rule")}, ${plural(examples, "example")}, ${wrong.length ? `${wrong.length} wrong` : "all right"}`;
    if (wrong.length) verdict.className = "bad";
    $("wrong").replaceChildren(...wrong.map((w) => h("li", {}, h("code", {}, `${w.rule} ${w.kind}`), ` “${w.text}”: ${w.problem}`)));
  } catch (error) {
    if (error.name === "AbortError") throw error;
    verdict.className = "bad";
    verdict.textContent = "does not load";
  }
};

const example = (asked) => {
  const usual = { level: "standard", style: "plain", locale: "fr-FR" };
  const given = Object.entries(asked).filter(([name, value]) => value !== null && value !== "" && !(Array.isArray(value) && !value.length) && usual[name] !== value && name !== "rules");
  const body = JSON.stringify({ text: "Lire aussi : Notre dossier\n\nLa pluie tombe.", ...Object.fromEntries(given) });
  return ["clean", "explain"].map((path) => `curl ${location.origin}/${path} -H 'content-type: application/json' \\\n  -d '${body.replaceAll("'", "'\\''")}'`).join("\n\n");
};

// ---- showing -----------------------------------------------------------------------------------
const partsOf = ({ edits }, text) => {
  const points = Array.from(text); // offsets are code points
  const parts = [];
  let done = 0;
  for (const edit of edits) {
    if (edit.start > done) parts.push(points.slice(done, edit.start).join(""));
    parts.push([edit.category ? 1 : 0, edit.old, edit.new, edit.rule]);
    done = edit.end;
  }
  if (done < points.length) parts.push(points.slice(done).join(""));
  return parts;
};

const known = new Map();
const page = (id, text = id) => h("a", { class: "mono", href: `/rule/${id}`, target: "_blank" }, text);
// The names of the rules behind an edit, with their pages; the cut of a zone names the marker that opened it.
const named = (rule) => rule.split(" + ").map((id, n) => {
  const marker = id.startsWith("zone/") ? id.split(":")[1] : null;
  const plain = id.replace(/\.edited$/, "");
  const shown = known.has(plain) ? page(plain, id) : known.has(marker) ? [h("span", { class: "mono" }, id.slice(0, id.indexOf(":") + 1)), page(marker)] : h("span", { class: "mono" }, id);
  return [n ? " + " : null, shown];
});
const editable = (rule) => rule.split(" + ").map((id) => id.replace(/\.edited$/, "")).find((id) => known.has(id));

const draw = () => {
  const { answer, sent } = state;
  const removed = answer.edits.filter((edit) => edit.category);
  const select = (n, scroll) => {
    state.now = n;
    for (const element of $("output").querySelectorAll("del")) element.classList.toggle("now", Number(element.dataset.piece) === n);
    [...$("why").tBodies[0].rows].forEach((row, k) => row.classList.toggle("now", k === n));
    if (scroll === "row") $("why").tBodies[0].rows[n]?.scrollIntoView({ block: "nearest" });
    const struck = $("output").querySelector(`[data-piece="${n}"]`);
    if (scroll === "text" && struck) $("output").scrollTop = struck.offsetTop - $("output").offsetTop - 60;
  };
  $("output").replaceChildren(...renderText(partsOf(answer, sent), { ...state,
    piece: (n, rule) => ({ "data-piece": n, tabindex: "0", role: "button", title: rule, "aria-label": `Removed by ${rule}` }),
    dress: (element, n) => {
      hued(element, removed[n].category);
      element.addEventListener("click", () => { if (getSelection().isCollapsed) select(n, "row"); });
      element.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); select(n, "row"); } });
    } }));
  $("why").tBodies[0].replaceChildren(...removed.map((edit, n) => h("tr", {},
    h("td", {}, chip(edit.category)),
    h("td", {}, named(edit.rule)),
    h("td", { class: "text", lang: "fr" }, h("span", { class: "what" }, edit.old.trim().replace(/\s+/g, " ").slice(0, 300))),
    h("td", { class: "acts" }, h("button", { type: "button", onclick: () => select(n, "text") }, "Show"), " ",
      editable(edit.rule) ? [h("button", { type: "button", onclick: () => load(editable(edit.rule)) }, "Edit"), " ", h("button", { type: "button", title: "Leave this rule out", onclick: () => leaveOut(editable(edit.rule)) }, "Leave out")] : null))));
  $("why").hidden = !removed.length;
  $("nothing").hidden = Boolean(removed.length);
  const gone = removed.reduce((sum, edit) => sum + edit.end - edit.start, 0);
  const size = length(sent);
  $("summary").textContent = size ? `${plural(size, "character")}, ${percent(gone / size)} removed in ${plural(removed.length, "piece")}; ${plural(answer.edits.length - removed.length, "other edit")} · language: ${answer.language ?? "not decided"}` : "";
};

// ---- options -----------------------------------------------------------------------------------
const leaveOut = (name) => { if (!state.without.includes(name)) state.without.push(name); drawLeftOut(); ask(); };
const drawLeftOut = () => {
  $("left-out").hidden = !state.without.length;
  $("left-out").replaceChildren(h("span", { class: "soft" }, "Left out:"), ...state.without.map((name) => h("button", { type: "button", "aria-label": `Use ${name} again`, onclick: () => { state.without = state.without.filter((other) => other !== name); drawLeftOut(); ask(); } }, h("span", { class: "mono" }, name), " ×")));
};
const countCategories = () => {
  const boxes = [...document.querySelectorAll("#category-list input")];
  const n = boxes.filter((box) => box.checked).length;
  $("categories-count").textContent = n === boxes.length ? "(all)" : `(${n} of ${boxes.length})`;
};
const load = async (id) => {
  $("rule-name").value = id;
  const response = await fetch(`/rules/${id.split("/").map(encodeURIComponent).join("/")}`);
  const answer = await response.json();
  if (!response.ok) { $("verdict").className = "bad"; $("verdict").textContent = answer.error; return; }
  $("rules").value = answer.rules;
  $("rule-title").scrollIntoView({ block: "start" });
  $("rules").focus({ preventScroll: true });
  ask();
};

$("versions").textContent = `newsclean ${choices.newsclean} · rules ${choices.rules} · everything stays on this machine`;
$("levels").append(...choices.levels.map((level) => h("label", {}, h("input", { type: "radio", name: "level", value: level, checked: level === "standard" }), level)));
$("category-list").append(...choices.categories.map((name) => h("label", { class: "check" }, h("input", { type: "checkbox", value: name, checked: true }), chip(name))));
countCategories();
$("options").addEventListener("change", () => { countCategories(); ask(); });
$("options").addEventListener("submit", (event) => event.preventDefault());
for (const [id, on] of [["all", true], ["none", false]]) $(id).addEventListener("click", () => { for (const box of document.querySelectorAll("#category-list input")) box.checked = on; countCategories(); ask(); });
$("input").addEventListener("input", soon);
$("rules").addEventListener("input", soon);
$("sample").addEventListener("click", () => { $("input").value = SAMPLE; ask(); });
for (const radio of document.querySelectorAll("[name=view]")) radio.addEventListener("change", () => { state.view = radio.value; draw(); });
for (const id of ["edits", "blanks"]) $(id).addEventListener("change", () => { state[id] = $(id).checked; draw(); });
$("copy").addEventListener("click", async () => {
  try { await navigator.clipboard.writeText(state.answer.text); $("copy").textContent = "Copied"; } catch { $("copy").textContent = "Could not copy: show it as “Cleaned” and select it"; }
  setTimeout(() => { $("copy").textContent = "Copy the cleaned text"; }, 1500);
});
$("load").addEventListener("click", () => load($("rule-name").value.trim()));
$("rule-name").addEventListener("keydown", (event) => { if (event.key === "Enter") load($("rule-name").value.trim()); });
$("fresh").addEventListener("click", () => { $("rules").value = FRESH; $("rules").focus(); ask(); });
$("drop").addEventListener("click", () => { $("rules").value = ""; $("rule-name").value = ""; ask(); });
addEventListener("click", (event) => { if (!$("categories").contains(event.target)) $("categories").open = false; });
addEventListener("keydown", (event) => { if (event.key === "Escape") $("categories").open = false; });
ask();
fetch("/rules").then((response) => response.json()).then((list) => {
  for (const rule of list) known.set(rule.id, rule);
  $("rule-names").append(...list.map((rule) => h("option", { value: rule.id }, rule.why)));
  if (state.answer) draw();
});
