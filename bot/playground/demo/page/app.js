/** The page's beginning: connects the server's events and people's clicks with what is shown. */

import {
  attempt,
  fill,
  resetComposer,
  say,
  showChips,
  showInlineResults,
  startEdit,
  startReply,
  wireComposer,
} from "./composer.js";
import { inspect, refreshDrawer, wireDrawer } from "./drawer.js";
import { alertBox, byId, element, toast } from "./elements.js";
import { dropMessage, putMessage, showConversation, toEnd, wireScrolling } from "./messages.js";
import { listen } from "./net.js";
import { showHead, showSidebar, subtitleOf } from "./sidebar.js";
import { language } from "./words.js";
import { apply, chat, hasBot, maySpeak, me, runs, takeOver, topic, view, world } from "./world.js";

const TYPING_MS = 5000;

let questions = [];
let askedIn = null; // the language of these questions
let typingTimer = null;
const pressed = new Map();
const early = new Map(); // answers that overtook the server's word that the button is pressed

const onMessages = {
  press: pressKey,
  reply: startReply,
  edit: startEdit,
  react: putHeart,
  inspect,
  address: followAddress,
  command: (words) => say(words),
};
const onSidebar = {
  open: openChat,
  speak: speakAs,
  language: setLanguage,
  bot: (what) => attempt("bot", { do: what }),
};
const onHead = { actions: chatActions, topic: openTopic };

wireComposer();
wireDrawer();
byId("back").addEventListener("click", () => setView("chats"));
byId("latest").addEventListener("click", toEnd);
wireScrolling();
document.addEventListener("start-privately", (event) => startPrivately(event.detail));
document.addEventListener("visibilitychange", markSeen);
listen(onEvent, onLost);

function onEvent(event) {
  if (event.kind === "whole") {
    const first = view.user === null;
    takeOver(event);
    if (first) setView("conversation");
    showEverything();
    if (world.standing === "running") loadQuestions();
    return;
  }
  apply(event);
  show[event.kind]?.(event);
}

const show = {
  message(event) {
    if (event.chat === view.chat) {
      if (event.message.by_bot) stopTyping();
      putMessage(event.message, onMessages);
      if (event.message.force_reply) startReply(event.message);
    }
    showSidebar(onSidebar);
    refreshDrawer({ newAnswer: event.message.by_bot });
  },
  edited(event) {
    if (event.chat === view.chat) putMessage(event.message, onMessages);
    refreshDrawer({ newAnswer: event.message.by_bot });
  },
  deleted(event) {
    if (event.chat === view.chat) dropMessage(event.message);
  },
  typing(event) {
    if (event.chat === view.chat && (event.thread ?? null) === topic()) showTyping();
  },
  toast(event) {
    if (!pressed.has(event.query)) {
      early.set(event.query, event);
      return;
    }
    pressed.get(event.query).classList.remove("busy");
    pressed.delete(event.query);
    if (event.url) followAddress(event.url);
    if (event.text) (event.alert ? alertBox : toast)(event.text);
  },
  inline: showInlineResults,
  chat() {
    showSidebar(onSidebar);
    showHead(chat(), onHead);
  },
  bot() {
    showSidebar(onSidebar);
    if (world.standing === "running") loadQuestions();
  },
  called: () => refreshDrawer(),
};

function onLost() {
  world.online = false;
  if (world.bot) showSidebar(onSidebar);
}

function showEverything() {
  showSidebar(onSidebar);
  showHead(chat(), onHead);
  showConversation(onMessages);
  resetComposer();
  showChips(questions);
  markSeen();
}

function openChat(id) {
  view.chat = id;
  setView("conversation");
  showEverything();
  refreshDrawer({ newAnswer: true });
  if (maySpeak(chat()) && !matchMedia("(max-width: 760px)").matches) byId("input").focus();
}

function openTopic(id) {
  view.topics.set(view.chat, id);
  showEverything();
}

function speakAs(user) {
  const inPrivate = view.chat === view.user;
  view.user = user;
  if (inPrivate) view.chat = user;
  showEverything();
  if (language() !== askedIn) loadQuestions();
}

