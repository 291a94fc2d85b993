#!/bin/sh
# A nightly check of a folder of documents that prints only what has changed since the last one, for cron:
#   17 3 * * * /path/to/nightly.sh /path/to/documents
# The results are remembered beside the folder, in FOLDER.links.jsonl and citekit's cache.
set -u
folder=${1:?name the folder of documents}
shift
results=$folder.links.jsonl
touch "$results"
citekit check "$folder" --max-age 12h --since "$results" --fail-on none "$@"
# what was found an hour ago is in the cache: nothing is asked twice
citekit check "$folder" --max-age 12h --json --fail-on none "$@" >"$results.new" 2>/dev/null
mv "$results.new" "$results"
