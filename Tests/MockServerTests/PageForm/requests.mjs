// Fills the page's form of every action with every example, and prints the requests that it makes, those that it makes of
// its own requests, and what it says of requests that it cannot read.
//
// node requests.mjs FOLDER < CONTRACT: the folder of the page's files, and what the mock answers to GET /__understudy/contract.

import { readFileSync } from "node:fs";
import { createContext, runInContext } from "node:vm";

const folder = process.argv[2];
const app = { session: "app", contract: JSON.parse(readFileSync(0, "utf8")) };

/** An element as far as a form needs one. */
const make = (tag, attributes = {}) => ({ value: attributes.value ?? "", checked: false, hidden: false, className: attributes.class ?? "", addEventListener() {} });

const said = [];
const context = createContext({ app, make, addView() {}, say: (text) => said.push(text), location: { origin: "http://127.0.0.1" }, URLSearchParams, Object });
const files = ["json.js", "schema.js", "form.js", "api.js", "actions.js", "details.js"];
const source = files.map((name) => readFileSync(`${folder}/${name}`, "utf8")).join("\n");
const page = runInContext(`${source}\n({ actionForm, requestOf, argumentsOf, openInForm });`, context);

/** The request that the form makes of values: by its fields where they can hold them, else as JSON. */
function requestOf(action, values) {
  const form = page.actionForm(action);
  form.fill(values);
  return page.requestOf(action, form.values());
}

/** The request as the page's list of requests knows it. */
function entryOf(action, { url, method, headers, body }) {
  const [path, query = ""] = url.split("?");
  return { action: action.name, method, path, query, request: { headers, body } };
}

const member = app.contract.routing.member;
const requests = app.contract.actions.flatMap((action) => action.examples.map((example) => {
  const { [member ?? ""]: ignored, ...values } = example.request;
  const request = requestOf(action, values);
  const read = page.argumentsOf(action, entryOf(action, request));
  return { action: action.name, example: example.name, request, names: Object.keys(read), again: requestOf(action, read) };
}));
for (const action of app.contract.actions) {
  const entry = { ...entryOf(action, { url: action.path ?? "/", method: action.method, headers: [] }), query: "" };
  for (const body of action.body === "json" ? ["{", "[1]", "null"] : []) await page.openInForm({ ...entry, method: "POST", request: { body } });
  if (action.path?.includes("{")) await page.openInForm({ ...entry, path: action.path.replaceAll(/\{[^}]+\}/g, "%FF") });
}
console.log(JSON.stringify({ requests, said }));
