// Metrics: the live request rate, and the mock's own metrics.

const seconds = 60;
const metrics = { counts: new Map(), timer: null };

function countEntries(entries) {
  const now = Math.floor(Date.now() / 1000);
  for (const entry of entries) {
    const at = Math.floor(Date.parse(entry.time) / 1000);
    // A session's clock may differ from real time, so requests are counted at their arrival.
    const second = Math.abs(at - now) <= seconds ? at : now;
    const count = metrics.counts.get(second) ?? { all: 0, failed: 0 };
    count.all += 1;
    if (entry.status >= 500 || !entry.status) count.failed += 1;
    metrics.counts.set(second, count);
  }
  for (const second of metrics.counts.keys()) if (second < now - seconds) metrics.counts.delete(second);
}

function renderChart() {
  const now = Math.floor(Date.now() / 1000);
  const values = Array.from({ length: seconds }, (ignored, index) => metrics.counts.get(now - seconds + 1 + index) ?? { all: 0, failed: 0 });
  const most = Math.max(1, ...values.map((value) => value.all));
  const shape = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const chart = shape("svg", { viewBox: `0 0 ${seconds * 10} 72`, preserveAspectRatio: "none", role: "img", "aria-label": `Requests per second, at most ${most}` });
  chart.append(shape("line", { x1: 0, x2: seconds * 10, y1: 71.5, y2: 71.5 }));
  values.forEach((value, index) => {
    const bar = (count, failed) => {
      const height = (count / most) * 66;
      if (count) chart.append(shape("rect", { x: index * 10 + 1, width: 8, y: 71 - height, height, class: failed ? "failed" : "" }));
    };
    bar(value.all, false);
    bar(value.failed, true);
  });
  $("#metric-chart").replaceChildren(chart, make("p", { class: "dim note" },
    values.some((value) => value.all) ? `the highest bar is ${plural(most, "request")} per second; red: 5xx or no response` : "no request in the last 60 s"));
  return values;
}

const sumOf = (samples) => samples.reduce((sum, sample) => sum + sample.value, 0);
const rounded = (value) => (Number.isInteger(value) ? String(value) : value < 10 ? value.toFixed(2) : value.toFixed(1));

/** Counters by what their name ends in and says: the names themselves are the mock's. */
function metricsBy(families, label, pattern) {
  const chosen = families.filter((family) => pattern.test(family.name) && family.type !== "histogram");
  const sums = new Map();
  for (const sample of chosen.flatMap((family) => family.samples)) {
    const key = sample.labels[label];
    if (key !== undefined) sums.set(key, (sums.get(key) ?? 0) + sample.value);
  }
  return sums;
}

function renderActionMetrics(families) {
  const asked = metricsBy(families, "action", /requests/);
  const errors = metricsBy(families, "action", /errors/);
  const throttles = metricsBy(families, "action", /throttle/);
  const durations = families.find((family) => family.type === "histogram" && family.samples.some((sample) => sample.labels.action) && /duration|latency|seconds/.test(family.name));
  const inMilliseconds = (value) => (value === null ? "–" : milliseconds(/millisecond|_ms/.test(durations.name) ? value : value * 1000));
  const rows = [...asked].sort(([, one], [, other]) => other - one).map(([action, count]) => {
    const buckets = durations?.samples.filter((sample) => sample.labels.action === action && sample.name.endsWith("_bucket")) ?? [];
    const at = (share) => ({ number: durations ? inMilliseconds(quantile(buckets, share)) : "–" });
    return [action || "(none)", { number: count }, { number: errors.get(action) ?? 0 }, { number: throttles.get(action) ?? 0 }, at(0.5), at(0.95), at(0.99)];
  });
  $("#metric-actions").replaceChildren(rows.length
    ? grid(["Action", ...["Requests", "Errors", "Throttles", "p50", "p95", "p99"].map((number) => ({ number }))], rows)
    : make("p", { class: "empty" }, "No requests yet."));
}

