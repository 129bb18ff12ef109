// Lossless JSON: where the browser supports it, a number that JavaScript cannot represent keeps its source text.

const canKeepNumbers = typeof JSON.rawJSON === "function";

function parseExactly(text) {
  if (!canKeepNumbers) return JSON.parse(text);
  return JSON.parse(text, (name, value, context) =>
    typeof value === "number" && context && context.source !== undefined && String(value) !== context.source
      ? JSON.rawJSON(context.source) : value);
}

const isRaw = (value) => canKeepNumbers && JSON.isRawJSON(value);

/** Returns a number with its typed text. */
function exactNumber(text) {
  if (!/^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text)) throw new Error(`“${text}” is not a number`);
  return canKeepNumbers ? JSON.rawJSON(text) : Number(text);
}

const colouredLength = 100_000;
const shownLength = 1_000_000;

/** Formats JSON text with indentation and colours, keeping the text of its numbers; `null` for invalid JSON. */
function prettyJSON(text) {
  if (text.length > shownLength) return null;
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const isColoured = text.length <= colouredLength;
  const result = document.createDocumentFragment();
  let plain = "";
  const put = (kind, token, title) => {
    if (!isColoured) {
      plain += token;
      return;
    }
    if (plain) result.append(plain);
    plain = "";
    result.append(make("span", { class: kind, title }, token));
  };
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g) ?? [];
  let depth = 0;
  const line = () => "\n" + "  ".repeat(depth);
  tokens.forEach((token, index) => {
    const next = tokens[index + 1];
    switch (token) {
    case "{": case "[":
      plain += token;
      if (next !== "}" && next !== "]") {
        depth += 1;
        plain += line();
      }
      break;
    case "}": case "]":
      if (tokens[index - 1] !== "{" && tokens[index - 1] !== "[") {
        depth -= 1;
        plain += line();
      }
      plain += token;
      break;
    case ",": plain += "," + line(); break;
    case ":": plain += ": "; break;
    default:
      if (token[0] === '"') put(next === ":" ? "k" : "s", token);
      else if (/[a-z]/.test(token[0])) put("l", token);
      else put("n", token, timeTitle(token));
    }
  });
  if (plain) result.append(plain);
  return result;
}

/** Formats a number of milliseconds as a time. */
function timeTitle(token) {
  return /^1\d{12}$/.test(token) ? new Date(Number(token)).toISOString() : undefined;
}

/** Creates the view of a body: indented when it is JSON, truncated when it is very long. */
function bodyView(text, what) {
  if (!text) return make("p", { class: "dim note" }, "no body");
  const pretty = prettyJSON(text);
  const shown = pretty ?? (text.length > shownLength ? `${text.slice(0, shownLength)}\n… ${text.length - shownLength} more characters; copy to see all` : text);
  return make("div", { class: "body" },
    make("pre", { class: "json", tabindex: "0", "aria-label": what }, shown),
    button("Copy", () => copy(text, what), { class: "small", "aria-label": `Copy ${what}` }));
}
