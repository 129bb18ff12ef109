// The requests of a session, newest first.

const mostRows = 1000;
const keptBody = 16_384;
const requests = { rows: [], byKey: new Map(), selected: null, isPaused: false, held: [], isEverySession: false };

const keyOf = (entry) => `${entry.session} ${entry.sequence}`;

/** Keeps of a body what a list needs; details ask for the rest. */
function trimmed(entry) {
  for (const side of [entry.request, entry.response]) {
    if (side && side.body && side.body.length > keptBody) {
      side.body = side.body.slice(0, keptBody);
      entry.isCut = true;
    }
  }
  return entry;
}

function marksOf(entry) {
  const marks = [];
  if (entry.violations?.length) marks.push(pill(entry.violations.length > 1 ? plural(entry.violations.length, "violation") : "violation", "red"));
  if (entry.refusal) marks.push(pill("refused", "amber"));
  const advice = (entry.advice?.length ?? 0) + (entry.warnings?.length ?? 0);
  if (advice) marks.push(pill(`advice${advice > 1 ? ` ${advice}` : ""}`, "amber"));
  for (const fault of entry.faults ?? []) marks.push(pill(fault, "blue"));
  return marks;
}

const milliseconds = (value) => (value === undefined || value === null ? "–" : value < 9.95 ? `${Number(value).toFixed(1)} ms` : value < 9999.5 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`);
const clockText = (time) => (time ?? "").replace(/^.*T/, "").replace(/Z$/, "").slice(0, 12);
const statusClass = (status) => String(Math.floor((status ?? 0) / 100));
const statusText = (entry) => (entry.status ? String(entry.status) : "—");

function rowOf(entry) {
  const name = entry.action ?? `${entry.path}${entry.query ? `?${entry.query}` : ""}`;
  const element = make("div", { class: "entry", role: "option", id: `entry-${part(entry.session)}-${entry.sequence}`, "aria-selected": "false" },
    make("span", { class: "when number dim", title: entry.time }, clockText(entry.time)),
    make("span", { class: "status number", "data-class": statusClass(entry.status) }, statusText(entry)),
    make("span", { class: "method dim" }, entry.method),
    make("span", { class: "what" }, name, requests.isEverySession ? make("span", { class: "said" }, `[${entry.session}]`) : null,
      entry.action ? make("span", { class: "said" }, argumentsOf(entry)) : null),
    make("span", { class: "marks" }, marksOf(entry)),
    make("span", { class: "took number dim" }, milliseconds(entry.milliseconds)));
  const text = [entry.method, entry.path, entry.query, safelyDecoded(entry.query), entry.action, entry.session, entry.request?.body?.slice(0, 4096), entry.response?.body?.slice(0, 4096)];
  const row = { key: keyOf(entry), entry, element, text: text.join("\n").toLowerCase() };
  element.addEventListener("click", () => selectRow(row, true));
  return row;
}

/** The arguments of a request in a line. */
function argumentsOf(entry) {
  let values = Object.fromEntries(new URLSearchParams(entry.query ?? ""));
  const body = entry.request?.body;
  if (body && entry.method !== "GET" && body.length < keptBody) {
    try {
      values = { ...values, ...JSON.parse(body) };
    } catch {
      // Other bodies are displayed in the details only.
    }
  }
  const { action: ignored, _session: also, ...rest } = values;
  return Object.entries(rest).map(([name, value]) => `${name}=${String(typeof value === "object" ? JSON.stringify(value) : value).slice(0, 60)}`).join("  ").slice(0, 300);
}

function safelyDecoded(text) {
  try {
    return decodeURIComponent((text ?? "").replace(/\+/g, " "));
  } catch {
    return "";
  }
}

function isShown(row) {
  const entry = row.entry;
  const text = $("#request-search").value.trim().toLowerCase();
  if (text && !row.text.includes(text)) return false;
  const action = $("#request-action").value;
  if (action && entry.action !== action) return false;
  const kind = $("#request-status").value;
  switch (kind) {
  case "": return true;
  case "refused": return Boolean(entry.refusal);
  case "advice": return Boolean(entry.advice?.length || entry.warnings?.length);
  case "violations": return Boolean(entry.violations?.length);
  case "faults": return Boolean(entry.faults?.length);
  default: return statusClass(entry.status) === kind;
  }
}

/** Adds entries, in any order and some of them again; keeps the newest. */
function addEntries(entries, isLive) {
  const list = $("#request-list");
  const isAtTop = list.scrollTop < 4;
  const before = list.scrollHeight;
  const added = [];
  for (const entry of entries) {
    const key = keyOf(entry);
    const known = requests.byKey.get(key);
    if (known) {
      if (known.entry.time === entry.time) continue;
      dropRow(known);
    }
    const row = rowOf(trimmed(entry));
    requests.byKey.set(key, row);
    added.push(row);
  }
  if (added.length === 0) return renderCount();
  const newestFirst = (one, other) => other.entry.time.localeCompare(one.entry.time) || other.entry.sequence - one.entry.sequence;
  added.sort(newestFirst);
  const isNewer = requests.rows.length === 0 || newestFirst(added[added.length - 1], requests.rows[0]) < 0;
  for (const row of added) {
    row.element.hidden = !isShown(row);
    if (isLive) row.element.classList.add("fresh");
  }
  requests.rows = [...added, ...requests.rows];
  $(".empty", list)?.remove();
  if (isNewer) {
    list.prepend(...added.map((row) => row.element));
  } else {
    requests.rows.sort(newestFirst);
    list.replaceChildren(...requests.rows.map((row) => row.element));
  }
  for (const row of requests.rows.splice(mostRows)) dropRow(row);
  // The scroll position is kept when the reader has scrolled down.
  if (!isAtTop) list.scrollTop += list.scrollHeight - before;
  renderCount();
}

function dropRow(row) {
  row.element.remove();
  requests.byKey.delete(row.key);
  requests.rows = requests.rows.filter((other) => other !== row);
  if (requests.selected === row) $("#request-list").removeAttribute("aria-activedescendant");
}

function clearRows() {
  requests.rows = [];
  requests.byKey.clear();
  requests.held = [];
  $("#request-list").replaceChildren();
  closeDetails();
  renderCount();
}

function renderCount() {
  const shown = requests.rows.filter((row) => !row.element.hidden).length;
  const all = requests.rows.length;
  const held = requests.held.length;
  let text = shown === all ? plural(all, "request") : `${shown} of ${plural(all, "request")}`;
  if (all >= mostRows) text += `; older requests are in the journal`;
  if (held) text += `; ${held} pending`;
  $("#request-count").textContent = text;
  const list = $("#request-list");
  $(".empty", list)?.remove();
  if (shown === 0) {
    list.append(make("p", { class: "empty" }, all ? "No request matches the filter." : `No request yet. Send one to ${frontEndURL(app.session)}`));
  }
}

function filterRows() {
  for (const row of requests.rows) row.element.hidden = !isShown(row);
  renderCount();
}

function selectRow(row, opens) {
  requests.selected?.element.setAttribute("aria-selected", "false");
  requests.selected = row;
  row.element.setAttribute("aria-selected", "true");
  $("#request-list").setAttribute("aria-activedescendant", row.element.id);
  row.element.scrollIntoView({ block: "nearest" });
  const isPhone = matchMedia("(max-width: 760px)").matches;
  if (opens || !isPhone) showDetails(row.entry);
  if (opens && isPhone) $("#request-details").focus();
}

function pause(isPaused) {
  requests.isPaused = isPaused;
  $("#request-pause").setAttribute("aria-pressed", isPaused);
  $("#request-pause").textContent = isPaused ? "Continue" : "Pause";
  if (!isPaused) addEntries(requests.held.splice(0), true);
  renderCount();
}

async function loadJournal() {
  const session = app.session;
  const answer = await ask(`${ofSession("journal", session)}?limit=200`).catch((error) => {
    // An unused session has no journal.
    if (error.status === 404) return { entries: [] };
    throw error;
  });
  if (session === app.session) addEntries(answer.entries, false);
}

function listenForRequests() {
  clearRows();
  openStream(requests.isEverySession ? null : app.session);
  $("#export-har").href = `/__understudy/${ofSession("journal/har")}`;
  $("#export-scenario").href = `/__understudy/${ofSession("journal/scenario")}?name=${part(`recorded in ${app.session}`)}`;
}

addView("requests", {
  label: "Requests",
  start() {
    stream.listeners.push((entries) => {
      const mine = requests.isEverySession ? entries : entries.filter((entry) => entry.session === app.session);
      if (!requests.isPaused) return addEntries(mine, true);
      requests.held.push(...mine);
      requests.held.splice(0, requests.held.length - mostRows);
      renderCount();
    });
    // Requests during a connection loss are read from the journal.
    stream.reopened.push(() => attempt(null, loadJournal));
    const list = $("#request-list");
    const shown = () => requests.rows.filter((row) => !row.element.hidden);
    arrowKeys(list, shown, () => requests.selected, (row) => selectRow(row, false));
    list.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !requests.selected) return;
      event.preventDefault();
      selectRow(requests.selected, true);
      $("#request-details").focus();
    });
    $("#request-search").addEventListener("input", debounced(120, filterRows));
    $("#request-action").addEventListener("change", filterRows);
    $("#request-status").addEventListener("change", filterRows);
    $("#request-pause").addEventListener("click", () => pause(!requests.isPaused));
    $("#request-all").addEventListener("change", (event) => {
      requests.isEverySession = event.target.checked;
      listenForRequests();
    });
    $("#request-clear").addEventListener("click", async () => {
      if (!(await confirmed(`Clear the journal of session ${app.session}? Its records are kept.`, "Clear"))) return;
      if (await attempt(null, () => askSession("journal", { method: "DELETE" }))) clearRows();
    });
  },
  sessionChanged: listenForRequests,
  contractLoaded() {
    const select = $("#request-action");
    const chosen = select.value;
    select.replaceChildren(select.options[0], ...app.contract.actions.map((action) => make("option", { value: action.name }, action.name)));
    select.value = chosen;
  },
  search: "#request-search",
});
