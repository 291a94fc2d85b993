#!/bin/sh
# A nightly check of a folder of documents that prints only what has changed since the last one, for cron:
#   17 3 * * * /path/to/nightly.sh /path/to/documents
# The results are kept beside the folder, in FOLDER.links.jsonl: all of them, also those that have not changed. Where
# something goes wrong the former ones stay, what it was is on stderr, and the status is not 0.
set -eu
folder=${1:?name the folder of documents}
folder=${folder%/}
shift
results=$folder.links.jsonl
[ -e "$results" ] || : >"$results"
citekit check "$folder" --since "$results" --json -o "$results" --fail-on none "$@"
