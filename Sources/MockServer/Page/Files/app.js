// The selected session and view, both stored in the URL's fragment, so that a reload or a link restores them.

const app = { session: "default", view: "requests", sessions: [], contract: { actions: [], tables: [] }, fixtures: [] };

/** Views by name: `{label, start(), show(), sessionChanged(), search}`; `badge()` is displayed next to the label. */
const views = new Map();

const addView = (name, view) => views.set(name, view);

/** The session of the page's own address, `/s/NAME/__understudy/`, is chosen at first. */
const firstSession = safelyDecoded(/^\/s\/([^/]+)\//.exec(location.pathname)?.[1]) || "default";

function readAddress() {
  const [view, query] = location.hash.replace(/^#\/?/, "").split("?");
  const session = new URLSearchParams(query ?? "").get("session");
  return { view: views.has(view) ? view : "requests", session: session || firstSession };
}

const address = (view, session) => `#/${view}${session === firstSession ? "" : `?session=${part(session)}`}`;

function go({ view = app.view, session = app.session }) {
  const hash = address(view, session);
  if (location.hash !== hash) history.replaceState(null, "", hash);
  const isOther = session !== app.session;
  app.session = session;
  if (isOther) chosenSessionChanged();
  if (view !== app.view || isOther || !app.isShown) showView(view);
}

function showView(name) {
  app.view = name;
  app.isShown = true;
  for (const [other, view] of views) {
    const isChosen = other === name;
    $(`#view-${other}`).hidden = !isChosen;
    view.tab.setAttribute("aria-selected", isChosen);
    view.tab.tabIndex = isChosen ? 0 : -1;
  }
  views.get(name).tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  document.title = `${views.get(name).label} · Understudy`;
  views.get(name).show?.();
}

function chosenSessionChanged() {
  for (const element of document.querySelectorAll("[data-session]")) element.textContent = app.session;
  renderSessionChoice();
  for (const view of views.values()) view.sessionChanged?.();
}

function renderSessionChoice() {
  const names = app.sessions.map((session) => session.name);
  if (!names.includes(app.session)) names.push(app.session);
  const select = $("#session");
  if ([...select.options].map((option) => option.value).join("\n") !== names.join("\n")) {
    select.replaceChildren(...names.map((name) => make("option", { value: name }, name)));
  }
  select.value = app.session;
}

/** The chosen session as it was last heard of. */
const chosenSession = () => app.sessions.find((session) => session.name === app.session);

/** Asks for the sessions anew, and shows what hangs on them everywhere. */
async function refreshSessions() {
  const answer = await ask("sessions");
  app.sessions = answer.sessions;
  app.sessionLimit = answer.limit;
  renderSessionChoice();
  for (const view of views.values()) view.sessionsChanged?.();
  renderBadges();
}

const refreshSessionsSoon = debounced(400, () => attempt(null, refreshSessions));

function renderBadges() {
  for (const view of views.values()) {
    const badge = view.badge?.();
    $(".badge", view.tab)?.remove();
    if (badge) view.tab.append(make("span", { class: "badge" }, String(badge)));
  }
}

function buildTabs() {
  const tabs = [...views].map(([name, view]) => {
    view.tab = make("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `view-${name}`, on: { click: () => go({ view: name }) },
    }, view.label);
    return view.tab;
  });
  $("#tabs").replaceChildren(...tabs);
  $("#tabs").addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -tabs.length, End: tabs.length }[event.key];
    if (!step) return;
    event.preventDefault();
    const names = [...views.keys()];
    const at = names.indexOf(app.view) + step;
    const to = Math.abs(step) === 1 ? (at + names.length) % names.length : Math.min(Math.max(at, 0), names.length - 1);
    go({ view: names[to] });
    views.get(names[to]).tab.focus();
  });
}
