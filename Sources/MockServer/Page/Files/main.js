// Starts the page.

async function loadContract() {
  const [contract, fixtures] = await Promise.all([ask("contract"), ask("fixtures")]);
  app.contract = { ...contract, actions: contract.actions ?? [] };
  app.fixtures = fixtures.fixtures ?? [];
  $("#service").textContent = contract.service ?? "";
  for (const view of views.values()) view.contractLoaded?.();
}

function start() {
  buildTabs();
  for (const view of views.values()) view.start();
  startKeys();
  const { view, session } = readAddress();
  app.session = session;
  chosenSessionChanged();
  showView(view);
  window.addEventListener("hashchange", () => go(readAddress()));
  // With each new connection, for the mock may be another one by then, or have another contract.
  stream.reopened.push(() => attempt(null, loadContract), () => attempt(null, refreshSessions));
  // What other people do to sessions is seen after a while.
  setInterval(() => document.hidden || refreshSessionsSoon(), 10_000);
}

start();
