// A client of the control API.

/** A refusal, with the text that the mock gave. */
class Refusal extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** Asks the control API; returns what it answers, its numbers exactly as written. */
async function ask(path, { method = "GET", body, signal } = {}) {
  const options = { method, signal, cache: "no-store" };
  if (body !== undefined) {
    options.headers = { "Content-Type": "application/json" };
    options.body = typeof body === "string" ? body : JSON.stringify(body);
  }
  let response, text;
  try {
    response = await fetch(`/__understudy/${path}`, options);
    text = await response.text();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refusal("The mock does not respond. Is it still running?", 0);
  }
  const isJSON = /json/.test(response.headers.get("Content-Type") ?? "");
  let answer = text;
  if (isJSON && text) {
    try {
      answer = parseExactly(text);
    } catch {
      throw new Refusal(`${method} ${path} was answered with invalid JSON`, response.status);
    }
  }
  if (!response.ok) {
    const said = isJSON && answer && typeof answer.error === "string" ? answer.error : `${method} ${path} was answered ${response.status}`;
    throw new Refusal(said, response.status);
  }
  return answer;
}

const part = encodeURIComponent;

/** A path of a session, of the chosen one by default. */
const ofSession = (path = "", name = app.session) => `sessions/${part(name)}${path && `/${path}`}`;

/** Asks about the chosen session. */
const askSession = (path, options) => ask(ofSession(path), options);

const post = (path, body) => ask(path, { method: "POST", body });

/** The URL that a front end is given, to be in a session. */
const frontEndURL = (name) => (name === "default" ? `${location.origin}/` : `${location.origin}/s/${part(name)}/`);
