// Single-key shortcuts outside of fields, which can be disabled for users of speech input (WCAG 2.1.4).

const shortcuts = [
  ["1", "7", "a view", null],
  ["/", null, "filter or search", () => focusSearch()],
  ["s", null, "select the session", () => $("#session").focus()],
  ["l", null, "go to the list of requests", () => (go({ view: "requests" }), $("#request-list").focus())],
  ["p", null, "pause new requests, or continue", () => app.view === "requests" && pause(!requests.isPaused)],
  ["c", null, "copy the request as curl", () => requests.shown && copyAsCurl(requests.shown)],
  ["r", null, "rewind to before the request", () => requests.shown && rewindBefore(requests.shown)],
  ["n", null, "add a record", () => app.view === "tables" && $("#table-add").click()],
  ["?", null, "this help", () => $("#help-dialog").showModal()],
];
const otherKeys = [["↑ ↓", "move in a list"], ["Enter", "open"], ["Esc", "close"], ["← →", "between views, on their tabs"], ["Ctrl Enter", "save, send"]];

const shortcutsSwitch = "understudy-shortcuts";

function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function focusSearch() {
  const search = views.get(app.view).search;
  if (search) $(search).focus();
}

function startKeys() {
  const key = (text) => make("kbd", {}, text);
  $("#help-keys").replaceChildren(...shortcuts.flatMap(([first, last, what]) => [
    make("dt", {}, key(first), last ? [" – ", key(last)] : null), make("dd", {}, what),
  ]), ...otherKeys.flatMap(([keys, what]) => [make("dt", {}, key(keys)), make("dd", {}, what)]));
  const enabled = $("#help-enabled");
  enabled.checked = stored(shortcutsSwitch) !== "off";
  enabled.addEventListener("change", () => {
    try {
      localStorage.setItem(shortcutsSwitch, enabled.checked ? "on" : "off");
    } catch {
      // A browser without storage: the setting lasts until the page is reloaded.
    }
  });
  $("#help-button").addEventListener("click", () => $("#help-dialog").showModal());
  for (const close of document.querySelectorAll("[data-close]")) close.addEventListener("click", () => close.closest("dialog").close());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && requests.shown && !$("dialog[open]") && app.view === "requests") return closeDetails();
    const isTyping = event.target.closest("input, textarea, select, dialog");
    if (isTyping || !enabled.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    const view = [...views.keys()][Number(event.key) - 1];
    const shortcut = shortcuts.find(([first, last]) => first === event.key && !last);
    if (!view && !shortcut) return;
    event.preventDefault();
    if (view) {
      go({ view });
      views.get(view).tab.focus();
    } else {
      shortcut[3]();
    }
  });
}
