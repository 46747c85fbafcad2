/** "What the bot did": its calls to Telegram as sent, and the passages that it considered for a question. */

import { byId, clock, element } from "./elements.js";
import { act } from "./net.js";
import { chat, world } from "./world.js";

let asked = null;

/** Listen to the drawer's buttons, once. */
export function wireDrawer() {
  byId("drawer-switch").addEventListener("click", () => toggle(byId("drawer").hidden));
  byId("drawer-close").addEventListener("click", () => toggle(false));
  byId("show-ranking").addEventListener("click", () => showPane("ranking"));
  byId("show-calls").addEventListener("click", () => showPane("calls"));
  byId("drawer").addEventListener("keydown", (event) => {
    if (event.key === "Escape") toggle(false);
  });
}

/** Show how the answer in `message` was found. */
export function inspect(message) {
  toggle(true);
  showPane("ranking");
  showRanking(questionOf(message), topicOf(message));
}

/** Something new has happened: refresh what is shown. */
export function refreshDrawer({ newAnswer = false } = {}) {
  if (byId("drawer").hidden) return;
  if (!byId("calls").hidden) showCalls();
  else if (newAnswer || asked === null) showLatestRanking();
}

function toggle(open) {
  byId("drawer").hidden = !open;
  byId("drawer-switch").setAttribute("aria-expanded", String(open));
  document.getElementById("app").classList.toggle("with-drawer", open);
  if (open) {
    refreshDrawer({ newAnswer: true });
    byId("drawer-close").focus();
  } else byId("drawer-switch").focus();
}

function showPane(name) {
  for (const each of ["ranking", "calls"]) {
    byId(each).hidden = each !== name;
    byId(`show-${each}`).setAttribute("aria-pressed", String(each === name));
  }
  refreshDrawer({ newAnswer: true });
}

function showCalls() {
  const place = byId("calls");
  const open = new Set([...place.querySelectorAll("details[open]")].map((each) => each.dataset.key));
  const calls = world.calls.map((call) => described(call, open)).reverse();
  place.replaceChildren(...(calls.length ? calls : [note("No calls yet. The bot asks for updates and waits.")]));
}

function described(call, open) {
  const key = `${call.method} ${call.at}`;
  const failed = call.ok ? "" : ".failed";
  return element(
    `details.call${failed}`,
    { "data-key": key, open: open.has(key) },
    element(
      "summary",
      {},
      element("span.method", {}, call.method),
      element("span.when", {}, `${clock(call.at, true)} · ${call.ok ? "ok" : call.result.status}`),
    ),
    call.ok ? null : element("p.problem", {}, call.result.description),
    element("pre", { tabindex: "0" }, JSON.stringify(call.given, null, 2)),
  );
}

function showLatestRanking() {
  const answer = chat().messages.findLast((message) => message.by_bot && message.reply_to_message?.text);
  if (answer) showRanking(questionOf(answer), topicOf(answer));
  else byId("ranking").replaceChildren(note("Ask something: the passages that were considered appear here."));
}

/** The question that an answer replies to, without how the bot was addressed. */
function questionOf(answer) {
  const mention = new RegExp(`@${world.bot.username}\\b`, "gi");
  return answer.reply_to_message.text.replace(/^\/ask\b/, "").replace(mention, "").trim();
}

/** The earlier question that the answer says it is about, null when it stands alone. */
const topicOf = (answer) => (answer.text ?? "").match(/^(?:About|О чём речь): (.+)$/m)?.[1] ?? null;

async function showRanking(question, previous) {
  asked = question;
  const place = byId("ranking");
  place.setAttribute("aria-busy", "true");
  try {
    const found = await act("considered", { question, previous });
    if (asked === question) place.replaceChildren(verdict(found, previous), ...ranked(found.passages));
  } catch {
    place.replaceChildren(note("The passages cannot be looked up at the moment."));
  }
  place.removeAttribute("aria-busy");
}

function verdict(found, previous) {
  const percent = Math.round(found.confidence * 100);
  const outcome = found.answered ? "enough to answer" : "too little to answer (50 % is needed)";
  const unknown = found.unknown.length ? `Not in any source: ${found.unknown.join(", ")}.` : null;
  return element(
    "div.verdict",
    {},
    element("p.asked", {}, `“${found.question}”`),
    previous ? element("p", {}, `together with “${previous}”`) : null,
    element("p", {}, `Confidence ${percent} %: ${outcome}.`),
    element("meter", { min: 0, max: 1, low: 0.5, optimum: 1, value: found.confidence, "aria-label": "Confidence" }),
    unknown ? element("p", {}, unknown) : null,
  );
}

function ranked(passages) {
  if (!passages.length) return [note("No passage shares a word with the question.")];
  const best = Math.max(...passages.map((passage) => passage.score), 0.0001);
  return [element("ol.passages", {}, ...passages.map((passage) => element("li", {}, ...passageOf(passage, best))))];
}

function passageOf(passage, best) {
  const words = passage.matches.map((match) =>
    element("span.word", { title: `in ${match.passages} passages` }, `${match.found} ${match.weight.toFixed(2)}`),
  );
  return [
    element("p.source", {}, passage.title, passage.published ? element("span.date", {}, ` · ${passage.published}`) : ""),
    element(
      "div.score",
      {},
      element("meter", { min: 0, max: best, value: Math.max(passage.score, 0), "aria-label": "Score" }),
      element("span", {}, passage.score.toFixed(2)),
    ),
    element("p.sentence", {}, passage.sentence),
    words.length ? element("p.matched", {}, ...words) : null,
    passage.features.length
      ? element("details", {}, element("summary", {}, "Features"), featureTable(passage.features))
      : null,
  ].filter(Boolean);
}

/** What each feature is worth and what it added to the score; a date has no value of its own. */
function featureTable(features) {
  const heads = ["Feature", "Value", "Points"].map((head) => element("th", { scope: "col" }, head));
  const rows = features.map(({ name, value, points }) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, name.replaceAll("_", " ")),
      element("td", {}, value === null ? "" : value.toFixed(3)),
      element("td", {}, points.toFixed(2)),
    ),
  );
  return element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows));
}

const note = (text) => element("p.note", {}, text);
