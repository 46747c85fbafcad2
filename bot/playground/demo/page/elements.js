/** Making elements. Text is always set as text, never as markup. */

/** `element("p.note", {id: "x"}, "words", child…)`: a tag with classes, properties or attributes, and children. */
export function element(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const made = document.createElement(name);
  if (classes.length) made.classList.add(...classes);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

/** A line icon of 24 × 24 units. */
export function icon(path) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(space, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** The time of day of a Unix time in seconds. */
export const clock = (seconds, precise = false) =>
  new Date(seconds * 1000).toLocaleTimeString("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: precise ? "2-digit" : undefined,
  });

/** A number from 0 to 6 for the colour of somebody's name and picture. */
export const colour = (id) => Math.abs(Number(id)) % 7;

/** Say something briefly at the bottom of the page. */
export function toast(text) {
  const place = byId("toast");
  place.textContent = text;
  place.classList.add("shown");
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => place.classList.remove("shown"), 3500);
}

/** Say something that has to be confirmed. */
export function alertBox(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}
