// One request and its response, with the findings of the contract check.

const ruleText = (id) => {
  for (const action of app.contract.actions) {
    const rule = action.rules?.find((each) => each.id === id);
    if (rule) return rule.text;
  }
  return (app.contract.rules ?? []).find((each) => each.id === id)?.text;
};

function findingView(label, finding, color) {
  const found = typeof finding === "string" ? { message: finding } : finding;
  return make("div", { class: `finding ${color}` },
    make("b", {}, label), " ", found.message,
    found.pointer ? make("code", {}, ` ${found.pointer}`) : null,
    found.rule ? make("span", { class: "rule" }, make("code", {}, found.rule), ruleText(found.rule) ? ` ${ruleText(found.rule)}` : "") : null);
}

function headersView(headers, what) {
  if (!headers?.length) return null;
  return make("details", {}, make("summary", {}, `${what} headers (${headers.length})`),
    make("dl", { class: "pairs" }, headers.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value)])));
}

function parametersView(query) {
  const pairs = [...new URLSearchParams(query ?? "")];
  if (pairs.length === 0) return null;
  return make("dl", { class: "pairs" }, pairs.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, value === "" ? "(empty)" : value)]));
}

function capacityView(capacity) {
  const places = capacity?.places ?? [];
  if (places.length === 0) return null;
  return make("details", {},
    make("summary", {}, `Capacity: ${capacity.read} read, ${capacity.write} written`),
    grid(["Table or index", { number: "Read units" }, { number: "Write units" }],
      places.map((place) => [place.index ? `${place.table} · ${place.index}` : place.table, { number: place.read }, { number: place.write }])));
}

function detailsOf(entry) {
  const findings = [
    ...(entry.violations ?? []).map((finding) => findingView("Contract violation:", finding, "red")),
    ...(entry.refusal ? [findingView("Refused:", entry.refusal, "")] : []),
    ...(entry.advice ?? []).map((finding) => findingView("Advice:", finding, "")),
    ...(entry.warnings ?? []).map((text) => findingView("Warning:", text, "")),
  ];
  const facts = [
    entry.form ? `wire form ${entry.form}` : null,
    entry.tables?.length ? `tables ${entry.tables.join(", ")}` : null,
  ].filter(Boolean);
  return [
    make("div", { class: "head" },
      make("p", { class: "title" },
        make("span", { class: "status", "data-class": statusClass(entry.status) }, statusText(entry)), ` ${entry.method} ${entry.action ?? entry.path}`),
      button("✕", closeDetails, { class: "close", "aria-label": "Close the details (Esc)" })),
    make("p", { class: "dim note" }, `${entry.session} #${entry.sequence} · ${(entry.time ?? "").replace("T", " ").replace("Z", "")} · ${milliseconds(entry.milliseconds)}`,
      facts.length ? ` · ${facts.join(" · ")}` : ""),
    make("div", { class: "row" },
      button("Copy as curl", () => copyAsCurl(entry), { class: "small", title: "C" }),
      button("Rewind to before this", () => rewindBefore(entry), { class: "small", title: "R" }),
      entry.action && app.contract.actions.some((action) => action.name === entry.action)
        ? button("Open in the form", () => openInForm(entry), { class: "small" }) : null,
      ...(entry.faults ?? []).map((fault) => pill(`fault: ${fault}`, "blue"))),
    ...findings,
    findings.length ? null : make("p", { class: "note dim" }, "No contract findings."),
    make("h2", {}, "Request"),
    parametersView(entry.query),
    entry.request?.body || !entry.query ? bodyView(entry.request?.body, "the request body") : null,
    headersView(entry.request?.headers, "Request"),
    make("h2", {}, `Response `, make("span", { class: "dim" }, entry.response ? `${entry.response.bytes ?? 0} bytes` : "")),
    bodyView(entry.response?.body, "the response body"),
    headersView(entry.response?.headers, "Answer"),
    capacityView(entry.capacity),
  ].filter(Boolean);
}

async function showDetails(entry) {
  const place = $("#request-details");
  requests.shown = entry;
  $("#view-requests .split").classList.add("open");
  place.scrollTop = 0;
  place.replaceChildren(...detailsOf(entry));
  if (!entry.isCut) return;
  const whole = await wholeEntry(entry);
  if (requests.shown === entry) place.replaceChildren(...detailsOf(whole));
}

/** The entry with its whole bodies, from the journal while it is there. */
async function wholeEntry(entry) {
  if (!entry.isCut) return entry;
  try {
    const answer = await ask(`${ofSession("journal", entry.session)}?limit=1&before=${entry.sequence + 1}`);
    return answer.entries.find((each) => each.sequence === entry.sequence) ?? entry;
  } catch {
    return entry;
  }
}

function closeDetails() {
  const had = $("#request-details").contains(document.activeElement);
  requests.shown = null;
  requests.selected?.element.setAttribute("aria-selected", "false");
  requests.selected = null;
  $("#request-list").removeAttribute("aria-activedescendant");
  $("#view-requests .split").classList.remove("open");
  $("#request-details").replaceChildren();
  if (had) $("#request-list").focus();
}

