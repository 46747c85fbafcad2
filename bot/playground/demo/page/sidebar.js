/** The left column: chats with unread marks, who speaks and in which language, how the bot is. */

import { byId, clock, colour, element } from "./elements.js";
import { gist, isService, senderOf } from "./messages.js";
import { words } from "./words.js";
import { hasBot, me, topic, view, visibleChats, world } from "./world.js";

const STANDING = { starting: "The bot is starting…", running: "The bot is running", stopped: "The bot is stopped" };
const SWITCH = { running: ["kill", "Kill it"], stopped: ["start", "Start it"] };

/** Draw the column. `handlers`: open(chatId), speak(userId), language(code), bot(what). */
export function showSidebar(handlers) {
  const focused = document.activeElement?.dataset.chat;
  byId("chats").replaceChildren(...visibleChats().map((each) => entry(each, handlers)));
  if (focused) byId("chats").querySelector(`[data-chat="${focused}"]`)?.focus();
  showPeople(handlers);
  showStanding(handlers);
}

/** The title of a chat as the speaker sees it. */
export const titleOf = (chat) => (chat.type === "private" ? world.bot.first_name : chat.title);

/** Letters on a coloured disc. */
export function paintAvatar(place, chat) {
  const initials = titleOf(chat)
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0])
    .join("");
  const isBot = chat.type === "private";
  place.replaceChildren(isBot ? element("img", { src: "/page/icon.svg", alt: "" }) : initials);
  place.className = `avatar colour-${colour(chat.id)}`;
}

/** What stands below a chat's title. */
export function subtitleOf(chat) {
  const count = Object.keys(chat.members).length;
  const people = `${count} people${hasBot(chat) ? " and the bot" : ", the bot is gone"}`;
  if (chat.type === "private") return hasBot(chat) ? "bot" : "bot · you blocked it";
  if (chat.type === "channel") return `${chat.username ? `@${chat.username} · ` : ""}channel · ${people}`;
  return chat.is_forum ? `topics · ${people}` : people;
}

function entry(chat, handlers) {
  const last = chat.messages.at(-1);
  const unread = view.unread.get(chat.id) ?? 0;
  const avatar = element("span.avatar", { "aria-hidden": "true" });
  paintAvatar(avatar, chat);
  const button = element(
    "button.chat",
    {
      type: "button",
      "data-chat": chat.id,
      "aria-current": chat.id === view.chat ? "true" : null,
      onclick: () => handlers.open(chat.id),
    },
    avatar,
    element("span.chat-title", {}, titleOf(chat)),
    element("span.when", {}, last ? clock(last.date) : ""),
    element("span.last", {}, last ? preview(chat, last) : subtitleOf(chat)),
    unread ? element("span.unread", {}, String(unread), element("span.unseen", {}, " unread")) : null,
  );
  return element("li", {}, button);
}

function preview(chat, message) {
  if (isService(message)) return gist(message);
  const words = gist(message).replace(/\s+/g, " ").slice(0, 80);
  return chat.type === "private" && message.by_bot ? words : `${senderOf(message)}: ${words}`;
}

function showPeople(handlers) {
  const chosen = document.activeElement?.name === "speaker";
  const options = world.people.map((someone) => {
    const input = element("input", {
      type: "radio",
      name: "speaker",
      value: someone.id,
      checked: someone.id === view.user,
      onchange: () => handlers.speak(someone.id),
    });
    const role = someone.owner ? "you, the owner" : "member";
    const disc = element(`span.avatar.colour-${colour(someone.id)}`, { "aria-hidden": "true" }, someone.first_name[0]);
    return element("label", { title: role }, input, disc, element("span", {}, someone.first_name), element("small", {}, role));
  });
  byId("people").replaceChildren(...options);
  if (chosen) byId("people").querySelector("input:checked").focus();
  byId("language-legend").textContent = `${me().first_name}’s language`;
  for (const input of document.querySelectorAll("input[name=language]")) {
    input.checked = input.value === (me().language_code === "ru" ? "ru" : "en");
    input.onchange = () => handlers.language(input.value);
  }
}

function showStanding(handlers) {
  const standing = world.online ? world.standing : "lost";
  byId("standing-dot").className = `dot ${standing}`;
  byId("standing").textContent = STANDING[standing] ?? "Connection lost, trying again…";
  const waiting = { starting: words().starting, stopped: words().stopped }[standing] ?? "";
  byId("waiting").textContent = waiting;
  byId("waiting").hidden = !waiting;
  const button = byId("standing-switch");
  const [what, label] = SWITCH[standing] ?? [null, ""];
  button.hidden = what === null;
  button.textContent = label;
  button.onclick = () => handlers.bot(what);
  const outage = byId("outage");
  outage.hidden = standing !== "running";
  outage.onclick = () => handlers.bot("outage");
}

/** The head of the conversation: picture, title, topics and what may be done with the chat. */
export function showHead(chat, handlers) {
  paintAvatar(byId("avatar"), chat);
  byId("title").textContent = titleOf(chat);
  byId("subtitle").textContent = subtitleOf(chat);
  byId("chat-actions").replaceChildren(...handlers.actions(chat));
  const topics = byId("topics");
  topics.hidden = !chat.is_forum;
  const names = [{ id: null, name: "General" }, ...chat.topics];
  topics.replaceChildren(
    ...names.map(({ id, name }) => {
      const pressed = String(id === topic());
      return element("button", { type: "button", "aria-pressed": pressed, onclick: () => handlers.topic(id) }, name);
    }),
  );
}
