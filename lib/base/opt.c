#include "lib/base/opt.h"

#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"

/* What was given for one row; a value is NULL where none was. */
struct given {
	const struct crm_opt *row;
	const char **values;
	size_t n, cap;
};

struct crm_args {
	struct given *given;
	size_t n, cap;
	const char **operands;
	size_t n_operands, cap_operands;
	int rest;
};

/* The words not parsed yet. */
struct words {
	char *const *v;
	int n, at;
};

static struct crm_args *args_new(const struct crm_opt *const *tables)
{
	struct crm_args *a = crm_calloc(1, sizeof(*a));
	const struct crm_opt *row;

	for (; *tables != NULL; tables++) {
		for (row = *tables; row->name != NULL; row++) {
			crm_grow(&a->given, &a->cap, a->n + 1, sizeof(*a->given));
			a->given[a->n++] = (struct given){row, NULL, 0, 0};
		}
	}
	return a;
}

void crm_args_free(struct crm_args *a)
{
	size_t i;

	if (a == NULL)
		return;
	for (i = 0; i < a->n; i++)
		free(a->given[i].values);
	free(a->given);
	free(a->operands);
	free(a);
}

static struct given *by_name(const struct crm_args *a, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (strncmp(a->given[i].row->name, name, len) == 0 &&
		    a->given[i].row->name[len] == '\0')
			return &a->given[i];
	return NULL;
}

static struct given *by_letter(const struct crm_args *a, char letter)
{
	size_t i;

	for (i = 0; i < a->n; i++)
		if (a->given[i].row->letter == letter)
			return &a->given[i];
	return NULL;
}

static void keep(struct given *g, const char *value)
{
	crm_grow(&g->values, &g->cap, g->n + 1, sizeof(*g->values));
	g->values[g->n++] = value;
}

static bool wants_value(const struct crm_opt *row)
{
	return row->kind == CRM_OPT_TEXT || row->kind == CRM_OPT_LIST;
}

/* Keeps the next word as the value of g, written as `shown`. */
static int keep_next(struct given *g, struct words *w, const char *shown, struct crm_err *e)
{
	if (w->at >= w->n)
		return crm_err_set(e, CRM_USAGE, "option '%s' needs a value %s", shown,
		    g->row->arg != NULL ? g->row->arg : "");
	keep(g, w->v[w->at++]);
	return 0;
}

static int parse_long(struct crm_args *a, const char *word, struct words *w, struct crm_err *e)
{
	size_t len = strcspn(word + 2, "=");
	const char *value = word[2 + len] == '=' ? word + 2 + len + 1 : NULL;
	struct given *g = by_name(a, word + 2, len);
	struct crm_buf shown = CRM_BUF_INIT;
	int ret = 0;

	crm_buf_add(&shown, word, 2 + len);
	if (g == NULL)
		ret = crm_err_set(e, CRM_USAGE, "unknown option '%s'", shown.data);
	else if (value != NULL && g->row->kind == CRM_OPT_FLAG)
		ret = crm_err_set(e, CRM_USAGE, "option '%s' takes no value", shown.data);
	else if (value == NULL && wants_value(g->row))
		ret = keep_next(g, w, shown.data, e);
	else
		keep(g, value);
	crm_buf_release(&shown);
	return ret;
}

static int parse_letters(struct crm_args *a, const char *word, struct words *w, struct crm_err *e)
{
	const char *p;
	char shown[] = "-x";
	struct given *g;

	for (p = word + 1; *p != '\0'; p++) {
		shown[1] = *p;
		g = by_letter(a, *p);
		if (g == NULL && (unsigned char)*p >= 0x80)
			return crm_err_set(e, CRM_USAGE, "unknown option '%s'", word);
		if (g == NULL)
			return crm_err_set(e, CRM_USAGE, "unknown option '%s'", shown);
		if (wants_value(g->row)) {
			if (p[1] == '\0')
				return keep_next(g, w, shown, e);
			keep(g, p + 1);
			return 0;
		}
		if (g->row->kind == CRM_OPT_MAYBE && p[1] == '=') {
			keep(g, p + 2);
			return 0;
		}
		keep(g, NULL);
	}
	return 0;
}

static int parse_words(struct crm_args *a, struct words *w, bool first_only, struct crm_err *e)
{
	const char *word;
	bool options = true;

	while (w->at < w->n) {
		word = w->v[w->at++];
		if (options && strcmp(word, "--") == 0) {
			options = false;
		} else if (options && word[0] == '-' && word[1] == '-') {
			if (parse_long(a, word, w, e) < 0)
				return -1;
		} else if (options && word[0] == '-' && word[1] != '\0') {
			if (parse_letters(a, word, w, e) < 0)
				return -1;
		} else {
			crm_grow(&a->operands, &a->cap_operands, a->n_operands + 1,
			    sizeof(*a->operands));
			a->operands[a->n_operands++] = word;
			if (first_only)
				break;
		}
	}
	a->rest = w->at;
	return 0;
}

/* Who asks for help or the version need not give the rest. */
static bool only_asks(const struct crm_args *a)
{
	const struct given *help = by_name(a, "help", 4);
	const struct given *version = by_name(a, "version", 7);

	return (help != NULL && help->n > 0) || (version != NULL && version->n > 0);
}

static int check_required(const struct crm_args *a, struct crm_err *e)
{
	size_t i;

	if (only_asks(a))
		return 0;
	for (i = 0; i < a->n; i++)
		if (a->given[i].row->required && a->given[i].n == 0)
			return crm_err_set(
			    e, CRM_USAGE, "option '--%s' is missing", a->given[i].row->name);
	return 0;
}

int crm_args_parse(int argc, char *const *argv, const struct crm_opt *const *tables,
    bool first_only, struct crm_args **out, struct crm_err *e)
{
	struct crm_args *a = args_new(tables);
	struct words w = {argv, argc, 0};

	if (parse_words(a, &w, first_only, e) < 0 || check_required(a, e) < 0) {
		crm_args_free(a);
		return -1;
	}
	*out = a;
	return 0;
}

static const struct given *known(const struct crm_args *a, const char *name)
{
	const struct given *g = by_name(a, name, strlen(name));

	if (g == NULL)
		crm_fatal("an option was looked up that is in no table");
	return g;
}

bool crm_args_has(const struct crm_args *a, const char *name)
{
	return known(a, name)->n > 0;
}

const char *crm_args_text(const struct crm_args *a, const char *name)
{
	const struct given *g = known(a, name);

	return g->n > 0 ? g->values[g->n - 1] : NULL;
}

size_t crm_args_count(const struct crm_args *a, const char *name)
{
	return known(a, name)->n;
}

const char *crm_args_nth(const struct crm_args *a, const char *name, size_t i)
{
	const struct given *g = known(a, name);

	return i < g->n ? g->values[i] : NULL;
}

size_t crm_args_operands(const struct crm_args *a)
{
	return a->n_operands;
}

const char *crm_args_operand(const struct crm_args *a, size_t i)
{
	return i < a->n_operands ? a->operands[i] : NULL;
}

int crm_args_rest(const struct crm_args *a)
{
	return a->rest;
}
