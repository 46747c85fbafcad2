/** The conversation: one article a message, added, replaced and removed as events come. */

import { byId, clock, colour, element, icon } from "./elements.js";
import { rendered } from "./text.js";
import { words } from "./words.js";
import { chat, isHere, isMine, shownMessages, world } from "./world.js";

const REPLY = "M10 8L5 12.500l5 4.500M5.500 12.500H14a5 5 0 015 5V19";
const EDIT = "M5 19l1-4L16 5l3 3L9 18l-4 1z";
const HEART = "M12 20C5 15 3 11.500 3 8.500a4.500 4.500 0 019-1 4.500 4.500 0 019 1c0 3-2 6.500-9 11.500z";
const INSPECT = "M11 18a7 7 0 110-14 7 7 0 010 14zM16 16l4 4";
const FILE = "M7 3h7l4 4v14H7zM14 3v4h4";
const NEAR_END = 120;

/** Show the current chat and topic from scratch. `handlers`: press, reply, edit, react, inspect, address, command. */
export function showConversation(handlers) {
  const place = byId("messages");
  place.setAttribute("aria-label", `Messages in ${byId("title").textContent}`);
  const articles = shownMessages().map((message) => article(message, handlers));
  place.replaceChildren(...(articles.length ? articles : [welcome()]));
  place.querySelectorAll(".foldable").forEach(settle);
  toEnd();
}

/** Put one new or changed message where it belongs, keeping the end in view if it was. */
export function putMessage(message, handlers) {
  if (!isHere(message)) return;
  const place = byId("messages");
  const atEnd = isAtEnd(place);
  const made = article(message, handlers);
  const old = document.getElementById(`m${message.message_id}`);
  if (old) {
    const label = document.activeElement?.closest("article") === old ? document.activeElement.textContent : null;
    old.replaceWith(made);
    if (label !== null) [...made.querySelectorAll("button")].find((each) => each.textContent === label)?.focus();
  } else {
    place.querySelector(".welcome")?.remove();
    place.append(made);
  }
  made.querySelectorAll(".foldable").forEach(settle);
  if (atEnd || isMine(message)) toEnd();
  else if (!old) byId("latest").hidden = false;
}

/** Take a message away. */
export function dropMessage(message) {
  document.getElementById(`m${message.message_id}`)?.remove();
}

/** Scroll to the newest message. */
export function toEnd() {
  const place = byId("messages");
  place.scrollTop = place.scrollHeight;
  byId("latest").hidden = true;
}

/** Keep the newest message in view when the space changes, and know when it is in view. Once. */
export function wireScrolling() {
  const place = byId("messages");
  let wasAtEnd = true;
  place.addEventListener("scroll", () => {
    wasAtEnd = isAtEnd(place);
    if (wasAtEnd) byId("latest").hidden = true;
  });
  new ResizeObserver(() => wasAtEnd && toEnd()).observe(place);
}

const isAtEnd = (place) => place.scrollHeight - place.scrollTop - place.clientHeight < NEAR_END;

/** The name of whoever sent a message. */
export function senderOf(message) {
  if (message.sender_chat) return message.sender_chat.title;
  return message.from.first_name;
}

/** Whether it tells of something that happened to the chat. */
export const isService = (message) => serviceText(message) !== null;

/** A message in a few words. */
export function gist(message) {
  if (message.document) return message.caption || message.document.file_name;
  if (message.photo) return message.caption || "Picture";
  return message.text ?? message.caption ?? serviceText(message) ?? "Message";
}

function article(message, handlers) {
  const told = serviceText(message);
  if (told) return element("article.service", { id: `m${message.message_id}` }, told);
  const mine = isMine(message);
  const made = element(
    `article.message.${mine ? "mine" : "theirs"}${message.by_bot ? ".bot" : ""}`,
    { id: `m${message.message_id}`, "aria-label": `${senderOf(message)}, ${clock(message.date)}` },
    bubble(message, mine, handlers),
    keyboard(message, handlers),
  );
  return made;
}

function bubble(message, mine, handlers) {
  const made = element("div.bubble");
  const named = !mine && chat().type !== "private";
  const sender = message.from?.id ?? message.sender_chat?.id;
  if (named) made.append(element(`p.sender.colour-${colour(sender)}`, {}, senderOf(message)));
  if (message.via_bot) made.append(element("p.via", {}, `via @${message.via_bot.username}`));
  if (message.guest_bot_caller_user) {
    made.append(element("p.via", {}, `as a guest, asked by ${message.guest_bot_caller_user.first_name}`));
  }
  if (showsReply(message)) made.append(replied(message.reply_to_message));
  if (message.document) made.append(documentOf(message.document));
  if (message.photo) made.append(photoOf(message.photo.at(-1)));
  made.append(body(message, handlers), tools(message, mine, handlers));
  made.addEventListener("click", (click) => {
    if (!click.target.closest("a, button, [role=button], .tools") && !String(getSelection())) handlers.reply(message);
  });
  return made;
}