async function rewindBefore(entry) {
  const question = `Rewind session ${entry.session} to before request ${entry.sequence}? Everything that it and later requests wrote is undone.`;
  if (!(await confirmed(question, "Rewind"))) return;
  await attempt(null, async () => {
    await post(`${ofSession("rewind", entry.session)}?before=${entry.sequence}`);
    say(`${entry.session} was rewound to before request ${entry.sequence}`);
    await refreshSessions();
  });
}

/** Headers that curl sends by itself, or that belong to the browser. */
const unsentHeaders = /^(host|content-length|connection|accept-encoding|accept-language|user-agent|referer|cookie2|dnt|priority|pragma|cache-control|upgrade-insecure-requests|sec-.*|x-forwarded-.*)$/i;

const shellQuoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function curlOf(entry) {
  const headers = (entry.request?.headers ?? []).filter(([name]) => !unsentHeaders.test(name));
  const names = headers.map(([name]) => name.toLowerCase());
  const selects = entry.session === "default" || entry.path.startsWith("/s/") || names.includes("x-understudy-session")
    || /(^|&)_session=/.test(entry.query ?? "") || headers.some(([name, value]) => /^cookie$/i.test(name) && value.includes("understudy-session="));
  const url = `${location.origin}${selects ? "" : `/s/${part(entry.session)}`}${entry.path}${entry.query ? `?${entry.query}` : ""}`;
  const lines = [`curl -sS -i ${shellQuoted(url)}`];
  const body = entry.request?.body ?? "";
  if (entry.method === "HEAD") lines.push("--head");
  else if (entry.method !== (body ? "POST" : "GET")) lines.push(`-X ${entry.method}`);
  for (const [name, value] of headers) lines.push(`-H ${shellQuoted(`${name}: ${value}`)}`);
  if (body) lines.push(`--data-raw ${shellQuoted(body)}`);
  return lines.join(" \\\n  ");
}

const copyAsCurl = async (entry) => copy(curlOf(await wholeEntry(entry)), "the request as curl");

/** The arguments in a path by a template; none where it does not fit. */
function argumentsOfPath(template, path) {
  const names = [];
  const pattern = (template ?? "").replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{([^}]+)\}/g, (_, name) => {
    names.push(name);
    return "([^/]+)";
  });
  const found = template ? new RegExp(`^${pattern}$`).exec(path) : null;
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found?.[index + 1] ?? "")]).filter(([, value]) => value));
}

/** The pairs of a query or a form: name, text, and the text's elements, whose own commas are encoded. */
function pairsOf(encoded) {
  return (encoded ?? "").split("&").filter(Boolean).map((pair) => {
    const decoded = (text) => [...new URLSearchParams(text)][0]?.[1] ?? "";
    const raw = pair.includes("=") ? pair.slice(pair.indexOf("=") + 1) : "";
    return [[...new URLSearchParams(pair)][0][0], decoded(pair), raw.split(",").map((element) => decoded(`v=${element}`))];
  });
}

/** The arguments of a recorded request, as the form of its action takes them. */
function argumentsOf(action, entry) {
  const { parameter, member } = app.contract.routing ?? {};
  const fields = fieldsOf(action.request);
  const values = argumentsOfPath(action.path, (entry.path ?? "").replace(/^\/s\/[^/]+(?=\/)/, ""));
  const isNaming = (name, naming) => name === naming && !fields.some((field) => field.name === name);
  const take = (pairs) => {
    for (const [name, text, elements] of pairs) {
      const isList = fields.some((field) => field.name === name && typesOf(field.schema).includes("array"));
      if (!isList) values[name] = text;
      else values[name] = action.styles?.[name] === "comma" ? elements : [...(values[name] ?? []), text];
    }
  };
  const others = [app.contract.key?.parameter, "_session"];
  take(pairsOf(entry.query).filter(([name]) => !isNaming(name, parameter) && !others.includes(name)));
  for (const [name, place] of Object.entries(action.places ?? {})) {
    const header = place === "headers" && entry.request?.headers?.find(([given]) => given.toLowerCase() === name.toLowerCase());
    if (header) take([[name, header[1], header[1].split(",")]]);
  }
  const body = entry.request?.body;
  if (!body || entry.method === "GET") return values;
  if (action.body === "form") take(pairsOf(body).filter(([name]) => !isNaming(name, member)));
  else if (action.bodyArgument) values[action.bodyArgument] = action.body === "text" ? body : parseExactly(body);
  else {
    const object = parseExactly(body);
    if (typeof object !== "object" || object === null || Array.isArray(object)) throw new SyntaxError("no object");
    Object.assign(values, Object.fromEntries(Object.entries(object).filter(([name]) => !isNaming(name, member))));
  }
  return values;
}

async function openInForm(entry) {
  const whole = await wholeEntry(entry);
  const action = app.contract.actions.find(({ name }) => name === entry.action);
  let values;
  try {
    values = argumentsOf(action, whole);
  } catch (error) {
    const problem = error instanceof URIError ? "path is not percent-encoded UTF-8" : `body is not ${action.bodyArgument ? "JSON" : "a JSON object"}`;
    return say(`The form cannot show this request: its ${problem}. “Copy as curl” sends it again as it is.`, true);
  }
  go({ view: "actions" });
  showAction(entry.action, values);
}
