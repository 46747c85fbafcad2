/** What the page knows: a copy of the server's state, and who is looking at what. */

export const world = {
  bot: null,
  people: [],
  chats: new Map(),
  calls: [],
  standing: "starting",
  online: false,
};

/** Whose client this is, and what it shows. `topic` of a forum is null for its general topic. */
export const view = { user: null, chat: null, topics: new Map(), unread: new Map() };

const CALLS_KEPT = 300;

/** Take over the whole state, as the first event of every connection brings it. */
export function takeOver(whole) {
  const before = new Map([...world.chats].map(([id, chat]) => [id, chat.messages.length]));
  Object.assign(world, {
    bot: whole.bot,
    people: whole.people,
    calls: whole.calls,
    standing: whole.standing,
    online: true,
    chats: new Map(whole.chats.map((chat) => [chat.id, chat])),
  });
  if (!person(view.user)) view.user = world.people.find((someone) => someone.owner).id;
  if (!world.chats.has(view.chat)) view.chat = view.user;
  for (const [id, count] of before) {
    const missed = (world.chats.get(id)?.messages.length ?? 0) - count;
    if (missed > 0) markUnread(id, missed);
  }
}

/** Apply one event to the copy. */
export function apply(event) {
  const chat = world.chats.get(event.chat?.id ?? event.chat);
  if (event.kind === "message") {
    chat.messages.push(event.message);
    markUnread(chat.id, 1);
  } else if (event.kind === "edited") {
    const at = chat.messages.findIndex((message) => message.message_id === event.message.message_id);
    if (at >= 0) chat.messages[at] = event.message;
  } else if (event.kind === "deleted") {
    chat.messages = chat.messages.filter((message) => message.message_id !== event.message.message_id);
  } else if (event.kind === "chat") {
    Object.assign(chat, event.chat);
  } else if (event.kind === "called") {
    world.calls = [...world.calls, event.call].slice(-CALLS_KEPT);
  } else if (event.kind === "bot") {
    world.standing = event.standing;
  }
}

export const person = (id) => world.people.find((someone) => someone.id === id);
export const me = () => person(view.user);
export const chat = () => world.chats.get(view.chat);

/** The chats that the speaker is in: their own private one first. */
export function visibleChats() {
  const all = [...world.chats.values()];
  return all.filter((each) => each.id === view.user || (each.type !== "private" && String(view.user) in each.members));
}

/** The topic shown of the current chat, null for the general one and outside forums. */
export const topic = () => (chat().is_forum ? (view.topics.get(view.chat) ?? null) : null);

/** The messages of the current chat and topic. */
export function shownMessages() {
  const here = chat();
  return here.is_forum ? here.messages.filter((message) => isHere(message)) : here.messages;
}

/** Whether a message of the current chat belongs to the topic shown. */
export const isHere = (message) => !chat().is_forum || (message.message_thread_id ?? null) === topic();

/** What the speaker is in a chat: creator, administrator, member. */
export const standing = (each) => each.members[String(view.user)] ?? "member";
export const runs = (each) => ["creator", "administrator"].includes(standing(each));
export const hasBot = (each) => ["member", "administrator", "restricted"].includes(each.bot_status);
export const maySpeak = (each) => each.type !== "channel" || runs(each);
export const isMine = (message) => message.from?.id === view.user && !message.from.is_bot;

function markUnread(id, count) {
  if (id !== view.chat || document.hidden) view.unread.set(id, (view.unread.get(id) ?? 0) + count);
}
