/** The input line: sending, replying, editing, commands, inline queries, files. */

import { byId, element, toast } from "./elements.js";
import { gist, senderOf } from "./messages.js";
import { act, attach } from "./net.js";
import { hideOptions, offerKey, showOptions } from "./options.js";
import { words } from "./words.js";
import { chat, isMine, maySpeak, shownMessages, topic, view, world } from "./world.js";

const INLINE_PAUSE_MS = 120;

let replyTo = null;
let editing = null;
let inlineQuery = null;
let inlineTimer = null;
let early = null; // results that overtook the server's word that the query is asked

const input = () => byId("input");
const place = () => ({ user: view.user, chat: view.chat, ...(topic() ? { topic: topic() } : {}) });

/** Do something on the server; what it refuses is shown, not thrown. */
export async function attempt(name, body = {}) {
  try {
    return await act(name, { ...place(), ...body });
  } catch (error) {
    toast(error.message);
    return null;
  }
}

/** Listen to the input line, once. */
export function wireComposer() {
  input().addEventListener("input", onInput);
  input().addEventListener("keydown", onKey);
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  byId("context-cancel").addEventListener("click", clearContext);
  byId("attach").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", () => sendFiles(byId("file").files));
  wireDropping();
}

/** Begin anew for another chat or speaker. */
export function resetComposer() {
  clearContext();
  hideOptions();
  const may = maySpeak(chat());
  byId("foot").hidden = false;
  byId("composer").hidden = !may;
  byId("readonly").hidden = may;
  const said = words();
  byId("readonly").textContent = may ? "" : said.readonly;
  input().placeholder = { private: said.ask, channel: said.post }[chat().type] ?? said.group;
  grow(); // only now that the line is shown does it have a height
}

/** Put suggested questions above the input line. */
export function showChips(questions) {
  const here = chat();
  const addressed = here.type === "private" ? "" : "/ask ";
  byId("chips").setAttribute("aria-label", words().suggested);
  const offered = maySpeak(here) && here.type !== "channel" ? questions : [];
  byId("chips").replaceChildren(
    ...offered.map((question) =>
      element("button.chip", { type: "button", onclick: () => say(addressed + question) }, question),
    ),
  );
}

/** Send a text as the speaker, as it stands. */
export async function say(text) {
  await attempt("say", { text, reply_to: replyTo?.message_id });
  clearContext();
}

/** Answer to a message. */
export function startReply(message) {
  if (!maySpeak(chat())) return;
  editing = null;
  replyTo = message;
  showContext("Reply to", message);
}

/** Change one of the speaker's own messages. */
export function startEdit(message) {
  replyTo = null;
  editing = message;
  showContext("Edit", message);
  input().value = message.text;
  grow();
}

/** Put words into the input line, as a button of the bot may ask for. */
export function fill(words) {
  input().value = words;
  input().focus();
  onInput();
}

/** Show the results of the inline query that is being typed. */
export function showInlineResults(event) {
  const { query, results, button, next_offset: next } = event;
  if (query !== inlineQuery) {
    early = event;
    return;
  }
  const options = results.map((result) => ({
    label: result.title,
    detail: result.description,
    take: () => choose(query, result.id),
  }));
  if (button) options.unshift({ label: button.text, take: () => startPrivately(button.start_parameter) });
  if (next) options.push({ label: "More…", take: () => askInline(typedInline() ?? "", next) });
  showOptions(options, { inactive: true });
}

async function submit() {
  const text = input().value.trim();
  if (!text) return;
  input().value = "";
  grow();
  hideOptions();
  if (editing) {
    await attempt("edit", { message: editing.message_id, text });
    clearContext();
  } else {
    await say(text);
  }
}

function onInput() {
  grow();
  const text = input().value;
  const inline = typedInline();
  inlineQuery = null;
  clearTimeout(inlineTimer);
  if (/^\/\w*$/.test(text)) offerCommands(text.slice(1));
  else if (inline !== null) inlineTimer = setTimeout(() => askInline(inline, ""), INLINE_PAUSE_MS);
  else if (text.startsWith("@") && mention().startsWith(text)) offerMention();
  else hideOptions();
}

function onKey(event) {
  if (event.isComposing) return;
  if (offerKey(event.key)) event.preventDefault();
  else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === "ArrowUp" && !input().value) {
    const mine = shownMessages().findLast((message) => isMine(message) && message.text && !message.via_bot);
    if (mine) {
      event.preventDefault();
      startEdit(mine);
    }
  } else if (event.key === "Escape") clearContext();
}

async function offerCommands(typed) {
  const answer = await attempt("menu");
  if (!answer || !input().value.startsWith("/")) return;
  const fitting = answer.commands.filter(({ command }) => command.startsWith(typed));
  const options = fitting.map(({ command, description }) => ({
    label: `/${command}`,
    detail: description,
    take: () => fill(`/${command} `),
  }));
  showOptions(options, { inactive: fitting.some(({ command }) => command === typed) });
}

const mention = () => `@${world.bot.username}`;

/** What is typed after `@bot `, null when it is no inline query. */
function typedInline() {
  const text = input().value;
  return text.startsWith(`${mention()} `) ? text.slice(mention().length + 1) : null;
}

function offerMention() {
  const take = () => fill(`${mention()} `);
  showOptions([{ label: mention(), detail: "Search the sources from any chat", take }]);
}

async function askInline(text, offset) {
  const answer = await attempt("inline", { text, offset });
  if (!answer) return;
  inlineQuery = answer.query;
  if (early?.query === inlineQuery) showInlineResults(early);
}

async function choose(query, result) {
  input().value = "";
  grow();
  hideOptions();
  await attempt("choose", { query, result });
}

/** A button above inline results leads to the private chat. */
function startPrivately(parameter) {
  input().value = "";
  hideOptions();
  document.dispatchEvent(new CustomEvent("start-privately", { detail: parameter }));
}

function showContext(verb, message) {
  byId("context").hidden = false;
  byId("context-text").replaceChildren(
    element("strong", {}, `${verb} ${verb === "Edit" ? "your message" : senderOf(message)}`),
    ` ${gist(message).slice(0, 120)}`,
  );
  input().focus();
}

function clearContext() {
  if (editing) input().value = "";
  replyTo = editing = null;
  byId("context").hidden = true;
  grow();
}

function grow() {
  const line = input();
  line.style.height = "auto";
  line.style.height = `${Math.min(line.scrollHeight, 160)}px`;
}

function wireDropping() {
  const main = document.querySelector("main");
  const drop = byId("drop");
  main.addEventListener("dragover", (event) => {
    if (!maySpeak(chat())) return;
    event.preventDefault();
    drop.hidden = false;
  });
  main.addEventListener("dragleave", (event) => {
    if (!main.contains(event.relatedTarget)) drop.hidden = true;
  });
  main.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.hidden = true;
    sendFiles(event.dataTransfer.files);
  });
}

async function sendFiles(files) {
  const album = files.length > 1 ? { album: Date.now() } : {}; // several at once are one message
  for (const file of files) {
    try {
      await attach(file, { ...place(), ...album, caption: input().value.trim() });
      input().value = "";
    } catch (error) {
      toast(error.message);
    }
  }
  byId("file").value = "";
}
