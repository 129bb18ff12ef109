// Elements are made here, and only so: text goes in as text, so that nothing a request brings can become markup.

const $ = (selector, root = document) => root.querySelector(selector);

/** Makes an element with attributes, listeners (`on`) and children: elements or texts. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    } else if (name === "value" || name === "checked" || name === "selected") {
      element[name] = value;
    } else {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

const button = (label, listener, attributes = {}) => make("button", { type: "button", on: { click: listener }, ...attributes }, label);
const pill = (text, color = "") => make("span", { class: `pill ${color}` }, text);
const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** Says something for a moment, to the eye and to a screen reader. */
function say(text, isBad = false) {
  $("#toast").replaceChildren(make("p", { class: isBad ? "bad" : "" }, text));
  clearTimeout(say.timer);
  say.timer = setTimeout(() => $("#toast").replaceChildren(), isBad ? 8000 : 3500);
}

/** Shows an error where it belongs, or takes it away. */
function showProblem(place, error) {
  const element = typeof place === "string" ? $(place) : place;
  element.textContent = error ? error.message : "";
  element.hidden = !error;
}

/** Does something that may be refused; shows why where it belongs. Returns whether it went well. */
async function attempt(place, work) {
  try {
    await work();
    if (place) showProblem(place, null);
    return true;
  } catch (error) {
    if (place) showProblem(place, error);
    else say(error.message, true);
    return false;
  }
}

/** Asks before what cannot be undone. */
function confirmed(question, yes) {
  const dialog = $("#confirm-dialog");
  $("#confirm-question").textContent = question;
  $("#confirm-yes").textContent = yes;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without the permission, or on plain HTTP under another name than localhost.
    const area = make("textarea", { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(`Copied ${what}`);
}

/** Calls at most once in a while, with the last arguments. */
function debounced(milliseconds, work) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), milliseconds);
  };
}

/** A table of cells: texts, elements, or `{number}` for those that line up at the right; the same for its columns. */
function grid(columns, rows, attributes = {}) {
  const cell = (tag, content, label) => {
    const isNumber = content !== null && typeof content === "object" && "number" in content;
    return make(tag, { class: isNumber ? "number" : null, "data-label": label }, isNumber ? String(content.number) : content);
  };
  return make("table", attributes,
    make("thead", {}, make("tr", {}, columns.map((column) => cell("th", column)))),
    make("tbody", {}, rows.map((row) => make("tr", {}, row.map((content, index) => {
      const column = columns[index];
      return cell("td", content, column.number ?? column.textContent ?? column);
    })))));
}

/** Lets arrow keys move through the options of a list box; `choose` is told where to. */
function arrowKeys(list, options, current, choose) {
  list.addEventListener("keydown", (event) => {
    const all = options();
    const at = all.indexOf(current());
    const page = Math.max(1, Math.floor(list.clientHeight / 32) - 1);
    const to = {
      ArrowDown: at + 1, ArrowUp: Math.max(at - 1, 0), Home: 0, End: all.length - 1, PageDown: at + page, PageUp: at - page,
    }[event.key];
    if (to === undefined || all.length === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(all[Math.min(Math.max(to, 0), all.length - 1)]);
  });
}
