// Renders notes and a bibliography with citeproc-js: ITEMS STYLE OUT LOCALES
const fs = require("fs");
const path = require("path");
const CSL = require("citeproc");
const [itemsFile, styleFile, out, locales] = process.argv.slice(2);
const items = JSON.parse(fs.readFileSync(itemsFile, "utf8"));
const byId = Object.fromEntries(items.map((item) => [item.id, item]));
const sys = {
  retrieveItem: (id) => byId[id],
  retrieveLocale: (lang) => {
    const file = path.join(locales, `locales-${lang}.xml`);
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
  },
};
const engine = new CSL.Engine(sys, fs.readFileSync(styleFile, "utf8"));
engine.setOutputFormat("text");
// the quickest of its ways: the whole document at once
const notes = items.map((item, n) => ({
  citationID: `c${n}`,
  citationItems: [{ id: item.id, locator: "5", label: "page" }],
  properties: { noteIndex: n + 1 },
}));
const lines = engine.rebuildProcessorState(notes, "text").map((note) => note[2]);
const bibliography = engine.makeBibliography();
fs.writeFileSync(out, lines.concat(bibliography ? bibliography[1] : []).join("\n"));
