// Starts the page.

/** Asks for the contract, which may be edited while the mock runs; tells the views where it is another one. */
async function loadContract() {
  const [contract, fixtures] = await Promise.all([ask("contract"), ask("fixtures")]);
  const text = JSON.stringify([contract, fixtures]);
  if (text === app.contractText) return;
  app.contractText = text;
  const problem = contract.error ? new Error(`A newer contract cannot be played, so the one before it still is: ${contract.error}`) : null;
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
  // With each new connection, for the mock may be another one by then, or have another contract.
  stream.reopened.push(() => attempt(null, loadContract), () => attempt(null, refreshSessions));
  // What other people do to sessions and files is seen after a while.
  setInterval(() => {
    if (document.hidden || $("#connection").dataset.state !== "live") return;
    refreshSessionsSoon();
    loadContract().catch(() => {});
  }, 10_000);
}

start();
