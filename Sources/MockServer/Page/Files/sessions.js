// Sessions: isolated states of the same mock.

function renderSessions() {
  $("#session-count").textContent = app.sessionLimit ? `${app.sessions.length} of at most ${app.sessionLimit}` : "";
  const rows = app.sessions.map((session) => [
    make("span", { class: session.name === app.session ? "name" : "" }, session.name),
    session.fixture ?? "",
    { number: session.requests },
    { number: session.changes },
    session.faults ? { number: session.faults } : { number: "–" },
    { number: idleText(session.idleSeconds) },
    make("div", { class: "row" },
      session.name === app.session ? null : button("Use", () => go({ session: session.name }), { class: "small", "aria-label": `Use ${session.name}` }),
      button("Reset", () => resetSession(session.name), { class: "small", "aria-label": `Reset ${session.name}` }),
      session.name === "default" ? null : button("Delete", () => deleteSession(session.name), { class: "small danger", "aria-label": `Delete ${session.name}` })),
  ]);
  const columns = ["Session", "Fixture", ...["Requests", "Changes", "Faults", "Idle"].map((number) => ({ number })), make("span", { class: "unseen" }, "Operations")];
  $("#session-list").replaceChildren(grid(columns, rows, { class: "records sessions" }));
}

const idleText = (seconds = 0) => (seconds < 60 ? `${seconds} s` : seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`);

function renderChosen() {
  const chosen = chosenSession();
  const counts = Object.entries(chosen?.tables ?? {}).map(([name, count]) => `${count} ${name}`);
  $("#session-state").textContent = chosen ? `${chosen.fixture} Records: ${counts.join(", ")}.` : "It is created by its first request.";
  $("#session-url").value = frontEndURL(app.session);
  $("#session-delete").disabled = app.session === "default";
  $("#session-dump").href = `/__understudy/${ofSession("state")}`;
  $("#session-dump").download = `${app.session}.json`;
  const snapshots = chosen?.snapshots ?? [];
  $("#snapshot-list").replaceChildren(...(snapshots.length ? snapshots : [null]).map((name) => (name === null
    ? make("li", { class: "dim" }, "none yet")
    : make("li", {}, make("span", {}, name),
      button("Restore", () => change(`snapshots/${part(name)}/restore`, "POST", `Restored snapshot ${name}`), { class: "small", "aria-label": `Restore ${name}` }),
      button("Delete", () => change(`snapshots/${part(name)}`, "DELETE", `Snapshot ${name} was deleted`), { class: "small danger", "aria-label": `Delete snapshot ${name}` })))));
}

function renderFixtures() {
  $("#session-fixture").replaceChildren(make("option", { value: "" }, "the initial fixture"),
    ...app.fixtures.map((fixture) => make("option", { value: fixture.name }, fixture.name)));
  $("#fixture-list").replaceChildren(...app.fixtures.map((fixture) => make("li", {},
    make("span", {}, fixture.name, make("small", {}, fixture.description ?? "")),
    button("Load", async () => {
      if (!(await confirmed(`Load fixture ${fixture.name} into session ${app.session}? Its current state is lost.`, "Load"))) return;
      change(`fixture?name=${part(fixture.name)}`, "POST", `Fixture ${fixture.name} was loaded into ${app.session}`);
    }, { class: "small", "aria-label": `Load fixture ${fixture.name}` }))));
}

/** Changes the chosen session; shows a refusal in its card. */
async function change(path, method, done, body) {
  const isDone = await attempt("#chosen-problem", () => askSession(path, { method, body }));
  if (isDone) say(done);
  await attempt(null, refreshSessions);
  return isDone;
}

async function resetSession(name) {
  if (!(await confirmed(`Reset session ${name} to its initial state?`, "Reset"))) return;
  if (await attempt(null, () => post(ofSession("reset", name)))) say(`${name} was reset`);
  await attempt(null, refreshSessions);
}

async function deleteSession(name) {
  if (!(await confirmed(`Delete session ${name}?`, "Delete"))) return;
  if (await attempt(null, () => ask(ofSession("", name), { method: "DELETE" }))) {
    say(`${name} was deleted`);
    if (name === app.session) go({ session: "default" });
  }
  await attempt(null, refreshSessions);
}

const reloadSessionsSoon = debounced(1000, () => app.view === "sessions" && attempt(null, refreshSessions));

addView("sessions", {
  label: "Sessions",
  start() {
    const onSubmit = (form, work) => $(form).addEventListener("submit", (event) => {
      event.preventDefault();
      work(event.target);
    });
    onSubmit("#session-make", async (form) => {
      const name = $("#session-name").value.trim();
      const fixture = $("#session-fixture").value;
      const isMade = await attempt("#session-problem", () => ask(ofSession("", name), { method: "PUT", body: fixture ? { fixture } : {} }));
      if (!isMade) return;
      form.reset();
      await attempt(null, refreshSessions);
      go({ session: name });
      say(`Session ${name} was created and selected`);
    });
    onSubmit("#session-fork", async (form) => {
      const name = $("#fork-name").value.trim();
      if (!(await change(`fork?to=${part(name)}`, "POST", `Session ${name} was created and selected`))) return;
      form.reset();
      go({ session: name });
    });
    onSubmit("#snapshot-take", async (form) => {
      const name = $("#snapshot-name").value.trim();
      if (await change(`snapshots?name=${part(name)}`, "POST", `Snapshot ${name} was taken`)) form.reset();
    });
    $("#session-copy").addEventListener("click", () => copy($("#session-url").value, "the URL"));
    $("#session-url").addEventListener("focus", (event) => event.target.select());
    $("#session-reset").addEventListener("click", () => resetSession(app.session));
    $("#session-delete").addEventListener("click", () => deleteSession(app.session));
    $("#fixture-file").addEventListener("change", async (event) => {
      const file = event.target.files[0];
      if (!file) return;
      await change("fixture", "PUT", `${file.name} was loaded into ${app.session}`, await file.text());
      event.target.value = "";
    });
    $("#session").addEventListener("change", (event) => go({ session: event.target.value }));
    stream.listeners.push(reloadSessionsSoon);
    // A session is created by its first request.
    stream.listeners.push((entries) => {
      const known = new Set(app.sessions.map((session) => session.name));
      if (entries.some((entry) => !known.has(entry.session))) refreshSessionsSoon();
    });
  },
  show() {
    renderChosen();
    attempt(null, refreshSessions);
  },
  sessionChanged: () => renderChosen(),
  sessionsChanged() {
    renderSessions();
    renderChosen();
  },
  contractLoaded: renderFixtures,
});
