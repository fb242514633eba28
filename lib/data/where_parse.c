/* --where 'FIELD OP VALUE': the text of a filter. */
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/data/where.h"
#include "lib/data/where_private.h"

struct part {
	const char *s;
	size_t len;
};

/* What a value is read for. */
struct target {
	const struct crm_field *def;
	enum crm_where_op op;
	const struct crm_zone *zone; /* NULL: UTC */
	struct crm_arena *arena;
};

static bool blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct part trim(const char *s, size_t len)
{
	while (len > 0 && blank(s[0])) {
		s++;
		len--;
	}
	while (len > 0 && blank(s[len - 1]))
		len--;
	return (struct part){s, len};
}

#define OP_CHARS "=!<>~"

/* The longest operator at the first character of one; NULL when that is none. */
static const char *operator_at(const char *at, enum crm_where_op *op)
{
	static const struct {
		const char *text;
		enum crm_where_op op;
	} ops[] = {
	    {"!=", CRM_OP_NE},
	    {"<=", CRM_OP_LE},
	    {">=", CRM_OP_GE},
	    {"=", CRM_OP_EQ},
	    {"<", CRM_OP_LT},
	    {">", CRM_OP_GT},
	    {"~", CRM_OP_MATCH},
	};

	for (size_t i = 0; i < sizeof(ops) / sizeof(ops[0]); i++) {
		size_t n = strlen(ops[i].text);

		if (strncmp(at, ops[i].text, n) == 0) {
			*op = ops[i].op;
			return at + n;
		}
	}
	return NULL;
}

static int split(const char *expr, struct part *field, enum crm_where_op *op, const char **value,
    struct crm_err *e)
{
	const char *at = expr + strcspn(expr, OP_CHARS);

	*field = trim(expr, (size_t)(at - expr));
	*value = operator_at(at, op);
	if (field->len == 0 || *value == NULL)
		return crm_err_set(e, CRM_BADINPUT,
		    "not a filter: '%.200s'; "
		    "FIELD OP VALUE with OP one of = != < <= > >= ~ expected",
		    expr);
	if (**value == '\0' || strchr(OP_CHARS, **value) == NULL)
		return 0;
	return crm_err_set(e, CRM_BADINPUT, "no such operator '%.*s'; a %s that begins with %c %s",
	    (int)strspn(at, OP_CHARS), at, *op == CRM_OP_MATCH ? "pattern" : "value", **value,
	    *op == CRM_OP_MATCH ? "stands after a blank" : "stands in double quotes");
}

static int64_t start_of_day(const struct crm_zone *zone, int32_t days)
{
	if (zone == NULL)
		return (int64_t)days * CRM_US_PER_DAY;
	return crm_zone_instant(zone, days, 0).us;
}

static bool read_date(const struct target *t, struct part p, struct crm_where_value *v)
{
	if (crm_date_parse(p.s, p.len, &v->cell.u.date) != 0)
		return false;
	v->cell.type = CRM_T_DATE;
	v->from = start_of_day(t->zone, v->cell.u.date);
	v->to = start_of_day(t->zone, v->cell.u.date + 1);
	return true;
}

static bool read_dec(struct part p, struct crm_where_value *v)
{
	if (crm_dec_parse(p.s, p.len, &v->cell.u.dec) != 0)
		return false;
	v->cell.type = CRM_T_DEC;
	return true;
}

/* No schema: by what it looks like. */
static void read_untyped(
    const struct target *t, struct part p, bool quoted, struct crm_where_value *v)
{
	if (quoted || read_dec(p, v) || read_date(t, p, v))
		return;
	if (crm_instant_parse(p.s, p.len, &v->cell.u.at) == 0)
		v->cell.type = CRM_T_INSTANT;
}

/* False when the value is none of the field's type. */
static bool read_typed(const struct target *t, struct part p, struct crm_where_value *v)
{
	bool equality = t->op == CRM_OP_EQ || t->op == CRM_OP_NE;

	switch (t->def->type) {
	case CRM_T_INT:
	case CRM_T_DEC: /* quantity > 2.5 is a fair question */
		return read_dec(p, v);
	case CRM_T_INSTANT:
		if (read_date(t, p, v))
			return true;
		break;
	case CRM_T_DATE:
		return read_date(t, p, v);
	case CRM_T_TEXT:
		if (!equality)
			return true;
		break;
	case CRM_T_NESTED:
		return false;
	case CRM_T_BOOL:
	case CRM_T_DURATION:
	case CRM_T_ABSENT:
	case CRM_T_BAD:
		break;
	}
	crm_field_read(t->def, p.s, p.len, &v->cell, NULL);
	return v->cell.type != CRM_T_BAD;
}