function body(message, handlers) {
  const text = message.text ?? message.caption ?? unknownContent(message);
  const entities = message.entities ?? message.caption_entities;
  const words = rendered(text, entities, { onAddress: handlers.address, onCommand: handlers.command });
  return element("div.words", { dir: "auto" }, words, foot(message));
}

const foot = (message) =>
  element(
    "span.time",
    {},
    message.edit_date ? "edited " : "",
    element("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date)),
  );

function tools(message, mine, handlers) {
  const offered = [tool("Reply", REPLY, () => handlers.reply(message))];
  if (mine && message.text && !message.via_bot) offered.push(tool("Edit", EDIT, () => handlers.edit(message)));
  if (!message.by_bot) offered.push(tool("Put a heart on it", HEART, () => handlers.react(message)));
  if (message.by_bot && message.reply_to_message?.text) {
    offered.push(tool("How this was found", INSPECT, () => handlers.inspect(message)));
  }
  return element("span.tools", {}, ...offered);
}

const tool = (label, path, onclick) =>
  element("button.icon", { type: "button", "aria-label": label, title: label, onclick }, icon(path));

/** In a topic every message replies to the one that opened the topic; that is not worth showing. */
const showsReply = (message) => message.reply_to_message && !message.reply_to_message.forum_topic_created;

function replied(message) {
  const words = gist(message).slice(0, 160);
  const go = () => document.getElementById(`m${message.message_id}`)?.scrollIntoView({ block: "center" });
  const quoted = message.from?.id ?? message.sender_chat?.id;
  return element(
    `button.replied.colour-${colour(quoted)}`,
    { type: "button", onclick: go },
    element("span.unseen", {}, "In reply to "),
    element("span.sender", {}, senderOf(message)),
    element("span.gist", {}, words),
  );
}

/** The whole caption is told below: a screen reader need not hear it twice. */
const photoOf = ({ file_id, width, height }) =>
  element("img.photo", { src: `/pictures/${file_id}`, width, height, alt: "Picture" });

const documentOf = (file) =>
  element(
    "div.document",
    {},
    element("span.sheet", {}, icon(FILE)),
    element(
      "span.file",
      {},
      element("span.file-name", {}, file.file_name),
      element("span.size", {}, size(file.file_size)),
    ),
  );

const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} kB`);

function keyboard(message, handlers) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const buttons = rows.map((row) => element("div.row", {}, ...row.map((each) => key(message, each, handlers))));
  return element("div.keyboard", { role: "group", "aria-label": "Buttons of this message" }, ...buttons);
}

const SIGNS = { "👍": "Useful", "👎": "Not useful", "↗": "Share", "🔎": "Context", "⋯": "More buttons" };

/** What a screen reader says for a button that bears only signs, perhaps with a count. */
const spokenLabel = (label) => {
  const sign = Object.keys(SIGNS).find((each) => label.includes(each));
  return sign && !/\p{L}/u.test(label) ? label.replace(/·/g, "").replace(sign, SIGNS[sign]).trim() : null;
};

function key(message, button, handlers) {
  const style = button.style ? `.${button.style}` : "";
  const leaves = button.url && button.text !== "↗" ? " ↗" : "";
  const onclick = (click) => handlers.press(message, button, click.currentTarget);
  const spoken = spokenLabel(button.text);
  const attributes = { type: "button", "aria-label": spoken, onclick };
  return element(`button.key${style}${spoken ? ".sign" : ""}`, attributes, button.text + leaves);
}

function settle(quote) {
  const inside = quote.querySelector(".body");
  if (inside.scrollHeight <= inside.clientHeight + 2) quote.classList.add("short");
}

function serviceText(message) {
  const who = message.from?.first_name;
  if (message.new_chat_members) return `${who} added ${message.new_chat_members[0].first_name}`;
  if (message.left_chat_member) return `${who} removed ${message.left_chat_member.first_name}`;
  if (message.forum_topic_created) return `${who} opened the topic “${message.forum_topic_created.name}”`;
  if (message.forum_topic_closed) return `${who} closed the topic`;
  if (message.forum_topic_reopened) return `${who} reopened the topic`;
  if (message.general_forum_topic_hidden) return `${who} hid General`;
  if (message.general_forum_topic_unhidden) return `${who} showed General again`;
  if (message.migrate_to_chat_id) return "This group became a supergroup";
  if (message.migrate_from_chat_id) return "This supergroup was a group before";
  return null;
}

const unknownContent = (message) => (message.document ? "" : "A message of a kind that this page does not show.");

function welcome() {
  const here = chat();
  const bot = world.bot.first_name;
  const said = words();
  const name = here.username ? `@${here.username}` : here.title;
  const lines = { private: said.answers(bot), channel: said.channel(bot, name) }[here.type] ?? said.people(bot);
  return element("div.welcome", {}, element("p.big", {}, lines[0]), element("p", {}, lines[1]));
}
