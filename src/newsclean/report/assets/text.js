// A document's text as elements. Parts are [string | [1, old, new, rule] removal | [0, old, new, rule] other edit | [2, n] left out].
const BLANKS = {
  " ": ["·", "space"], "\u00a0": ["⍽", "no-break space"], "\u202f": ["⍽", "narrow no-break space"], "\u2009": ["˽", "thin space"],
  "\t": ["⇥", "tab"], "\n": ["↵\n", "line feed"], "\r": ["␍", "carriage return"], "\u200b": ["∅", "zero-width space"],
  "\u00ad": ["-", "soft hyphen"], "\ufeff": ["∅", "byte order mark"], "\u2028": ["↵", "line separator"], "\u2029": ["¶", "paragraph separator"],
};
const BLANK = /([\p{Z}\p{Cc}\p{Cf}\p{Cs}])/u;

// Text with every space, control and invisible character shown by a sign; its name is in the title.
const visible = (text) => text.split(BLANK).filter((piece) => piece !== "").map((piece) => {
  if (!BLANK.test(piece)) return piece;
  const code = `U+${piece.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const [sign, name] = BLANKS[piece] ?? ["�", code];
  return h("span", { class: "blank", title: name === code ? code : `${name}, ${code}` }, sign);
});

// Where each text node begins in the original, in code points: a selection is mapped back by it.
const origins = new WeakMap();
const plainNode = (text, at) => {
  const node = document.createTextNode(text);
  origins.set(node, at);
  return node;
};

// Split white space off both ends, so that no empty line is struck.
const trimmed = (text) => {
  const inner = text.trim();
  const start = inner ? text.indexOf(inner) : text.length;
  return [text.slice(0, start), inner, text.slice(start + inner.length)];
};

/* options: view "marked" | "original" | "cleaned"; edits: show normalisation; blanks: show spaces;
   piece(number, rule, text): the attributes of a removal. */
const renderText = (parts, options) => {
  const nodes = [];
  let at = 0;
  let removal = -1;
  const plain = (text) => (options.blanks ? visible(text) : [plainNode(text, at)]);
  for (const part of parts) {
    if (typeof part === "string") {
      nodes.push(...plain(part));
      at += length(part);
      continue;
    }
    if (part[0] === 2) {
      nodes.push(h("span", { class: "elided" }, `\n[${plural(part[1], "character")} not shown]\n`));
      at += part[1];
      continue;
    }
    const [kind, old, fresh, rule] = part;
    if (kind === 1) removal += 1;
    if (options.view === "cleaned") {
      if (fresh) nodes.push(options.blanks ? visible(fresh) : fresh);
    } else if (options.view === "original") nodes.push(...plain(old));
    else if (kind === 1) {
      const [before, inner, after] = trimmed(old);
      const struck = h("del", options.piece(removal, rule, inner), options.blanks ? visible(inner) : plainNode(inner, at + length(before)));
      options.dress?.(struck, removal);
      nodes.push(...(before ? plain(before) : []), struck);
      if (options.edits && fresh) nodes.push(h("ins", { title: `${rule}: put in` }, visible(fresh)));
      if (after) nodes.push(...plain(after));
    } else if (options.edits) {
      if (old) nodes.push(h("span", { class: "edit-old", title: rule }, visible(old)));
      if (fresh) nodes.push(h("ins", { title: rule }, visible(fresh)));
    } else nodes.push(...plain(old));
    at += length(old);
  }
  return nodes.flat();
};

// Mark what a search found, in a text that is not split by elements.
const highlighted = (text, wanted) => {
  if (!wanted) return [text];
  const folded = fold(text);
  if (folded.length !== text.length) return [text]; // offsets would not fit
  const out = [];
  let done = 0;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, done)) {
    out.push(text.slice(done, at), h("mark", {}, text.slice(at, at + wanted.length)));
    done = at + wanted.length;
  }
  return [...out, text.slice(done)];
};