static int add_value(struct crm_where_test *test, const struct target *t, struct part p,
    bool quoted, struct crm_err *e)
{
	char expected[CRM_EXPECTED_MAX];
	struct crm_where_value *v;

	crm_grow(&test->values, &test->cap, test->n + 1, sizeof(*test->values));
	v = &test->values[test->n];
	memset(v, 0, sizeof(*v));
	if (p.len == 0) {
		if (t->op != CRM_OP_EQ && t->op != CRM_OP_NE)
			return crm_err_set(e, CRM_BADINPUT, "a value expected after < <= > >=");
		v->cell = crm_cell_absent();
		test->n++;
		return 0;
	}
	p.s = crm_arena_strndup(t->arena, p.s, p.len);
	v->cell = crm_cell_textn(p.s, p.len);
	if (t->def == NULL) {
		read_untyped(t, p, quoted, v);
	} else if (!read_typed(t, p, v)) {
		crm_field_expected(t->def, expected);
		if (t->def->type == CRM_T_NESTED)
			return crm_err_set(e, CRM_BADINPUT,
			    "an object has no "
			    "one value: '%.200s'; FIELD.KEY, or FIELD= for "
			    "none expected",
			    p.s);
		return crm_err_set(e, CRM_BADINPUT,
		    "not of the field's type: '%.200s'; %s%s expected", p.s,
		    t->def->type == CRM_T_INSTANT ? "a date like 2026-11-20, or " : "", expected);
	}
	test->n++;
	return 0;
}

/* A quoted value from s = '"' on, unquoted into out; returns what follows
 * it and blanks, or NULL when the quote has no end. */
static const char *unquote(const char *s, struct crm_buf *out)
{
	for (s++; *s != '\0'; s++) {
		if (*s != '"')
			crm_buf_addc(out, *s);
		else if (s[1] == '"')
			crm_buf_addc(out, *s++);
		else
			return s + 1 + strspn(s + 1, " \t");
	}
	return NULL;
}

static int one_value(struct crm_where_test *test, const struct target *t, const char **at,
    const char *stops, struct crm_err *e)
{
	const char *s = *at + strspn(*at, " \t");
	struct crm_buf text = CRM_BUF_INIT;
	int rc;

	if (*s != '"') {
		size_t n = strcspn(s, stops);

		*at = s + n;
		return add_value(test, t, trim(s, n), false, e);
	}
	*at = unquote(s, &text);
	if (*at == NULL)
		rc = crm_err_set(e, CRM_BADINPUT, "quote without its end: %.200s", s);
	else
		rc = add_value(test, t, (struct part){crm_buf_str(&text), text.len}, true, e);
	crm_buf_release(&text);
	return rc;
}

static int read_values(
    struct crm_where_test *test, const struct target *t, const char *value, struct crm_err *e)
{
	bool list = test->op == CRM_OP_EQ || test->op == CRM_OP_NE;
	const char *at = value;

	for (;;) {
		if (one_value(test, t, &at, list ? "," : "", e) != 0 || at == NULL)
			return -1;
		if (*at == '\0')
			return 0;
		if (*at != ',' || !list)
			return crm_err_set(e, CRM_BADINPUT,
			    "text after the "
			    "quoted value: %.200s",
			    at);
		at++;
	}
}

static int read_regex(
    struct crm_where *w, struct crm_where_test *test, const char *value, struct crm_err *e)
{
	struct part p = trim(value, strlen(value));
	char *text;
	locale_t was;
	int rc;

	if (w->utf8 == (locale_t)0)
		w->utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (w->utf8 == (locale_t)0)
		return crm_err_set(e, CRM_SYSTEM, "there is no locale 'C.UTF-8', which ~ needs");
	text = crm_strndup(p.s, p.len);
	was = uselocale(w->utf8);
	rc = regcomp(&test->re, text, REG_EXTENDED | REG_NOSUB);
	(void)uselocale(was);
	if (rc != 0) {
		char why[128];

		regerror(rc, &test->re, why, sizeof(why));
		crm_err_set(e, CRM_BADINPUT,
		    "not a regular expression (POSIX "
		    "extended): '%.200s': %s",
		    text, why);
	}
	free(text);
	return rc == 0 ? 0 : -1;
}

static int find_field(
    struct crm_shape *shape, const char *name, bool strict, int *field, struct crm_err *e)
{
	const struct crm_schema *schema = crm_shape_schema(shape);

	if (strict && schema != NULL && crm_schema_path(schema, name) == NULL)
		return crm_err_set(e, CRM_BADINPUT,
		    "unknown field '%.100s' "
		    "of kind %s",
		    name, schema->name);
	*field = crm_shape_field(shape, name);
	crm_shape_need(shape, *field);
	return 0;
}

int crm_where_add(struct crm_where *w, const char *expr, struct crm_shape *shape,
    const struct crm_zone *zone, bool strict, struct crm_err *e)
{
	struct crm_where_test test;
	struct target t = {NULL, CRM_OP_EQ, zone, &w->arena};
	struct part field;
	const char *value, *name;
	int rc;

	memset(&test, 0, sizeof(test));
	if (split(expr, &field, &test.op, &value, e) != 0)
		return -1;
	name = crm_arena_strndup(&w->arena, field.s, field.len);
	if (find_field(shape, name, strict, &test.field, e) != 0)
		return -1;
	t.def = crm_shape_def(shape, test.field);
	t.op = test.op;
	if (test.op == CRM_OP_MATCH)
		rc = read_regex(w, &test, value, e);
	else
		rc = read_values(&test, &t, value, e);
	if (rc != 0) {
		crm_err_place(e, NULL, 0, name);
		free(test.values);
		return -1;
	}
	crm_grow(&w->tests, &w->cap, w->n + 1, sizeof(*w->tests));
	w->tests[w->n++] = test;
	return 0;
}
