// A parser of the parts of Prometheus' text format that the page needs.

/** Parses metric families: `{name, help, type, samples: [{name, labels, value}]}`. */
function parsePrometheus(text) {
  const families = new Map();
  const family = (name) => {
    if (!families.has(name)) families.set(name, { name, help: "", type: "untyped", samples: [] });
    return families.get(name);
  };
  for (const line of text.split("\n")) {
    const about = /^# (HELP|TYPE) (\S+) ?(.*)$/.exec(line);
    if (about) {
      family(about[2])[about[1].toLowerCase()] = about[3];
      continue;
    }
    const sample = /^([A-Za-z_:][\w:]*)(?:\{(.*)\})? (\S+)/.exec(line);
    if (!sample) continue;
    const base = sample[1].replace(/_(bucket|sum|count)$/, "");
    family(families.has(sample[1]) ? sample[1] : families.has(base) ? base : sample[1]).samples.push({
      name: sample[1], labels: labelsOf(sample[2] ?? ""), value: sample[3] === "+Inf" ? Infinity : Number(sample[3]),
    });
  }
  return [...families.values()];
}

function labelsOf(text) {
  const labels = {};
  for (const [, name, value] of text.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)) {
    labels[name] = value.replace(/\\(.)/g, (all, character) => (character === "n" ? "\n" : character));
  }
  return labels;
}

/** A quantile of a histogram's buckets, reckoned within the bucket as Prometheus does; `null` without samples. */
function quantile(buckets, share) {
  const sums = new Map();
  for (const { labels, value } of buckets) {
    const bound = labels.le === "+Inf" ? Infinity : Number(labels.le);
    sums.set(bound, (sums.get(bound) ?? 0) + value);
  }
  const sorted = [...sums].sort(([one], [other]) => one - other);
  const total = sorted.at(-1)?.[1] ?? 0;
  if (total === 0) return null;
  let [lower, below] = [0, 0];
  for (const [bound, count] of sorted) {
    if (count >= share * total) {
      if (bound === Infinity) return lower;
      return lower + ((bound - lower) * (share * total - below)) / (count - below || 1);
    }
    [lower, below] = [bound, count];
  }
  return lower;
}
