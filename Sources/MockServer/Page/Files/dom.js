// All elements are created here, with text nodes only, so that no data of a request can be interpreted as markup.

const $ = (selector, root = document) => root.querySelector(selector);

/** Creates an element with attributes, listeners (`on`) and children: elements or texts. */
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

/** Displays a message for a short time, and announces it to screen readers. */
function say(text, isBad = false) {
  $("#toast").replaceChildren(make("p", { class: isBad ? "bad" : "" }, text));
  clearTimeout(say.timer);
  say.timer = setTimeout(() => $("#toast").replaceChildren(), isBad ? 8000 : 3500);
}

/** Displays an error in its element, or clears it. */
function showProblem(place, error) {
  const element = typeof place === "string" ? $(place) : place;
  element.textContent = error ? error.message : "";
  element.hidden = !error;
}

/** Runs an operation and displays its error in an element; returns whether it succeeded. */
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

/** Asks for confirmation of an operation that cannot be undone. */
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
    // The clipboard needs a permission, and HTTPS on other hosts than localhost.
    const area = make("textarea", { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(`Copied ${what}`);
}

/** Throttles a function: it is called at most once per interval, with the last arguments. */
function debounced(milliseconds, work) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), milliseconds);
  };
}

/** Creates a table of cells: texts, elements, or `{number}` for right-aligned ones; the same for its columns. */
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

/** Adds arrow key navigation to a list box; `choose` is called with the new option. */
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
