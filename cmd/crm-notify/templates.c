/*
 * templates [list|lint|show] [NAME]...: which templates there are; what is wrong with them, before
 * anybody gets them; one of them with its sample filled in.
 */
#include "cmd/crm-notify/templates.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/base/map.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"
#include "lib/rules/customer/customer.h"
#include "lib/io/report/report.h"
#include "lib/tool/kinds.h"
#include "lib/tool/letters.h"
#include "lib/tool/printed.h"

const struct crm_opt notify_templates_opts[] = {
    {"languages", 0, CRM_OPT_LIST, "LIST",
        "lint: those in use, commas between (default those of customers)", false},
    {"language", 0, CRM_OPT_TEXT, "LANG", "show: in this language (default en)", false},
    {"medium", 0, CRM_OPT_TEXT, "WORD", "show: text, html, sms, im or print alone", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

struct templates {
	struct crm_run *run;
	struct crm_letters *all;
	struct crm_map *names; /* that are asked for, else all */
};

/* ---- list ---- */

enum { NAME, CATEGORY, LANGUAGES, MEDIA, MAX_SEGMENTS, FOLDER, VERSION, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
    [NAME] = {.name = "template"},
    [CATEGORY] = {.name = "category"},
    [LANGUAGES] = {.name = "languages"},
    [MEDIA] = {.name = "media"},
    [MAX_SEGMENTS] = {.name = "max_segments", .optional = true},
    [FOLDER] = {.name = "folder", .optional = true},
    [VERSION] = {.name = "version", .optional = true},
};

static void add_word(struct crm_buf *list, const char *word)
{
	struct crm_cell c = crm_cell_text(crm_buf_str(list));

	if (list->len > 0 && crm_words_has(&c, word))
		return;
	crm_buf_addf(list, "%s%s", list->len > 0 ? "," : "", word);
}

static void list_one(struct templates *x, struct crm_output *out, const char *name)
{
	struct crm_buf languages = CRM_BUF_INIT, media = CRM_BUF_INIT;
	struct crm_cell c[COLUMNS];
	const struct crm_letter *t;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_letters_get(x->all, name, &t, &e) != 0) {
		(void)crm_run_fail(x->run, &e);
		return;
	}
	for (size_t i = 0; i < t->n; i++)
		add_word(&languages, t->texts[i].language);
	for (enum crm_medium m = CRM_MEDIUM_TEXT; m < CRM_MEDIA; m++) {
		for (size_t i = 0; i < t->n; i++) {
			if (t->texts[i].medium == m)
				add_word(&media, crm_medium_files[m]);
		}
	}
	c[NAME] = crm_cell_text(t->name);
	c[CATEGORY] = crm_cell_text(t->category);
	c[LANGUAGES] = crm_cell_some(crm_buf_str(&languages));
	c[MEDIA] = crm_cell_some(crm_buf_str(&media));
	c[MAX_SEGMENTS] = crm_cell_int(t->max_segments);
	c[FOLDER] = crm_cell_text(t->dir);
	c[VERSION] = crm_cell_text(t->version);
	crm_output_row(out, c);
	crm_buf_release(&languages);
	crm_buf_release(&media);
}

static void list(struct templates *x)
{
	struct crm_output *out = NULL;

	if (crm_output_new(x->run, CRM_OUT_ROWS, columns, COLUMNS, false, &out) != 0)
		return;
	for (size_t i = 0; i < crm_map_count(x->names); i++)
		list_one(x, out, crm_map_key(x->names, i, NULL));
	crm_output_end(x->run, out);
}

/* ---- lint ---- */

static void take_word(struct crm_map *in_use, const struct crm_cell *c)
{
	struct crm_words w = crm_words_of(c);

	while (crm_words_next(&w))
		(void)crm_map_put(in_use, w.word, w.len, NULL);
}

static void take_customer(void *ctx, const struct crm_view *v)
{
	struct crm_map *in_use = ctx;
	struct crm_items it;

	if (crm_state_gone(crm_customer.flow.states, crm_view_cell(v, CRM_C_STATE)))
		return;
	take_word(in_use, crm_view_cell(v, CRM_U_LANGUAGE));
	crm_items_init(&it, v, CRM_U_CONTACTS);
	while (crm_items_next(&it)) {
		if (!crm_view_has(&it.view, CRM_CONTACT_LEFT_AT))
			take_word(in_use, crm_view_cell(&it.view, CRM_CONTACT_LANGUAGE));
	}
	crm_items_release(&it);
}

/* What crm.json says of its customers. */
static void take_settings(struct crm_run *r, struct crm_map *in_use)
{
	const struct crm_record *all = crm_store_settings(r->store)->all;
	struct crm_map *customers = crm_map_new();

	(void)crm_record_keys(all, "customers", customers);
	for (size_t i = 0; i < crm_map_count(customers); i++) {
		struct crm_buf path = CRM_BUF_INIT;
		struct crm_cell c;

		crm_buf_addf(&path, "customers.%s.language", crm_map_key(customers, i, NULL));
		c = crm_cell_text(crm_record_text(all, crm_buf_str(&path)));
		take_word(in_use, &c);
		crm_buf_release(&path);
	}
	crm_map_free(customers);
}

static int languages_in_use(struct crm_run *r, struct crm_map *in_use)
{
	const struct crm_kind *kind = r->kind;
	size_t n = crm_args_count(r->args, "languages");
	int found = n == 0 ? crm_run_store_maybe(r) : 1;

	for (size_t i = 0; i < n; i++) {
		struct crm_cell c = crm_cell_text(crm_args_nth(r->args, "languages", i));

		take_word(in_use, &c);
	}
	if (found != 0)
		return found < 0 ? -1 : 0;
	take_settings(r, in_use);
	crm_run_turn(r, &crm_customer);
	found = crm_run_each(r, take_customer, in_use);
	crm_run_turn(r, kind);
	return found;
}

/* Text for people, else rows. */
static void give(struct crm_run *r, const struct crm_findings *f)
{
	struct crm_writer_opts o = {.excel = crm_args_has(r->args, "excel")};
	struct crm_buf lines = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_run_format(r, &o.format) != 0)
		return;
	for (size_t i = 0; o.format == CRM_FMT_TABLE && i < crm_findings_count(f); i++) {
		crm_finding_line(crm_finding_at(f, i), &lines);
		crm_buf_addc(&lines, '\n');
	}
	if (o.format == CRM_FMT_TABLE)
		crm_run_write(r, &lines, false);
	else if (crm_findings_write(STDOUT_FILENO, f, &o, &e) != 0)
		(void)crm_run_fail(r, &e);
	crm_buf_release(&lines);
	if (crm_findings_worse(f, CRM_ERROR) > 0)
		crm_run_worse(r, CRM_NO);
}

