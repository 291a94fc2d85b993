// Reads {locales, jobs: [{style, items, mode, clusters}]} and prints, for each job, the list of texts that citeproc-js makes.
// mode "bibliography": [ids, entries]; "notes": the clusters as a run of notes; "cites": each cluster by itself.
const CSL = require("citeproc");
const fs = require("fs");
const path = require("path");
const input = JSON.parse(fs.readFileSync(0, "utf8"));

// which entry is whose: empty entries are left out
CSL.Output.Formats.html["@bibliography/entry"] = function (state, text) {
  return `<div class="csl-entry">${text}</div><!--${this.system_id}-->`;
};

function render(job) {
  const byId = Object.fromEntries(job.items.map((item) => [item.id, item]));
  const engine = new CSL.Engine(
    {
      retrieveItem: (id) => JSON.parse(JSON.stringify(byId[id])),
      retrieveLocale: (lang) => {
        const file = path.join(input.locales, `locales-${lang}.xml`);
        return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
      },
    },
    job.style
  );
  if (job.mode !== "notes") engine.updateItems(job.items.map((item) => item.id));
  if (job.mode === "bibliography") {
    const entries = engine.makeBibliography()[1];
    return [entries.map((entry) => /<!--(.*?)-->/.exec(entry)[1]), entries.map((entry) => entry.replace(/<!--.*?-->/, ""))];
  }
  if (job.mode === "cites") return job.clusters.map((cluster) => engine.makeCitationCluster(cluster));
  const before = [];
  const texts = {};
  job.clusters.forEach((citationItems, n) => {
    const note = { citationID: `c${n}`, citationItems, properties: { noteIndex: n + 1 } };
    for (const [, text, id] of engine.processCitationCluster(note, before.slice(), [])[1]) texts[id] = text;
    before.push([`c${n}`, n + 1]);
  });
  return job.clusters.map((_, n) => texts[`c${n}`]);
}
// citeproc-js writes its own messages to the standard output: the answer goes to a file
fs.writeFileSync(process.argv[2], JSON.stringify(input.jobs.map(render)));
