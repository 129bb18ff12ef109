// Starts the page.

/** Loads the contract, which may change while the mock runs; notifies the views of a change. */
async function loadContract() {
  const [contract, fixtures] = await Promise.all([ask("contract"), ask("fixtures")]);
  const text = JSON.stringify([contract, fixtures]);
  if (text === app.contractText) return;
  app.contractText = text;
  const problem = contract.error ? new Error(`The newest contract has errors, so the previous one is still served: ${contract.error}`) : null;
  showProblem("#contract-problem", problem);
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
  // On each new connection, because the mock may have been restarted or have another contract.
  stream.reopened.push(() => attempt(null, loadContract), () => attempt(null, refreshSessions));
  // Polls for changes that others make to sessions and files.
  setInterval(() => {
    if (document.hidden || $("#connection").dataset.state !== "live") return;
    refreshSessionsSoon();
    loadContract().catch(() => {});
  }, 10_000);
}

start();
