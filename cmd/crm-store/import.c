/*
 * crm-store import KIND FILE|-...: takes in the rows of files, all or nothing
 * unless --rejects. Files are read first, then the store is locked, every row
 * is judged against it, the file of rejects is written, and all lines are
 * committed at once.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/crm-store/import.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"
#include "lib/tool/stream.h"

const struct crm_opt store_import_opts[] = {
    {"map", 0, CRM_OPT_TEXT, "FILE", "how the columns become fields", false},
    {"plan", 0, CRM_OPT_FLAG, NULL, "counts, but writes nothing to the store", false},
    {"rejects", 0, CRM_OPT_TEXT, "FILE", "takes the good rows, writes the others here", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum { KIND, PLAN, ROWS, CREATE, UPDATE, UNCHANGED, REJECT, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [KIND] = {.name = "kind"},
    [PLAN] = {.name = "plan"},
    [ROWS] = {.name = "rows", .right = true},
    [CREATE] = {.name = "create", .right = true},
    [UPDATE] = {.name = "update", .right = true},
    [UNCHANGED] = {.name = "unchanged", .right = true},
    [REJECT] = {.name = "reject", .right = true},
};

static void report(const struct import *im, struct crm_output *out)
{
	const struct crm_cell cells[COLUMNS] = {
	    [KIND] = crm_cell_text(im->run->kind->name),
	    [PLAN] = crm_cell_bool(im->plan),
	    [ROWS] = crm_cell_int(im->rows),
	    [CREATE] = crm_cell_int(im->create),
	    [UPDATE] = crm_cell_int(im->update),
	    [UNCHANGED] = crm_cell_int(im->unchanged),
	    [REJECT] = crm_cell_int(im->reject),
	};

	crm_output_row(out, cells);
}

/* ---- before the lock ---- */

static int read_map(struct import *im, const char *const *clocks)
{
	struct crm_run *r = im->run;
	const char *path = crm_args_text(r->args, "map");
	const struct crm_mapping_opts o = {.kind = r->kind->name,
	    .schema = r->kind->flow.schema,
	    .clocks = clocks,
	    .zone = crm_run_zone(r),
	    .limits = &r->limits};
	struct crm_err e = CRM_ERR_INIT;

	if (path == NULL) {
		im->mapping = crm_mapping_plain(&o);
		return 0;
	}
	return crm_mapping_read(path, &o, &im->mapping, &e) < 0 ? crm_run_fail(r, &e) : 0;
}

static int set_times(struct import *im)
{
	struct crm_instant at, now = im->run->now;
	int32_t days;
	int64_t us;
	int month, day;

	if (crm_run_at(im->run, &at) < 0)
		return -1;
	now.off = crm_zone_offset(crm_run_zone(im->run), now.us);
	crm_instant_format(at, im->at);
	crm_instant_format(now, im->rec);
	im->later = now.us != at.us;
	crm_zone_local(crm_run_zone(im->run), at.us, &days, &us);
	crm_civil_from_days(days, &im->year, &month, &day);
	return 0;
}

static int prepare(struct import *im)
{
	struct crm_run *r = im->run;

	if (crm_args_has(r->args, "op"))
		return crm_run_usage(r, "every row has an op of its own: no --op");
	if (im->rejects_path != NULL && strcmp(im->rejects_path, "-") == 0)
		return crm_run_usage(r, "--rejects needs the name of a file");
	if (crm_run_kind(r, crm_args_operand(r->args, 0)) < 0 || crm_run_store(r) < 0 ||
	    set_times(im) < 0 || crm_run_reader_opts(r, &im->opts) < 0)
		return -1;
	im->dirfd = store_dirfd(r);
	if (im->dirfd < 0)
		return -1;
	crm_spool_init(&im->spool, im->dirfd);
	return 0;
}

/* ---- under the lock ---- */

static int write_rejects(struct import *im)
{
	struct crm_csv_opts dialect;
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	bool foreign;
	int rc;

	foreign = crm_mapping_dialect(im->mapping, &im->opts, &dialect);
	rejects_write(&im->rejects, &dialect, foreign, &text);
	rc = crm_file_replace(
	    AT_FDCWD, im->rejects_path, crm_buf_str(&text), text.len, 0600, true, &e);
	crm_buf_release(&text);
	return rc < 0 ? crm_run_fail(im->run, &e) : 0;
}

static int commit(struct import *im)
{
	struct crm_err e = CRM_ERR_INIT;

	if (im->rejects_path != NULL) {
		if (write_rejects(im) < 0)
			return -1;
		if (im->reject > 0)
			crm_run_worse(im->run, CRM_PART);
	} else if (im->reject > 0 && !im->plan) {
		crm_run_say(im->run,
		    "nothing was written: %lld of %lld rows refused; --rejects FILE takes the "
		    "others",
		    (long long)im->reject, (long long)im->rows);
		return -1;
	}
	if (im->plan)
		return 0;
	return crm_tx_commit(im->tx, &e) < 0 ? crm_run_fail(im->run, &e) : 0;
}

static int transact(struct import *im)
{
	struct crm_run *r = im->run;
	struct crm_findings *notes = crm_findings_new();
	struct crm_err e = CRM_ERR_INIT;
	long wait_ms;
	int rc = -1;

	if (crm_run_lock_wait(r, &wait_ms) < 0)
		goto out;
	crm_run_hold(r);
	if ((!im->plan && crm_store_lock(r->store, wait_ms, &e) < 0) ||
	    crm_journal_open(r->store, r->kind->name, notes, &im->journal, &e) < 0) {
		(void)crm_run_fail(r, &e);
	} else {
		im->tx = crm_tx_new(im->journal);
		rc = import_plan(im) < 0 ? -1 : commit(im);
	}
	crm_store_unlock(r->store);
	crm_run_notes(r, notes);
	crm_run_unhold(r);
out:
	crm_findings_free(notes);
	return rc;
}

static void release(struct import *im)
{
	crm_tx_free(im->tx);
	crm_journal_free(im->journal);
	if (im->dirfd >= 0) {
		crm_spool_release(&im->spool);
		(void)close(im->dirfd);
	}
	crm_map_free(im->files);
	rejects_release(&im->rejects);
	crm_mapping_free(im->mapping);
}

void store_import(struct crm_run *r)
{
	struct import im = {.run = r, .dirfd = -1};
	const struct crm_clock *clocks;
	struct crm_output *out = NULL;
	const char **names = NULL;
	size_t n = 0;

	im.rejects_path = crm_args_text(r->args, "rejects");
	im.plan = crm_args_has(r->args, "plan") || crm_args_has(r->args, "dry-run");
	im.files = crm_map_new();
	rejects_init(&im.rejects);
	if (store_operands(r, 2, 0) < 0 || prepare(&im) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, true, &out) < 0)
		goto out;
	clocks = r->kind->clocks;
	while (clocks != NULL && clocks[n].name != NULL)
		n++;
	names = crm_calloc(n + 1, sizeof(*names));
	for (size_t i = 0; i < n; i++)
		names[i] = clocks[i].name;
	if (read_map(&im, names) < 0 || import_read(&im) < 0 || transact(&im) < 0)
		goto out;
	report(&im, out);
	crm_output_end(r, out);
	out = NULL;
	if (im.reject > 0 && im.rejects_path != NULL)
		crm_run_say(r, "%lld of %lld rows refused: see %s", (long long)im.reject,
		    (long long)im.rows, im.rejects_path);
out:
	crm_output_drop(out);
	release(&im);
	free(names);
}
