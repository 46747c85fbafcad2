/** Telegram's text and entities → elements. Offsets count UTF-16 units, as JavaScript's strings do. */

import { element } from "./elements.js";
import { words as spoken } from "./words.js";

const BLOCKS = new Set(["blockquote", "expandable_blockquote", "pre"]);
const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
};

/** A fragment with the whole text. `onAddress` gets the clicks on links within Telegram, `onCommand` those on /commands. */
export function rendered(text, entities, { onAddress, onCommand }) {
  const isBlock = (entity) => BLOCKS.has(entity.type); // of two that mark the same, the block holds the other
  const sorted = [...(entities ?? [])].sort(
    (a, b) => a.offset - b.offset || b.length - a.length || isBlock(b) - isBlock(a),
  );
  const fragment = document.createDocumentFragment();
  fragment.append(...weave(text, 0, text.length, sorted, { onAddress, onCommand }));
  return fragment;
}

/** Nodes for text[begin, end): an entity becomes an element around those within it; what sticks out is cut. */
function weave(text, begin, end, entities, handlers) {
  const nodes = [];
  let at = begin;
  for (let i = 0; i < entities.length; ) {
    const entity = entities[i];
    const start = Math.max(entity.offset, at);
    const stop = Math.min(entity.offset + entity.length, end);
    const inner = [];
    for (i += 1; i < entities.length && entities[i].offset < stop; i += 1) inner.push(entities[i]);
    if (stop <= start) continue;
    const isBlock = BLOCKS.has(entity.type);
    push(nodes, text.slice(at, start), isBlock);
    nodes.push(wrapped(entity, text.slice(start, stop), weave(text, start, stop, inner, handlers), handlers));
    at = stop;
  }
  push(nodes, text.slice(at, end), false);
  return nodes;
}

/** Add plain text; a block begins and ends a line by itself, so a line break beside it is not shown. */
function push(nodes, text, beforeBlock) {
  const afterBlock = nodes.at(-1)?.matches?.("blockquote, pre");
  const shown = text.slice(afterBlock && text.startsWith("\n") ? 1 : 0).replace(beforeBlock ? /\n$/ : /$^/, "");
  if (shown) nodes.push(shown);
}

function wrapped(entity, words, children, handlers) {
  if (TAGS[entity.type]) return element(TAGS[entity.type], {}, ...children);
  switch (entity.type) {
    case "text_link":
      return link(entity.url, children, handlers);
    case "url":
      return link(words, children, handlers);
    case "bot_command":
      return element("button.command", { type: "button", onclick: () => handlers.onCommand(words) }, ...children);
    case "pre":
      return element("pre", {}, element("code", {}, ...children));
    case "spoiler":
      return spoiler(children);
    case "blockquote":
      return element("blockquote", {}, ...children);
    case "expandable_blockquote":
      return folding(children);
    default:
      return element("span.mention", {}, ...children);
  }
}

function link(url, children, { onAddress }) {
  if (!/^https?:\/\//i.test(url)) return element("span.mention", {}, ...children);
  const made = element("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, ...children);
  made.addEventListener("click", (click) => {
    if (onAddress(url)) click.preventDefault();
  });
  return made;
}

function spoiler(children) {
  const made = element(
    "span.spoiler",
    { role: "button", tabindex: "0", "aria-label": "Hidden text, press to show" },
    ...children,
  );
  const show = () => {
    made.classList.add("shown");
    for (const name of ["role", "tabindex", "aria-label"]) made.removeAttribute(name);
  };
  made.addEventListener("click", show);
  made.addEventListener("keydown", (key) => {
    if (key.key === "Enter" || key.key === " ") {
      key.preventDefault();
      show();
    }
  });
  return made;
}

function folding(children) {
  const body = element("div.body", {}, ...children);
  const toggle = element("button.unfold", { type: "button", "aria-expanded": "false" }, spoken().unfold);
  const quote = element("blockquote.foldable", {}, body, toggle);
  toggle.addEventListener("click", () => {
    const open = quote.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? spoken().fold : spoken().unfold;
  });
  return quote;
}
