// The contract's actions, each with a form that sends real requests in the selected session.

const actions = { chosen: null };

function renderActionList() {
  const text = $("#action-search").value.trim().toLowerCase();
  const matching = app.contract.actions.filter((action) => `${action.name} ${action.summary}`.toLowerCase().includes(text));
  $("#action-list").replaceChildren(...matching.map((action) => make("div", {
    role: "option", id: `action-${part(action.name)}`, "data-name": action.name, "aria-selected": String(action.name === actions.chosen), on: { click: () => showAction(action.name) },
  }, action.name, make("span", { class: "dim note" }, action.method))));
}

function showAction(name, values) {
  const action = app.contract.actions.find((each) => each.name === name);
  if (!action) return;
  actions.chosen = name;
  for (const option of $("#action-list").children) {
    const isChosen = option.dataset.name === name;
    option.setAttribute("aria-selected", String(isChosen));
    if (isChosen) {
      $("#action-list").setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }
  const form = actionForm(action);
  Object.assign(actions, { form, text: JSON.stringify(action) });
  const answer = make("div", { class: "card", "aria-live": "polite", hidden: true });
  const problem = make("p", { class: "problem", role: "alert", hidden: true });
  const extra = (label, placeholder) => make("input", { "aria-label": label, placeholder, spellcheck: "false" });
  const headers = { "X-Understudy-Fault": extra("X-Understudy-Fault", "latency=500, status=503"), Authorization: extra("Authorization", "Bearer …"), "If-None-Match": extra("If-None-Match", "\"…\"") };
  const examples = make("select", { "aria-label": "Fill in an example" }, make("option", { value: "" }, "Fill in an example…"),
    (action.examples ?? []).map((example, index) => make("option", { value: String(index) }, `${example.name}${example.status ? ` (${example.status})` : ""}`)));
  examples.addEventListener("change", () => {
    const example = action.examples[examples.value];
    if (example) form.fill(withoutAction(example.request ?? {}));
  });
  const element = make("form", { class: "card", autocomplete: "off" },
    make("div", { class: "head" }, make("h2", {}, `${action.method} ${action.name}`), examples),
    make("p", { class: "dim" }, action.summary ?? ""),
    form.fieldCount ? form.element : make("p", { class: "note dim" }, "It takes no arguments."),
    make("label", { class: "check" }, form.asJSON, "as JSON"),
    make("details", {}, make("summary", {}, "Headers"),
      make("div", { class: "fields" }, Object.entries(headers).map(([header, input]) => make("label", {}, header, input)))),
    problem,
    make("div", { class: "row" }, make("button", { class: "main", title: "Ctrl+Enter" }, "Send"), make("span", { class: "note dim" }, "to ", frontEndURL(app.session))));
  element.addEventListener("submit", (event) => {
    event.preventDefault();
    const sent = Object.entries(headers).map(([header, input]) => [header, input.value.trim()]).filter(([, value]) => value);
    attempt(problem, () => sendAction(action, form.values(), sent, answer));
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    element.requestSubmit();
  });
  $("#action-page").replaceChildren(element, answer, aboutAction(action));
  if (values) form.fill(values);
}

/** The arguments of a body that names its action, without the name. */
const withoutAction = ({ [app.contract.routing?.member ?? ""]: ignored, ...rest }) => rest;

function aboutAction(action) {
  const statuses = Object.entries(action.responses ?? {});
  return make("div", { class: "card" },
    make("h2", {}, "Rules and schemas"),
    make("ul", { class: "rules" }, (action.rules ?? []).map((rule) => make("li", {},
      pill(rule.level, rule.level === "must" ? "blue" : ""), rule.text, " ", make("code", { class: "dim" }, rule.id)))),
    make("details", {}, make("summary", {}, "Request schema"), bodyView(JSON.stringify(action.request ?? {}), "the request's schema")),
    statuses.map(([status, schema]) => make("details", {}, make("summary", {}, `Response ${status}`),
      schema ? bodyView(JSON.stringify(schema), `the schema of ${status}`) : make("p", { class: "dim note" }, "no schema"))));
}

const textOf = (value) => (typeof value === "string" ? value : Array.isArray(value) ? value.map(textOf).join(",") : JSON.stringify(value));

/** An argument as `name=value` pairs of a query or a form: an array is repeated, or joined by commas, which are not encoded. */
function pairs(action, name, value) {
  if (value === null || value === undefined) return [];
  const pair = (text) => `${part(name)}=${text}`;
  if (!Array.isArray(value)) return [pair(part(textOf(value)))];
  const elements = value.map((element) => part(textOf(element)));
  return action.styles?.[name] === "comma" ? [pair(elements.join(","))] : elements.map(pair);
}

/** Creates the request for an action's arguments: `{url, method, headers, body}`. */
function requestOf(action, values) {
  const { parameter, member, header, prefix = "" } = app.contract.routing ?? {};
  const query = [];
  const headers = [];
  const isTyped = typeof values === "string";
  // Invalid JSON is sent as typed, so that the service can refuse it: the query then names the action where it can.
  const naming = isTyped && action.naming === "member" && parameter ? "parameter" : action.naming;
  if (naming === "parameter") query.push(...pairs(action, parameter, action.name));
  if (naming === "header") headers.push([header, prefix + action.name]);
  const { key } = app.contract;
  if (key?.header) headers.push([key.header, key.value]);
  if (key?.parameter) query.push(...pairs(action, key.parameter, key.value));
  const given = isTyped ? {} : values ?? {};
  const placeOf = (name) => action.places?.[name] ?? action.place;
  const of = (place) => Object.entries(given).filter(([name]) => placeOf(name) === place);
  for (const [name, value] of of("query")) query.push(...pairs(action, name, value));
  for (const [name, value] of of("headers")) if (value !== null) headers.push([name, textOf(value)]);
  const path = (action.path ?? "/").replaceAll(/\{([^}]+)\}/g, (_, name) => part(textOf(given[name] ?? "")));
  const url = `/s/${part(app.session)}${path}${query.length > 0 ? `?${query.join("&")}` : ""}`;
  const request = { url, method: action.method, headers };
  if (isTyped && action.body) return { ...request, body: values, type: "application/json" };
  const members = Object.fromEntries(of("body"));
  switch (action.body) {
    case "json": {
      const named = naming === "member" ? { [member]: action.name, ...members } : members;
      const value = action.bodyArgument ? members[action.bodyArgument] : named;
      return value === undefined ? request : { ...request, body: JSON.stringify(value), type: "application/json" };
    }
    case "form": {
      const form = [];
      if (naming === "member") form.push(...pairs(action, member, action.name));
      for (const [name, value] of Object.entries(members)) form.push(...pairs(action, name, value));
      return { ...request, body: form.join("&"), type: "application/x-www-form-urlencoded" };
    }
    case "text": return { ...request, body: textOf(members[action.bodyArgument] ?? ""), type: "text/plain; charset=utf-8" };
    default: return request;
  }
}

