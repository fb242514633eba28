/*
 * change CODE...: must the customer be told of a change, or parts be submitted (P3): a row
 * a code, then one for all of them. With --record it becomes a record of the store; --owed
 * lists what is owed for those. Without these two no store is needed.
 */
#include "cmd/crm-ppap/change.h"

#include <string.h>

#include "cmd/crm-ppap/books.h"
#include "cmd/crm-ppap/ppap.h"
#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/rules/change/change.h"
#include "lib/tool/judged.h"
#include "lib/tool/printed.h"

const struct crm_opt ppap_change_opts[] = {
    {"customer", 0, CRM_OPT_TEXT, "NAME", "whose rules come first, as crm.json has them", false},
    {"profile", 0, CRM_OPT_TEXT, "NAME", "the customer's (default as crm.json says)", false},
    {"edition", 0, CRM_OPT_TEXT, "NAME", "aiag-4, aiag-3, vda-ppf (default the profile's)", false},
    {"part", 0, CRM_OPT_TEXT, "NUMBER", "part that changes", false},
    {"list", 0, CRM_OPT_FLAG, NULL, "all codes that there are", false},
    {"record", 0, CRM_OPT_FLAG, NULL, "writes a record of it in the store", false},
    {"description", 0, CRM_OPT_TEXT, "TEXT", "of a record: what changes, in words", false},
    {"change-level-from", 0, CRM_OPT_TEXT, "TEXT", "of a record: change level before", false},
    {"change-level-to", 0, CRM_OPT_TEXT, "TEXT", "of a record: change level after", false},
    {"planned-for", 0, CRM_OPT_TEXT, "DATE", "of a record: when it is to take effect", false},
    {"emergency", 0, CRM_OPT_FLAG, NULL, "of a record: made before anybody could be told", false},
    {"why", 0, CRM_OPT_TEXT, "TEXT", "of an emergency: why it could not wait", false},
    {"changed-at", 0, CRM_OPT_TEXT, "STAMP", "of a record: when it took effect", false},
    {"owner", 0, CRM_OPT_TEXT, "NAME", "of a record: who is answerable for it", false},
    {"reference", 0, CRM_OPT_TEXT, "TEXT", "of a record: the customer's reference", false},
    {"owed", 0, CRM_OPT_FLAG, NULL, "notices, submissions, summaries that are owed", false},
    {"check", 0, CRM_OPT_FLAG, NULL, "with --owed: exit 1 when any is", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

/* ---- the book ---- */

/* Whose fault it is: an option's, or that of the setting at `path` ("": none was asked). */
static int fail_book(struct change *c, const struct crm_err *e, const char *path)
{
	bool profile = strcmp(e->field, "profile") == 0;
	struct crm_err own = CRM_ERR_INIT;

	if (!ppap_books_unknown(e))
		return crm_run_fail(c->run, e);
	if (profile && path[0] != '\0') {
		crm_err_at(&own, CRM_CONFIG, NULL, 0, path, "%s", e->text);
		return crm_run_fail_settings(c->run, &own);
	}
	crm_err_at(&own, e->code, profile ? "--profile" : "--edition", 0, NULL, "%s", e->text);
	return crm_run_fail(c->run, &own);
}

static int open_book(struct change *c)
{
	const struct crm_args *args = c->run->args;
	const char *customer = crm_args_text(args, "customer"), *edition;
	const char *profile = crm_args_text(args, "profile");
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int ret = 0;

	edition = crm_args_text(args, "edition");
	if (profile == NULL && customer != NULL) {
		crm_buf_addf(&path, "customers.%s.ppap", customer);
		ret = crm_run_setting(c->run, crm_buf_str(&path), &profile);
	}
	if (ret == 0 &&
	    ppap_books_get(c->run, &c->books, edition != NULL ? edition : "",
	        profile != NULL ? profile : "", &c->book, &e) != 0)
		ret = fail_book(c, &e, crm_buf_str(&path));
	crm_buf_release(&path);
	if (ret != 0)
		return -1;
	c->unset = customer != NULL && profile == NULL;
	c->table = ppap_books_changes(&c->books, c->book);
	if (c->table != NULL)
		return 0;
	crm_err_at(&e, CRM_CONFIG, NULL, 0, NULL, "edition '%s' names no table of change codes",
	    crm_ppap_book_edition_name(c->book));
	return crm_run_fail(c->run, &e);
}

/* ---- codes ---- */

/* Operands, also several in one with a comma between; each once. */
static int read_codes(struct change *c, struct crm_map *codes)
{
	size_t n = crm_args_operands(c->run->args);

	for (size_t i = 0; i < n; i++) {
		const char *p = crm_args_operand(c->run->args, i);
		struct crm_err e = CRM_ERR_INIT;
		size_t len;

		if (crm_args_utf8(p, "CODE", &e) < 0)
			return crm_run_fail(c->run, &e);
		for (;; p += len + 1) {
			len = strcspn(p, ",");
			if (crm_utf8_all_blank(p, len))
				return crm_run_usage(c->run, "a CODE is empty");
			(void)crm_map_put(codes, p, len, NULL);
			if (p[len] == '\0')
				break;
		}
	}
	return 0;
}

/* ---- the command ---- */

static int open_output(struct change *c)
{
	enum crm_format format;

	if (crm_run_format(c->run, &format) < 0)
		return -1;
	c->people = format == CRM_FMT_TABLE && !crm_args_has(c->run->args, "fields");
	return change_rows_open(c);
}

static void list(struct change *c)
{
	const struct crm_change_code *row;
	struct crm_change_advice a;

	for (size_t i = 0; (row = crm_ppap_changes_at(c->table, i)) != NULL; i++) {
		crm_change_advise(c->table, c->book, row->code, &a);
		change_rows_code(c, &a);
	}
}

/* The record has no room for notes. */
static void record_verdict(struct change *c, const struct change_verdict *v)
{
	struct crm_buf note = CRM_BUF_INIT;

	change_verdict_notes(c, v, &note);
	if (note.len > 0)
		crm_run_say(c->run, "%s", crm_buf_str(&note));
	crm_buf_release(&note);
	change_record(c->run, v);
}

static void advise(struct change *c, const struct crm_map *codes)
{
	struct change_verdict v = {.codes = CRM_BUF_INIT};
	struct crm_map *seen = crm_map_new(); /* by the table's writing of them */
	struct crm_change_advice a;
	bool record = crm_args_has(c->run->args, "record"), added;

	for (size_t i = 0; i < crm_map_count(codes); i++) {
		crm_change_advise(c->table, c->book, crm_map_key(codes, i, NULL), &a);
		(void)crm_map_put(seen, change_code_of(&a), strlen(change_code_of(&a)), &added);
		if (!added)
			continue;
		change_verdict_add(c, &v, &a);
		if (!record)
			change_rows_code(c, &a);
	}
	if (record)
		record_verdict(c, &v);
	else
		change_rows_verdict(c, &v);
	crm_map_free(seen);
	change_verdict_release(&v);
}

/* What goes with what; -1 after a usage error. */
static int check_options(struct crm_run *r)
{
	static const char *const recorded[] = {"description", "change-level-from",
	    "change-level-to", "planned-for", "emergency", "why", "changed-at", "owner",
	    "reference", "at", "by", "op", "dry-run", "lock-wait"};
	const struct crm_args *args = r->args;
	bool lists = crm_args_has(args, "list"), record = crm_args_has(args, "record");
	bool owed = crm_args_has(args, "owed");

	if (lists + record + owed > 1)
		return crm_run_usage(r, "only one of --list, --record, --owed");
	for (size_t i = 0; !record && i < sizeof(recorded) / sizeof(recorded[0]); i++) {
		if (crm_args_has(args, recorded[i]))
			return crm_run_usage(r, "--%s goes with --record", recorded[i]);
	}
	if (!owed && crm_args_has(args, "check"))
		return crm_run_usage(r, "--check goes with --owed");
	if ((lists || owed) && crm_args_operands(args) > 0)
		return crm_run_usage(r, "--%s takes no CODE", lists ? "list" : "owed");
	if (owed && (crm_args_has(args, "profile") || crm_args_has(args, "edition")))
		return crm_run_usage(r, "--owed takes no --profile and no --edition");
	if (!lists && !owed && crm_args_operands(args) == 0)
		return crm_run_usage(r, "CODE missing");
	return 0;
}

void ppap_change(struct crm_run *r)
{
	struct change c = {.run = r, .list = crm_args_has(r->args, "list")};
	struct crm_map *codes;

	if (check_options(r) < 0)
		return;
	if (crm_args_has(r->args, "owed")) {
		change_owed(r);
		return;
	}
	codes = crm_map_new();
	if (read_codes(&c, codes) < 0 || open_book(&c) < 0)
		goto out;
	if (!crm_args_has(r->args, "record") && open_output(&c) < 0)
		goto out;
	if (c.list)
		list(&c);
	else
		advise(&c, codes);
	crm_output_end(r, c.out);
out:
	crm_map_free(codes);
	ppap_books_release(&c.books);
}