static void lint(struct templates *x)
{
	struct crm_map *in_use = crm_map_new();
	struct crm_findings *f = crm_findings_new();
	struct crm_categories categories;
	const char **languages;
	size_t n;

	if (crm_args_has(x->run->args, "fields"))
		(void)crm_run_usage(x->run, "-F is for list");
	else if (languages_in_use(x->run, in_use) == 0 &&
	    crm_letters_categories(x->run, &categories) == 0) {
		n = crm_map_count(in_use);
		languages = crm_calloc(n + 1, sizeof(*languages));
		for (size_t i = 0; i < n; i++)
			languages[i] = crm_map_key(in_use, i, NULL);
		for (size_t i = 0; i < crm_map_count(x->names); i++)
			crm_letters_lint(
			    x->all, crm_map_key(x->names, i, NULL), languages, &categories, f);
		give(x->run, f);
		free(languages);
		crm_categories_release(&categories);
	}
	crm_findings_free(f);
	crm_map_free(in_use);
}

/* ---- show ---- */

static int put_medium(
    struct crm_run *r, const struct crm_content *c, const char *medium, struct crm_buf *out)
{
	static const char *const words[] = {"text", "html", "sms", "im", "print"};
	const char *texts[] = {c->text, c->html, c->sms, c->im, c->print};
	struct crm_err e = CRM_ERR_INIT;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(medium, words[i]) != 0)
			continue;
		if (texts[i] == NULL) {
			crm_err_set(&e, CRM_NOINPUT, "the template has no %s", medium);
			return crm_run_fail(r, &e);
		}
		crm_buf_addz(out, texts[i]);
		if (out->len > 0 && out->data[out->len - 1] != '\n')
			crm_buf_addc(out, '\n');
		return 0;
	}
	crm_err_at(&e, CRM_BADINPUT, "--medium", 0, NULL,
	    "'%s' is not known; expected text, html, sms, im or print", medium);
	return crm_run_fail(r, &e);
}