async function sendAction(action, values, headers, place) {
  const { url, method, body, type, headers: own } = requestOf(action, values);
  if (body !== undefined && method === "GET") throw new Error("The arguments of a GET are the members of one JSON object");
  const options = { method, body, headers: [...own, ...headers], cache: "no-store" };
  if (body !== undefined) options.headers.push(["Content-Type", type]);
  const start = performance.now();
  let shown;
  try {
    const response = await fetch(url, options);
    const lines = [...response.headers];
    let text = "";
    let broken = null;
    try {
      text = await response.text();
    } catch (error) {
      broken = `The body ended early: ${error.message}`;
    }
    const took = performance.now() - start;
    shown = [
      make("h2", {}, make("span", { class: "status", "data-class": statusClass(response.status) }, String(response.status)), " ", make("span", { class: "dim" }, milliseconds(took))),
      broken ? make("p", { class: "problem" }, broken) : bodyView(text, "the response body"),
      headersView(lines, "Answer"),
    ];
  } catch (error) {
    shown = [make("h2", {}, "No response"), make("p", { class: "problem" }, `fetch says: ${error.message}`)];
  }
  place.hidden = false;
  place.replaceChildren(...shown.filter(Boolean));
}

addView("actions", {
  label: "Actions",
  start() {
    $("#action-search").addEventListener("input", renderActionList);
    const list = $("#action-list");
    arrowKeys(list, () => [...list.children], () => list.querySelector("[aria-selected=true]"), (option) => showAction(option.dataset.name));
  },
  show() {
    if (!actions.chosen && app.contract.actions.length) showAction(app.contract.actions[0].name);
  },
  contractLoaded() {
    $("#action-names").replaceChildren(...app.contract.actions.map((action) => make("option", { value: action.name })));
    renderActionList();
    const chosen = app.contract.actions.find((action) => action.name === actions.chosen);
    if (!chosen) actions.chosen = null;
    // An action whose contract has changed is rendered again, keeping the form's values.
    else if (JSON.stringify(chosen) !== actions.text) showAction(chosen.name, actions.form?.filled());
    if (app.view === "actions") this.show();
  },
  sessionChanged() {
    // The form's target URL has changed; its values are kept.
    const shown = $("#action-page form .row .note");
    if (shown) shown.textContent = `to ${frontEndURL(app.session)}`;
  },
  search: "#action-search",
});
