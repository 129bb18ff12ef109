// The live requests, by server-sent events; the connection state is always displayed.

const stream = { source: null, listeners: [], reopened: [], waiting: [], failures: 0 };
const mostWaiting = 1000;

function showConnection(state, text) {
  const chip = $("#connection");
  if (chip.dataset.state === state) return;
  chip.dataset.state = state;
  chip.textContent = text;
  // Screen readers only announce that the connection was lost, and that it is back.
  if (state === "lost") say("The connection to the mock was lost; reconnecting", true);
  else if (state === "live" && stream.wasLost) say("Reconnected");
  stream.wasLost = state === "lost" || (stream.wasLost && state !== "live");
}

/** Listens to one session, or to all when `session` is `null`. */
function openStream(session) {
  stream.session = session;
  stream.source?.close();
  clearTimeout(stream.timer);
  // Until the next stream is open, the state is not live; a lost connection is still displayed as lost.
  if ($("#connection").dataset.state === "live") showConnection("connecting", "connecting");
  const source = new EventSource(`/__understudy/events${session === null ? "" : `?session=${part(session)}`}`);
  stream.source = source;
  source.addEventListener("open", () => {
    stream.failures = 0;
    showConnection("live", "live");
    for (const listener of stream.reopened) listener();
  });
  source.addEventListener("exchange", (event) => {
    let entry;
    try {
      entry = JSON.parse(event.data);
    } catch {
      return;
    }
    // A page in the background is not painted, so it keeps the newest requests only.
    if (stream.waiting.length >= mostWaiting) stream.waiting.shift();
    stream.waiting.push(entry);
    stream.flushing ??= setTimeout(flushStream, 60);
  });
  source.addEventListener("error", () => {
    stream.failures += 1;
    showConnection("lost", "reconnecting");
    // The browser reconnects by itself, but not after a response that was not an event stream.
    if (source.readyState !== EventSource.CLOSED) return;
    stream.timer = setTimeout(() => openStream(stream.session), Math.min(1000 * stream.failures, 10_000));
  });
}

function flushStream() {
  stream.flushing = undefined;
  const entries = stream.waiting;
  stream.waiting = [];
  for (const listener of stream.listeners) listener(entries);
}
