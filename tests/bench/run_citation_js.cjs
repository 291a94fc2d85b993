// Exports CSL-JSON with citation.js: ITEMS FORMAT OUT
const fs = require("fs");
const { Cite } = require("@citation-js/core");
require("@citation-js/plugin-csl");
require("@citation-js/plugin-bibtex");
require("@citation-js/plugin-ris");
const [itemsFile, format, out] = process.argv.slice(2);
const items = JSON.parse(fs.readFileSync(itemsFile, "utf8"));
fs.writeFileSync(out, new Cite(items, { generateGraph: false }).format(format));