async function setLanguage(code) {
  me().language_code = code;
  await attempt("language", { language: code });
  showEverything();
  loadQuestions();
}

function setView(name) {
  byId("app").dataset.view = name;
}

function markSeen() {
  if (!document.hidden && view.unread.delete(view.chat)) showSidebar(onSidebar);
}

async function loadQuestions() {
  const wanted = language();
  const answer = await attempt("suggestions", { language: wanted });
  if (!answer || wanted !== language()) return;
  askedIn = wanted;
  questions = answer.questions;
  showChips(questions);
}

async function pressKey(message, button, place) {
  if (button.url) {
    if (!followAddress(button.url)) open(button.url, "_blank", "noopener,noreferrer");
  } else if (button.callback_data !== undefined) {
    place.classList.add("busy");
    const answer = await attempt("press", { message: message.message_id, data: button.callback_data });
    if (answer) {
      pressed.set(answer.query, place);
      if (early.has(answer.query)) show.toast(early.get(answer.query));
      early.clear();
    } else place.classList.remove("busy");
  } else if (button.copy_text) {
    await navigator.clipboard.writeText(button.copy_text.text);
    toast("Copied");
  } else {
    const chosen = button.switch_inline_query_chosen_chat?.query;
    const words = button.switch_inline_query_current_chat ?? button.switch_inline_query ?? chosen;
    fill(`@${world.bot.username} ${words ?? ""}`);
  }
}

/** Links to the bot itself, and those that share one, work as they do in Telegram; true when this was one. */
function followAddress(url) {
  const shared = url.match(/^https:\/\/t\.me\/share\/url\?url=([^&]+)$/i);
  if (shared) {
    fill(decodeURIComponent(shared[1]));
    toast("Open the chat that it is for, and send the link");
    return true;
  }
  const match = url.match(/^(?:https?:\/\/)?t\.me\/(\w+)(?:\?start=([\w-]{0,64}))?$/i);
  if (!match || match[1].toLowerCase() !== world.bot.username.toLowerCase()) return false;
  startPrivately(match[2]);
  return true;
}

function startPrivately(parameter) {
  openChat(view.user);
  if (parameter !== undefined) say(`/start ${parameter}`.trim());
}

function showTyping() {
  byId("subtitle").textContent = "typing…";
  clearTimeout(typingTimer);
  typingTimer = setTimeout(stopTyping, TYPING_MS);
}

function stopTyping() {
  clearTimeout(typingTimer);
  byId("subtitle").textContent = subtitleOf(chat());
}

/** What may be done with a chat beside writing in it. */
function chatActions(here) {
  const place = (status) => attempt("place_bot", { status });
  const action = (label, onclick) => element("button.quiet", { type: "button", onclick }, label);
  if (here.type === "private") {
    return [hasBot(here) ? action("Block bot", () => place("kicked")) : action("Unblock bot", () => place("member"))];
  }
  if (!runs(here)) return [];
  const standing = here.type === "channel" ? "administrator" : "member";
  const actions = [
    hasBot(here) ? action("Remove bot", () => place("kicked")) : action("Add bot", () => place(standing)),
  ];
  if (hasBot(here) && here.type === "supergroup") actions.push(action("Take its rights", () => place("restricted")));
  if (here.is_forum) actions.push(action("New topic", newTopic));
  if (here.is_forum && topic() === null) {
    const set = () => attempt("set_general", { hidden: !here.hides_general });
    actions.push(action(here.hides_general ? "Show General" : "Hide General", set));
  }
  const shown = here.topics.find((each) => each.id === topic());
  if (shown) {
    const set = () => attempt("set_topic", { topic: shown.id, closed: !shown.closed });
    actions.push(action(shown.closed ? "Reopen topic" : "Close topic", set));
  }
  return actions;
}

/** Telegram tells the bot of a reaction as of an edit that changes no word. */
async function putHeart(message) {
  if (await attempt("react", { message: message.message_id })) toast("❤ The bot hears of an edit without a new word.");
}

async function newTopic() {
  const name = prompt("What is the topic called?");
  const answer = name ? await attempt("add_topic", { name }) : null;
  if (answer) openTopic(answer.topic);
}