static void give_content(struct crm_run *r, const struct crm_content *c)
{
	const char *medium = crm_args_text(r->args, "medium");
	struct crm_buf out = CRM_BUF_INIT;
	enum crm_format format;
	bool json;

	if (crm_run_format(r, &format) != 0)
		return;
	/* for people, unless -o asks for the whole */
	json = medium == NULL && crm_args_has(r->args, "output") && format != CRM_FMT_TABLE;
	if (json)
		crm_doc_json(c->doc, format == CRM_FMT_JSON, &out);
	else if (medium == NULL)
		crm_buf_addf(&out, "Subject: %s\n\n%s", c->subject, c->text);
	else if (put_medium(r, c, medium, &out) != 0)
		goto out;
	if (json)
		crm_buf_addc(&out, '\n');
	crm_run_write(r, &out, json);
out:
	crm_buf_release(&out);
}

/* The sample is ours to fill: who asks keeps it as it is. */
static struct crm_doc *sample_of(struct crm_run *r, const struct crm_letter *t)
{
	struct crm_buf json = CRM_BUF_INIT;
	struct crm_doc *d = NULL;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_limits l = r->limits;

	l.line = l.settings;
	if (t->sample == NULL)
		return crm_doc_new();
	crm_doc_json(t->sample, false, &json);
	if (crm_doc_parse(crm_buf_str(&json), json.len, &l, &d, &e) != 0)
		(void)crm_run_fail(r, &e);
	crm_buf_release(&json);
	return d;
}

static void show(struct templates *x, const char *name)
{
	const char *language = crm_args_text(x->run->args, "language");
	struct crm_letter_ask ask = {language != NULL ? language : "en", "the sample", NULL};
	const struct crm_letter *t = NULL;
	struct crm_content c;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_letters_get(x->all, name, &t, &e) != 0) {
		(void)crm_run_fail(x->run, &e);
		return;
	}
	ask.data = sample_of(x->run, t);
	if (ask.data == NULL)
		return;
	if (crm_letter_write(x->all, t, &ask, &c, &e) != 0) {
		(void)crm_run_fail(x->run, &e);
	} else {
		give_content(x->run, &c);
		crm_content_release(&c);
	}
	crm_doc_free(ask.data);
}

/* ---- the command ---- */

void notify_templates(struct crm_run *r)
{
	struct templates x = {r, NULL, crm_map_new()};
	size_t n = crm_args_operands(r->args);
	const char *what = n > 0 ? crm_args_operand(r->args, 0) : "list";

	for (size_t i = 1; i < n; i++) {
		const char *name = crm_args_operand(r->args, i);

		(void)crm_map_put(x.names, name, strlen(name), NULL);
	}
	if (crm_letters_open(r, &x.all) != 0)
		goto out;
	if (n < 2)
		crm_letters_names(x.all, x.names);
	if (strcmp(what, "list") == 0)
		list(&x);
	else if (strcmp(what, "lint") == 0)
		lint(&x);
	else if (strcmp(what, "show") != 0)
		(void)crm_run_usage(r, "'%.*s' is not known; expected list, lint or show",
		    crm_utf8_shown(what, strlen(what)), what);
	else if (n != 2)
		(void)crm_run_usage(r, "show takes the NAME of one template");
	else
		show(&x, crm_map_key(x.names, 0, NULL));
out:
	crm_letters_free(x.all);
	crm_map_free(x.names);
}
