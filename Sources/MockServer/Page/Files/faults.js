// Fault injection in the selected session.

/** The kinds of faults, with the members of each: `[member, label, placeholder]`. */
const faultKinds = {
  latency: { about: "The response is delayed.", fields: [["milliseconds", "Milliseconds", "1000"]] },
  status: {
    about: "The mock answers this status instead of calling the function. 502 without a text is the response of a Function URL.",
    fields: [["status", "Status", "500"], ["error", "Error text", "the platform's text"], ["retryAfter", "Retry-After, seconds", "none"]],
  },
  reset: { about: "The connection is reset before the response.", fields: [] },
  truncate: { about: "The connection closes in the middle of the response body.", fields: [["share", "Share to send, 0 to 1", "0.5"]] },
  "content-type": { about: "The response has another content type.", fields: [["type", "Content type", "text/html"]] },
  "no-cors": { about: "The response has no CORS headers: a page of another origin cannot read it.", fields: [] },
  stale: { about: "Lists lag behind their table, as an eventually consistent index does.", fields: [["milliseconds", "Lag, milliseconds", "1000"]] },
  throttle: {
    about: "Requests above this capacity, in units per second, are answered 429.",
    fields: [["readUnits", "Read units per second", "no limit"], ["writeUnits", "Write units per second", "no limit"]],
  },
};
const textMembers = new Set(["error", "type"]);

/** The delay distributions: the shape of `milliseconds`. */
const latencyShapes = {
  fixed: [["milliseconds", "Milliseconds", "1000"]],
  uniform: [["minimum", "At least, ms", "100"], ["maximum", "At most, ms", "2000"]],
  "heavy-tailed": [["median", "Median, ms", "200"], ["sigma", "Spread (sigma)", "1"]],
};

function renderFaultFields() {
  const kind = $("#fault-kind").value;
  $("#fault-about").textContent = faultKinds[kind]?.about ?? "";
  const field = ([member, label, placeholder]) => make("label", {}, label,
    make("input", { "data-member": member, placeholder, inputmode: textMembers.has(member) ? null : "decimal", spellcheck: "false" }));
  let fields = faultKinds[kind]?.fields ?? [];
  const extra = [];
  if (kind === "latency") {
    const shape = $("#fault-shape")?.value ?? "fixed";
    fields = latencyShapes[shape];
    extra.push(make("label", {}, "Distribution", make("select", { id: "fault-shape", on: { change: renderFaultFields } },
      Object.keys(latencyShapes).map((each) => make("option", { value: each, selected: each === shape }, each)))));
  }
  const hadShapeFocus = document.activeElement?.id === "fault-shape";
  $("#fault-fields").replaceChildren(...extra, ...fields.map(field));
  if (hadShapeFocus) $("#fault-shape").focus();
  renderFaultPreview();
}

/** Creates the rule from the form. */
function faultRule() {
  const rule = { fault: $("#fault-kind").value };
  const isShaped = rule.fault === "latency" && $("#fault-shape").value !== "fixed";
  const into = isShaped ? {} : rule;
  for (const input of document.querySelectorAll("#fault-fields [data-member]")) {
    // A distribution needs both of its parameters, so their displayed defaults are sent, too.
    const text = input.value.trim() || (isShaped ? input.placeholder : "");
    if (text) into[input.dataset.member] = textMembers.has(input.dataset.member) ? text : exactNumber(text);
  }
  if (isShaped) rule.milliseconds = into;
  const actions = $("#fault-actions").value.split(/[\s,]+/).filter(Boolean);
  if (actions.length) rule.actions = actions;
  for (const input of document.querySelectorAll("#fault-schedule [data-member]")) {
    if (input.value.trim()) rule[input.dataset.member] = exactNumber(input.value.trim());
  }
  return rule;
}

function renderFaultPreview() {
  try {
    $("#fault-preview").textContent = JSON.stringify(faultRule());
  } catch (error) {
    $("#fault-preview").textContent = error.message;
  }
}

/** Describes a rule: its parameters, actions and schedule. */
const describeFault = ({ fault, actions, probability, first, every, after, ...members }) => {
  const values = Object.entries(members).flatMap(([name, value]) => {
    const isShape = value !== null && typeof value === "object" && !isRaw(value);
    if (isShape) return Object.entries(value).map(([inner, each]) => `${inner} ${JSON.stringify(each)}`);
    return `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`;
  });
  const often = [
    probability !== undefined ? `with probability ${JSON.stringify(probability)}` : null,
    every !== undefined ? `every ${every}th` : null, first !== undefined ? `the first ${first}` : null, after !== undefined ? `after ${after} requests` : null,
  ].filter(Boolean);
  return { values: values.join(", "), where: actions?.join(", ") ?? "every action", often: often.join(", ") };
};

async function loadFaults() {
  const session = app.session;
  const answer = await askSession("faults");
  if (session !== app.session) return;
  $("#fault-clear").hidden = answer.faults.length < 2;
  if (answer.faults.length === 0) {
    return $("#fault-list").replaceChildren(make("p", { class: "empty" }, "No faults."));
  }
  $("#fault-list").replaceChildren(make("ul", { class: "plain" }, answer.faults.map(({ number, rule, requests: asked, happened }) => {
    const { values, where, often } = describeFault(rule);
    return make("li", {},
      make("div", {}, pill(rule.fault, "blue"), ` ${values}`,
        make("small", {}, [where, often].filter(Boolean).join(" · "))),
      make("span", { class: "number dim", title: "happened / requests it is about" }, `${happened} / ${asked}`),
      button("Remove", () => removeFault(number), { class: "small", "aria-label": `Remove fault ${number}, ${rule.fault}` }));
  })));
}

async function removeFault(number) {
  await attempt(null, () => askSession(`faults/${number}`, { method: "DELETE" }));
  await attempt(null, loadFaults);
  refreshSessionsSoon();
}

const reloadFaultsSoon = debounced(500, () => app.view === "faults" && attempt(null, loadFaults));

addView("faults", {
  label: "Faults",
  start() {
    $("#fault-kind").replaceChildren(...Object.keys(faultKinds).map((kind) => make("option", { value: kind }, kind)));
    $("#fault-kind").addEventListener("change", renderFaultFields);
    $("#fault-form").addEventListener("input", renderFaultPreview);
    $("#fault-form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const isSet = await attempt("#fault-problem", async () => {
        const answer = await askSession("faults", { method: "POST", body: faultRule() });
        say(`Fault ${answer.number} was added to ${app.session}`);
      });
      if (!isSet) return;
      await attempt(null, loadFaults);
      refreshSessionsSoon();
    });
    $("#fault-clear").addEventListener("click", async () => {
      if (!(await confirmed(`Remove every fault of session ${app.session}?`, "Remove all"))) return;
      await attempt(null, () => askSession("faults", { method: "DELETE" }));
      await attempt(null, loadFaults);
      refreshSessionsSoon();
    });
    stream.listeners.push(reloadFaultsSoon);
    renderFaultFields();
  },
  show: () => attempt(null, loadFaults),
  badge: () => chosenSession()?.faults || null,
});
