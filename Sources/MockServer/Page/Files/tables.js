// The tables of the selected session: search, page, edit a record as JSON, add, delete.

const pageSize = 50;
const tables = { name: null, offset: 0, key: [], items: [], asked: 0 };

async function loadTables() {
  const session = app.session;
  const answer = await askSession("tables");
  if (session !== app.session) return;
  tables.all = answer.tables;
  if (!answer.tables.some((table) => table.name === tables.name)) {
    tables.name = answer.tables[0]?.name ?? null;
    tables.offset = 0;
  }
  $("#table-name").replaceChildren(...answer.tables.map((table) => make("option", { value: table.name }, `${table.name} (${table.count})`)));
  if (tables.name) $("#table-name").value = tables.name;
  await loadRecords();
}

async function loadRecords() {
  if (!tables.name) return $("#table-records").replaceChildren(make("p", { class: "empty" }, "No tables."));
  const asked = (tables.asked += 1);
  const query = new URLSearchParams({ limit: pageSize, offset: tables.offset });
  const text = $("#table-search").value.trim();
  if (text) query.set("search", text);
  const answer = await askSession(`tables/${part(tables.name)}?${query}`);
  if (asked !== tables.asked) return;
  Object.assign(tables, { key: answer.key, items: answer.items, matches: answer.matches });
  if (answer.items.length === 0 && tables.offset > 0 && answer.matches > 0) {
    tables.offset = Math.floor((answer.matches - 1) / pageSize) * pageSize;
    return loadRecords();
  }
  renderRecords();
}

function cellOf(value) {
  if (value === undefined) return make("span", { class: "absent" });
  if (value === null) return make("span", { class: "null" }, "null");
  if (typeof value === "number" || isRaw(value)) {
    const text = JSON.stringify(value);
    return make("span", { class: "number", title: timeTitle(text) }, text);
  }
  if (typeof value === "boolean") return make("span", { class: "number" }, String(value));
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return make("span", { title: text.length > 30 ? text.slice(0, 500) : null }, text.length > 160 ? `${text.slice(0, 160)}…` : text);
}

