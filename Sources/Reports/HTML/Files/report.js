(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const cases = [...document.querySelectorAll(".case")];
  const suites = [...document.querySelectorAll(".suite")];
  const buttons = [...document.querySelectorAll("button.stat")];
  const filter = byId("filter");
  let texts = null;
  let outcome = "";

  const readTexts = () => {
    const names = new Map(suites.map((suite) => [suite, suite.querySelector("h2").textContent]));
    return cases.map((element) =>
      (names.get(element.closest(".suite")) + " " + element.textContent).toLowerCase());
  };

  const apply = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length && !texts) texts = readTexts();
    let shown = 0;
    cases.forEach((element, place) => {
      const matches = (!outcome || element.classList.contains(outcome))
        && words.every((word) => texts[place].includes(word));
      element.hidden = !matches;
      if (matches) shown += 1;
    });
    const isFiltered = outcome !== "" || words.length > 0;
    for (const suite of suites) {
      const hasShown = suite.querySelector(".case:not([hidden])") !== null;
      suite.hidden = isFiltered && !hasShown;
      const rest = suite.querySelector(".rest");
      const hasRest = rest !== null && rest.querySelector(".case:not([hidden])") !== null;
      if (rest) rest.hidden = isFiltered && !hasRest;
      if (!isFiltered || !hasShown) continue;
      suite.querySelector("details").open = true;
      if (hasRest) rest.open = true;
    }
    byId("nothing").hidden = shown > 0 || cases.length === 0;
    byId("shown").textContent = isFiltered ? shown + " of " + cases.length : "";
  };

  let timer = 0;
  filter.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, 80);
  });

  for (const button of buttons) {
    button.addEventListener("click", () => {
      outcome = outcome === button.dataset.filter ? "" : button.dataset.filter;
      for (const other of buttons) {
        other.setAttribute("aria-pressed", String(other.dataset.filter === outcome));
      }
      apply();
      if (outcome) document.querySelector(".tools").scrollIntoView();
    });
  }

  const setOpen = (isOpen) => {
    for (const suite of suites) {
      if (suite.hidden) continue;
      suite.querySelector("details").open = isOpen;
      const rest = suite.querySelector(".rest");
      if (rest) rest.open = isOpen;
    }
    const mostOpened = 500;
    cases.filter((element) => !element.hidden).slice(0, isOpen ? mostOpened : undefined)
      .forEach((element) => { element.open = isOpen; });
  };
  byId("expand").addEventListener("click", () => setOpen(true));
  byId("collapse").addEventListener("click", () => setOpen(false));

  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && document.activeElement !== filter && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      filter.focus();
    } else if (event.key === "Escape" && document.activeElement === filter) {
      filter.value = "";
      apply();
    }
  });

  const copy = async (button) => {
    const source = button.parentElement.querySelector("pre");
    try {
      await navigator.clipboard.writeText(source.textContent);
    } catch {
      const selection = getSelection();
      selection.selectAllChildren(source);
      document.execCommand("copy");
      selection.removeAllRanges();
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".copy");
    if (button) copy(button);
  });

  const reveal = () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let element = target; element; element = element.parentElement) {
      if (element.tagName === "DETAILS") element.open = true;
      element.hidden = false;
    }
    const inside = target.querySelector(":scope > details");
    if (inside) inside.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  document.querySelector(".tools").hidden = false;
  if (location.hash) reveal();
})();
