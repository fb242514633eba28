#!/bin/sh
# examples/pipelines/complaint.sh: two complaints from the telephone call to closure.
. "${TOP:-$(dirname "$0")/../..}/tests/lib.sh"

check 'both complaints go their way' sh "$TOP/examples/pipelines/complaint.sh"
like 'the one through a return' '^C-2026-0001 +L881 +closed +return ' "$out"
like 'the one through rework on site' '^C-2026-0002 +L940 +closed +rework_on_site ' "$out"
done_testing