function renderRecords() {
  const { items, key, offset, matches } = tables;
  $("#table-range").textContent = matches ? `${offset + 1}–${offset + items.length} of ${matches}` : "none";
  $("#table-earlier").disabled = offset === 0;
  $("#table-later").disabled = offset + items.length >= matches;
  if (items.length === 0) {
    const text = $("#table-search").value.trim() ? "No record matches the search." : "This table has no records.";
    return $("#table-records").replaceChildren(make("p", { class: "empty" }, text));
  }
  const names = new Set(key);
  for (const item of items) for (const name of Object.keys(item)) names.add(name);
  const columns = [...names];
  const focused = document.activeElement?.closest?.("#table-records tr")?.rowIndex;
  const rows = items.map((item) => make("tr", {
    tabindex: "0", "aria-label": `Edit ${key.map((name) => item[name]).join(", ")}`,
    on: {
      click: () => editRecord(item),
      keydown: (event) => {
        if (event.target !== event.currentTarget) return;
        const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
        if (event.key === "Enter") editRecord(item);
        else if (!step) return;
        else event.currentTarget[step]?.focus();
        event.preventDefault();
      },
    },
  }, columns.map((name) => make("td", { "data-label": name, class: key.includes(name) ? "key" : null }, cellOf(item[name])))));
  $("#table-records").replaceChildren(make("table", { class: "records" },
    make("thead", {}, make("tr", {}, columns.map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, rows)));
  if (focused) rows[focused - 1]?.focus();
}

const keyText = (item) => JSON.stringify(tables.key.map((name) => item[name]));
const keyQuery = (item) => new URLSearchParams(tables.key.map((name) => [name, typeof item[name] === "string" ? item[name] : JSON.stringify(item[name])]));

/** Opens the editor on a record; on a new one when `isNew`. */
function editRecord(item, isNew = false) {
  tables.edited = { item, isNew, table: tables.name, session: app.session, key: tables.key };
  $("#record-title").textContent = isNew ? `New record in ${tables.name}` : `Record in ${tables.name}`;
  $("#record-text").value = JSON.stringify(item, null, 2);
  $("#record-delete").hidden = isNew;
  showProblem("#record-problem", null);
  noteKey();
  $("#record-dialog").showModal();
  $("#record-text").focus();
  $("#record-text").setSelectionRange(0, 0);
}

/** A new record of the shape of those there are, its key still to be written. */
function recordTemplate() {
  const like = tables.items[0] ?? {};
  const blank = {};
  for (const name of tables.key) blank[name] = "";
  return { ...like, ...blank };
}

function editedItem() {
  let item;
  try {
    item = parseExactly($("#record-text").value);
  } catch (error) {
    throw new Error(`This is not JSON: ${error.message}`);
  }
  if (item === null || typeof item !== "object" || Array.isArray(item) || isRaw(item)) throw new Error("A record is a JSON object: { … }");
  return item;
}

function noteKey() {
  let note = "";
  try {
    const { item, isNew } = tables.edited;
    if (isNew) note = `Its key is ${tables.key.join(" and ")}. A record with the same key is replaced.`;
    else if (keyText(editedItem()) !== keyText(item)) note = "The key has changed: saving adds a second record.";
  } catch {
    // The text may be invalid JSON while it is being typed.
  }
  $("#record-note").textContent = note;
}

async function saveRecord() {
  const { table, session, isNew } = tables.edited;
  const isSaved = await attempt("#record-problem", async () => {
    editedItem();
    // Sent as typed: the mock parses its numbers exactly.
    await ask(ofSession(`tables/${part(table)}`, session), { method: "PUT", body: $("#record-text").value });
  });
  if (!isSaved) return;
  $("#record-dialog").close();
  say(isNew ? "Record added" : "Record saved");
  await attempt(null, loadTables);
}

async function deleteRecord() {
  const { item, table, session } = tables.edited;
  if (!(await confirmed(`Delete ${tables.key.map((name) => item[name]).join(", ")} from ${table}?`, "Delete"))) return;
  const path = `${ofSession(`tables/${part(table)}`, session)}?${keyQuery(item)}`;
  if (!(await attempt("#record-problem", () => ask(path, { method: "DELETE" })))) return;
  $("#record-dialog").close();
  say("Record deleted");
  await attempt(null, loadTables);
}

function turnPage(step) {
  tables.offset = Math.max(0, tables.offset + step * pageSize);
  attempt(null, loadRecords);
}

const reloadTablesSoon = debounced(300, () => app.view === "tables" && attempt(null, loadTables));

addView("tables", {
  label: "Tables",
  start() {
    stream.listeners.push((entries) => {
      if (entries.some((entry) => entry.session === app.session && entry.method !== "GET" && entry.tables?.length)) reloadTablesSoon();
    });
    const first = () => {
      tables.offset = 0;
      attempt(null, loadRecords);
    };
    $("#table-search").addEventListener("input", debounced(200, first));
    $("#table-name").addEventListener("change", (event) => {
      tables.name = event.target.value;
      first();
    });
    $("#table-earlier").addEventListener("click", () => turnPage(-1));
    $("#table-later").addEventListener("click", () => turnPage(1));
    $("#table-add").addEventListener("click", () => tables.name && editRecord(recordTemplate(), true));
    $("#record-form").addEventListener("submit", (event) => {
      event.preventDefault();
      saveRecord();
    });
    $("#record-delete").addEventListener("click", deleteRecord);
    $("#record-text").addEventListener("input", debounced(200, noteKey));
    $("#record-text").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) saveRecord();
    });
  },
  show: () => attempt(null, loadTables),
  sessionChanged() {
    tables.offset = 0;
    $("#record-dialog").close();
  },
  search: "#table-search",
});
