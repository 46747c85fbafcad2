/** The line to the local server: actions go up as JSON, events come down as a stream. */

/** Ask the server to do something; resolves to its answer, rejects with an Error that a person can read. */
export async function act(name, body) {
  const response = await fetch(`/do/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return answerOf(response);
}

/** Send a file with an optional caption. */
export async function attach(file, place) {
  const query = new URLSearchParams({ ...place, name: file.name });
  return answerOf(await fetch(`/attach?${query}`, { method: "POST", body: file }));
}

/**
 * Listen for events. The first event after every (re)connection is the whole state, so nothing is missed; the browser
 * reconnects by itself, `onLost` is called in between.
 */
export function listen(onEvent, onLost) {
  const source = new EventSource("/events");
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onerror = onLost;
}

async function answerOf(response) {
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? "The playground did not understand that.");
  return answer;
}
