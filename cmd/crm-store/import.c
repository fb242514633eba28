/*
 * crm-store import KIND FILE|-...: takes in the rows of files, all or nothing
 * unless --rejects. Files are read first; in one transaction every row is judged
 * against the store, the file of rejects is completed, and all lines are committed;
 * then that file gets its name.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/crm-store/import.h"
#include "lib/base/file.h"
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

static int prepare(struct import *im)
{
	struct crm_run *r = im->run;
	struct crm_instant at;

	if (crm_args_has(r->args, "op"))
		return crm_run_usage(r, "every row has an op of its own: no --op");
	if (im->rejects_path != NULL && rejects_check(r, im->rejects_path) < 0)
		return -1;
	im->rejects.several = crm_args_operands(r->args) > 2;
	if (crm_run_kind(r, crm_args_operand(r->args, 0)) < 0 || crm_run_store(r) < 0 ||
	    crm_run_clocks(r) < 0 || crm_run_at(r, &at) < 0 ||
	    crm_run_reader_opts(r, &im->opts) < 0)
		return -1;
	im->opts.unfolded = true;
	im->dirfd = crm_run_dirfd(r);
	if (im->dirfd < 0)
		return -1;
	crm_spool_init(&im->spool, im->dirfd);
	return 0;
}

static int begin_rejects(struct import *im)
{
	struct crm_csv_opts dialect;
	struct crm_err e = CRM_ERR_INIT;
	bool foreign = crm_mapping_dialect(im->mapping, &im->opts, &dialect);

	if (im->rejects_path == NULL)
		return 0;
	if (rejects_begin(&im->rejects, im->rejects_path, &dialect, foreign, &e) < 0)
		return crm_run_fail(im->run, &e);
	return 0;
}

/* ---- under the lock ---- */

/* The rejects are synced under the lock: which rows they are is known only
 * with the store locked, and once the others are committed they are the one
 * trace of these rows. They get their name after the commit: if that fails,
 * the old file is as it was. */
static int settle(struct import *im)
{
	struct crm_err e = CRM_ERR_INIT;

	if (im->rejects_path != NULL) {
		if (rejects_sync(&im->rejects, &e) < 0)
			return crm_run_fail(im->run, &e);
	} else if (im->reject > 0 && !im->plan) {
		crm_run_say(im->run,
		    "nothing was written: %lld of %lld rows refused; --rejects FILE takes the "
		    "others",
		    (long long)im->reject, (long long)im->rows);
		return -1;
	}
	return 0;
}

static int plan_and_settle(struct crm_transact *x, void *ctx)
{
	struct import *im = ctx;

	im->x = x;
	return import_plan(im) < 0 ? -1 : settle(im);
}

/* ---- after the lock ---- */

static void end_rejects(struct import *im)
{
	struct crm_err e = CRM_ERR_INIT, all = CRM_ERR_INIT;

	if (im->rejects_path == NULL)
		return;
	if (im->reject > 0)
		crm_run_worse(im->run, CRM_PART);
	if (rejects_end(&im->rejects, &e) < 0) {
		(void)crm_err_set(&all, e.code, "%s%s", e.text,
		    im->plan ? "" : "; the rows that are not refused are committed");
		(void)crm_run_fail(im->run, &all);
	} else if (im->reject > 0) {
		crm_run_say(im->run, "%lld of %lld rows refused: see %s", (long long)im->reject,
		    (long long)im->rows, im->rejects_path);
	}
}

static void release(struct import *im)
{
	if (im->dirfd >= 0) {
		crm_spool_release(&im->spool);
		(void)close(im->dirfd);
	}
	crm_map_free(im->files);
	crm_map_free(im->keys);
	crm_map_free(im->later);
	crm_map_free(im->reasons);
	rejects_release(&im->rejects);
	crm_mapping_free(im->mapping);
}

void store_import(struct crm_run *r)
{
	struct import im = {.run = r, .dirfd = -1};
	struct crm_output *out = NULL;

	im.rejects_path = crm_args_text(r->args, "rejects");
	im.plan = crm_args_has(r->args, "plan") || crm_args_has(r->args, "dry-run");
	im.files = crm_map_new();
	im.keys = crm_map_new();
	im.later = crm_map_new();
	im.reasons = crm_map_new();
	rejects_init(&im.rejects);
	if (store_operands(r, 2, 0) < 0 || prepare(&im) < 0 ||
	    crm_output_new(r, CRM_OUT_ROWS, columns, COLUMNS, true, &out) < 0)
		goto out;
	if (store_mapping(r, &im.mapping) < 0 || import_read(&im) < 0 || begin_rejects(&im) < 0 ||
	    crm_transact(r, im.plan, plan_and_settle, &im) < 0)
		goto out;
	end_rejects(&im);
	report(&im, out);
	crm_output_end(r, out);
	out = NULL;
out:
	crm_output_drop(out);
	release(&im);
}