function renderCapacityMetrics(families) {
  const places = new Map();
  for (const sample of families.filter((family) => /capacity|units/.test(family.name)).flatMap((family) => family.samples)) {
    const { table, index } = sample.labels;
    if (!table) continue;
    const key = index ? `${table} · ${index}` : table;
    const place = places.get(key) ?? { read: 0, write: 0 };
    const isWrite = /writ/.test(`${sample.name} ${sample.labels.kind ?? ""} ${sample.labels.operation ?? ""} ${sample.labels.type ?? ""}`);
    place[isWrite ? "write" : "read"] += sample.value;
    places.set(key, place);
  }
  $("#metric-capacity").replaceChildren(places.size
    ? grid(["Table or index", { number: "Read" }, { number: "Write" }], [...places].sort().map(([name, place]) => [name, { number: rounded(place.read) }, { number: rounded(place.write) }]))
    : make("p", { class: "empty" }, "No capacity consumed yet."));
}

/** Seconds as people say them, from half a second to weeks. */
function span(value) {
  const [, size, unit] = [[120, 1, "s"], [7200, 60, "min"], [172800, 3600, "h"], [Infinity, 86400, "d"]].find(([limit]) => value < limit);
  return `${rounded(value / size)} ${unit}`;
}

function renderStats(families, values) {
  const last = values.slice(-11, -1);
  const rate = last.reduce((sum, value) => sum + value.all, 0) / 10;
  const stats = [["requests/s, last 10 s", rounded(rate)]];
  const asked = sumOf(families.filter((family) => /requests(_total)?$/.test(family.name)).flatMap((family) => family.samples));
  stats.push(["requests since the start", rounded(asked)]);
  // Metrics without labels get their own figure.
  for (const family of families) {
    const [sample] = family.samples;
    if (family.samples.length !== 1 || Object.keys(sample.labels).length || family.type === "histogram" || /requests(_total)?$|^process_|^go_/.test(family.name)) continue;
    if (stats.length < 8) stats.push([family.name.replace(/^understudy_/, "").replace(/_total$/, "").replaceAll("_", " "), rounded(sample.value)]);
  }
  // The contract's measures: durations that start and end with different requests.
  for (const family of families.filter((family) => family.type === "histogram")) {
    const value = (end) => family.samples.find((sample) => sample.name === family.name + end && !Object.keys(sample.labels).length)?.value;
    const count = value("_count");
    if (count) stats.push([`${family.name.replace(/^understudy_|_seconds$/g, "").replaceAll("_", " ")}, mean of ${count}`, span(value("_sum") / count)]);
  }
  $("#metric-stats").replaceChildren(...stats.map(([label, value]) => make("div", { class: "stat" }, make("b", {}, value), make("span", { class: "dim note" }, label))));
}

function renderAllMetrics(families) {
  if (!$("#view-metrics details").open) return;
  const rows = families.flatMap((family) => family.samples.filter((sample) => !sample.name.endsWith("_bucket")).map((sample) => [
    make("span", { title: family.help }, sample.name),
    Object.entries(sample.labels).map(([name, value]) => `${name}=${value}`).join(", "),
    { number: sample.value },
  ]));
  $("#metric-all").replaceChildren(grid(["Metric", "Labels", { number: "Value" }], rows.slice(0, 500)));
}

async function loadMetrics() {
  if (app.view !== "metrics" || document.hidden) return;
  const values = renderChart();
  await attempt("#metric-problem", async () => {
    const families = parsePrometheus(String(await ask("metrics")));
    renderStats(families, values);
    renderActionMetrics(families);
    renderCapacityMetrics(families);
    renderAllMetrics(families);
  });
}

addView("metrics", {
  label: "Metrics",
  start() {
    stream.listeners.push(countEntries);
    setInterval(loadMetrics, 2000);
    $("#view-metrics details").addEventListener("toggle", loadMetrics);
  },
  show: loadMetrics,
});
