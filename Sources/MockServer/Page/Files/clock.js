// The session's clock: freeze, set, advance or step it, or change its rate.

const clock = { value: null, at: 0 };

const forward = [["+1 s", 1000], ["+10 s", 10_000], ["+1 min", 60_000], ["+1 h", 3_600_000], ["+1 day", 86_400_000], ["+30 days", 2_592_000_000], ["+2 years", 63_072_000_000]];

function keepClock(value) {
  clock.value = value;
  clock.at = performance.now();
  renderClock();
}

/** The session's time by now, in milliseconds: a clock that runs is reckoned on from when it was read. */
function clockNow() {
  const { time, motion, rate = 1 } = clock.value;
  return motion === "running" ? Number(time) + (performance.now() - clock.at) * Number(rate) : Number(time);
}

const motionText = ({ motion, rate = 1, milliseconds: step }) => ({
  running: Number(rate) === 1 ? "runs at the rate of real time" : `runs at ${rate} seconds per second`,
  frozen: "frozen",
  stepping: `steps ${step} ms with each request`,
}[motion] ?? motion);

function renderClock() {
  if (!clock.value) return;
  const date = new Date(clockNow());
  const text = Number.isNaN(date.getTime()) ? clock.value.text : date.toISOString().replace("T", " ").replace(/\.\d+Z$/, "");
  const { motion, rate = 1 } = clock.value;
  const chip = $("#clock-chip");
  const mark = motion === "running" ? (Number(rate) === 1 ? "" : ` ×${rate}`) : ` ${motion}`;
  if (chip.textContent !== text + mark) chip.textContent = text + mark;
  chip.dataset.motion = motion === "running" && Number(rate) !== 1 ? "faster" : motion;
  if (app.view !== "clock") return;
  $("#clock-time").textContent = text;
  $("#clock-motion").textContent = motionText(clock.value);
}

async function changeClock(body) {
  const isChanged = await attempt("#clock-problem", async () => keepClock(await askSession("clock", { method: "POST", body })));
  if (isChanged) refreshSessionsSoon();
}

/** Freezing keeps the time that the session has, and running starts from there. */
addView("clock", {
  label: "Clock",
  start() {
    $("#clock-chip").addEventListener("click", () => go({ view: "clock" }));
    $("#clock-freeze").addEventListener("click", () => changeClock({ motion: "frozen" }));
    $("#clock-run").addEventListener("click", () => changeClock({ motion: "running", rate: 1 }));
    $("#clock-steps").replaceChildren(...forward.map(([label, step]) => button(label, () => changeClock({ advance: step }))));
    const onSubmit = (form, body) => $(form).addEventListener("submit", (event) => {
      event.preventDefault();
      attempt("#clock-problem", async () => changeClock(body()));
    });
    onSubmit("#clock-set", () => {
      const text = $("#clock-value").value.trim();
      if (!text) throw new Error("Enter a time, such as 2026-01-01T00:00:00Z");
      const body = { set: /^-?\d+$/.test(text) ? exactNumber(text) : text };
      if ($("#clock-backwards").checked) body.backwards = true;
      return body;
    });
    onSubmit("#clock-rate", () => ({ motion: "running", rate: exactNumber($("#clock-rate-value").value.trim()) }));
    onSubmit("#clock-stepping", () => ({ motion: "stepping", milliseconds: exactNumber($("#clock-stepping-value").value.trim()) }));
    setInterval(renderClock, 500);
    stream.listeners.push(() => clock.value?.motion === "stepping" && refreshSessionsSoon());
  },
  show: () => attempt("#clock-problem", async () => {
    keepClock(await askSession("clock"));
    if (!$("#clock-value").value) $("#clock-value").value = clock.value.text;
  }),
  sessionChanged() {
    $("#clock-value").value = "";
  },
  sessionsChanged() {
    const chosen = chosenSession();
    if (chosen?.clock) keepClock(chosen.clock);
  },
});
