/* print: sheets of the work list, to be called by, faxed, posted, taken along. */
#include <stdio.h>
#include <string.h>

#include "cmd/crm-notify/work.h"
#include "lib/base/map.h"
#include "lib/io/share.h"
#include "lib/rules/notice/local.h"
#include "lib/tool/printed.h"

#define SORT "worklist"

const struct crm_opt notify_print_opts[] = {
    {"channel", 0, CRM_OPT_TEXT, "NAME", "of that channel only", false},
    {"output", 'o', CRM_OPT_TEXT, "FMT", "html, text, json (default text)", false},
    {"lang", 0, CRM_OPT_TEXT, "LANG",
        "language of the sheets: en, zh, de (default that of the text)", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

enum sheet_format { SHEET_TEXT, SHEET_HTML, SHEET_JSON };

struct sheets {
	struct crm_run *run;
	enum sheet_format format;
	struct work_list list;
	struct crm_map *languages; /* that there are words of */
	struct crm_labels *labels; /* the last ones used */
	struct crm_doc *all;
	size_t n;
	bool failed;
};

static int read_format(struct sheets *x)
{
	static const char *const names[] = {"text", "html", "json"};
	const char *name = crm_args_text(x->run->args, "output");
	struct crm_err e = CRM_ERR_INIT;

	for (size_t i = 0; i < 3; i++) {
		if (name == NULL || strcmp(names[i], name) == 0) {
			x->format = (enum sheet_format)i;
			return 0;
		}
	}
	crm_err_at(&e, CRM_BADINPUT, "--output", 0, NULL,
	    "'%s' is not known; expected text, html or json", name);
	return crm_run_fail(x->run, &e);
}

/* ---- the language ---- */

static int read_languages(struct sheets *x)
{
	struct crm_share_dirs dirs;
	int ret = crm_share_dirs_init(x->run, "templates/" SORT, SORT, &dirs);

	if (ret == 0)
		crm_share_names(
		    &(struct crm_share){dirs.dirs, "labels.", ".json", "language"}, x->languages);
	crm_share_dirs_release(&dirs);
	return ret;
}

/* --lang, else the text's, else what is left of it without its last part, else English. */
static const char *language_of(const struct sheets *x, struct work_row *row)
{
	const char *given = crm_args_text(x->run->args, "lang");
	const char *text = crm_doc_string(crm_doc_member(row->it.content, "language", 8));
	char *name;

	if (given != NULL || text == NULL)
		return given != NULL ? given : "en";
	name = crm_arena_strdup(&row->it.arena, text);
	for (;;) {
		char *cut = strrchr(name, '-');

		if (crm_map_find(x->languages, name, strlen(name)) != CRM_MAP_NONE)
			return name;
		if (cut == NULL)
			return "en";
		*cut = '\0';
	}
}

static int use_labels(struct sheets *x, struct work_row *row)
{
	const char *name = language_of(x, row);

	if (x->labels != NULL && strcmp(crm_labels_language(x->labels), name) == 0)
		return 0;
	crm_labels_free(x->labels);
	x->labels = NULL;
	return crm_labels_open(x->run, SORT, name, NULL, &x->labels);
}

/* ---- the sheets ---- */

/* What nobody has named and that waits for something else is told only. */
static void refuse(struct sheets *x, const struct work_row *row)
{
	static const char *const texts[] = {[WORK_DO] = "",
	    [WORK_AGAIN] = "",
	    [WORK_HELD] = "is held",
	    [WORK_GONE] = "is not to be told any more",
	    [WORK_VOID] = "is not as it was approved",
	    [WORK_DOUBT] = "is in doubt: find out whether it left"};
	struct crm_err e = CRM_ERR_INIT;

	if (!x->list.named && row->what != WORK_VOID) {
		crm_run_say(x->run, "%s %s%s%s", row->it.id, texts[row->what],
		    row->why[0] != '\0' ? ": " : "", row->why);
		return;
	}
	crm_err_set(&e, row->what == WORK_VOID && row->it.content == NULL ? CRM_BADINPUT : CRM_NO,
	    "%s %s%s%s", row->it.id, texts[row->what], row->why[0] != '\0' ? ": " : "", row->why);
	(void)crm_run_fail(x->run, &e);
}

static void add_sheet(struct sheets *x, struct work_row *row)
{
	const bool data = x->format == SHEET_JSON;
	struct sheet_ask ask = {.run = x->run, .list = &x->list, .row = row, .language = ""};
	char scope[32];
	struct crm_doc *o;

	if (!data && use_labels(x, row) != 0) {
		x->failed = true;
		return;
	}
	o = crm_doc_item(crm_doc_list(x->all, "sheets"));
	if (!data) {
		ask.language = crm_labels_language(x->labels);
		ask.word = crm_labels_word;
		ask.ctx = x->labels;
		crm_labels_put(x->labels, o);
		if (x->n == 0)
			crm_labels_put(x->labels, x->all);
		else
			crm_doc_bool(o, "later", true);
	}
	(void)snprintf(scope, sizeof(scope), "#page-%zu", ++x->n);
	ask.scope = data ? NULL : scope;
	if (crm_printed_form(x->run, SORT, o) != 0)
		x->failed = true;
	else
		sheet_fill(&ask, o);
}

/* All are looked at before anything is printed: what is wrong with any is told at once. */
static void add_all(struct sheets *x)
{
	(void)crm_doc_list(x->all, "sheets");
	for (size_t i = 0; i < crm_map_count(x->list.ids); i++) {
		const char *id = crm_map_key(x->list.ids, i, NULL);
		struct crm_err e = CRM_ERR_INIT;

		if (work_has(&x->list, id))
			continue;
		crm_err_set(&e, CRM_NO, "%s: nothing of it waits for a person", id);
		(void)crm_run_fail(x->run, &e);
	}
	for (size_t i = 0; i < x->list.n; i++) {
		struct work_row *row = x->list.v[i];

		if (row->what == WORK_DO || row->what == WORK_AGAIN)
			add_sheet(x, row);
		else
			refuse(x, row);
	}
}

static void write(struct sheets *x)
{
	struct crm_buf text = CRM_BUF_INIT;

	if (x->format == SHEET_JSON) {
		crm_doc_json(crm_doc_member(x->all, "sheets", 6), true, &text);
		crm_buf_addc(&text, '\n');
		crm_run_write(x->run, &text, true);
		crm_buf_release(&text);
	} else if (x->n > 0) {
		crm_printed_write(x->run, SORT, x->format == SHEET_HTML ? "html" : "txt", x->all);
	}
}

void notify_print(struct crm_run *r)
{
	struct sheets x = {.run = r, .languages = crm_map_new(), .all = crm_doc_new()};

	if (read_format(&x) == 0) {
		if (work_open(r, &x.list) == 0 && read_languages(&x) == 0) {
			add_all(&x);
			if (!x.failed)
				write(&x);
		}
		work_release(&x.list);
	}
	crm_labels_free(x.labels);
	crm_map_free(x.languages);
	crm_doc_free(x.all);
}
