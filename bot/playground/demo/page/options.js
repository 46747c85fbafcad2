/** The list above the input line: commands after `/`, inline results after `@bot`. Arrow keys choose, Enter takes. */

import { byId, element } from "./elements.js";

let shown = [];
let active = -1;

/** Show options `{label, detail, take}`; the first is active unless `inactive`. */
export function showOptions(options, { inactive = false } = {}) {
  shown = options;
  const list = byId("options");
  list.hidden = shown.length === 0;
  list.replaceChildren(
    ...shown.map((option, index) =>
      element(
        "div.option",
        { role: "option", id: `option-${index}`, onclick: () => option.take(), onmousedown: (e) => e.preventDefault() },
        element("span.option-label", {}, option.label),
        option.detail ? element("span.option-detail", {}, option.detail) : null,
      ),
    ),
  );
  activate(shown.length && !inactive ? 0 : -1);
}

export const hideOptions = () => showOptions([]);
export const areOptionsShown = () => shown.length > 0;

/** Let the list have a key; true when it used it. */
export function offerKey(key) {
  if (!shown.length) return false;
  if (key === "ArrowDown" || key === "ArrowUp") {
    const step = key === "ArrowDown" ? 1 : -1;
    activate(active < 0 ? (step > 0 ? 0 : shown.length - 1) : (active + step + shown.length) % shown.length);
    return true;
  }
  if ((key === "Enter" || key === "Tab") && active >= 0) {
    shown[active].take();
    return true;
  }
  if (key === "Escape") {
    hideOptions();
    return true;
  }
  return false;
}

function activate(index) {
  active = index;
  const input = byId("input");
  [...byId("options").children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
  if (index < 0) input.removeAttribute("aria-activedescendant");
  else {
    input.setAttribute("aria-activedescendant", `option-${index}`);
    byId(`option-${index}`).scrollIntoView({ block: "nearest" });
  }
}
