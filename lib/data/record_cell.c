/* JSON values as cells, and cells as JSON values. */
#include <jansson.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/mem.h"
#include "lib/data/record.h"
#include "lib/data/record_private.h"

/* 15 digits give a decimal that was written with that many back as it was;
 * jansson's 17 turn 0.1 into 0.10000000000000001. */
#define REAL_DIGITS 15

static void write_text(const json_t *v, struct crm_buf *scratch, struct crm_cell *out)
{
	if (scratch == NULL)
		return;
	crm_buf_clear(scratch);
	crm_json_write(v, JSON_COMPACT | JSON_REAL_PRECISION(REAL_DIGITS), scratch);
	out->text = crm_buf_str(scratch);
	out->len = scratch->len;
}

static bool small(int64_t i)
{
	return i >= -CRM_INT_MOST && i <= CRM_INT_MOST;
}

static bool dec_of_int(int64_t i, struct crm_dec *out)
{
	struct crm_buf b = CRM_BUF_INIT;
	int rc;

	crm_buf_addi(&b, i);
	rc = crm_dec_parse(crm_buf_str(&b), b.len, out);
	crm_buf_release(&b);
	return rc == 0;
}

static void integer_cell(int64_t i, const struct crm_field *f, struct crm_cell *out)
{
	enum crm_type want = f != NULL ? f->type : small(i) ? CRM_T_INT : CRM_T_DEC;

	if (want == CRM_T_INT && small(i) && (f == NULL || crm_field_allows(f, i))) {
		out->type = CRM_T_INT;
		out->u.i = i;
	} else if (want == CRM_T_DEC && dec_of_int(i, &out->u.dec)) {
		out->type = CRM_T_DEC;
	} else {
		out->type = f != NULL ? CRM_T_BAD : CRM_T_TEXT;
	}
}

static void real_cell(const json_t *v, const struct crm_field *f, struct crm_cell *out)
{
	struct crm_buf text = CRM_BUF_INIT;

	if (f != NULL) {
		out->type = CRM_T_BAD;
		return;
	}
	crm_json_write(v, JSON_REAL_PRECISION(REAL_DIGITS), &text);
	out->type =
	    crm_dec_parse(crm_buf_str(&text), text.len, &out->u.dec) == 0 ? CRM_T_DEC : CRM_T_TEXT;
	crm_buf_release(&text);
}

void crm_json_cell(
    const json_t *v, const struct crm_field *f, struct crm_buf *scratch, struct crm_cell *out)
{
	*out = crm_cell_absent();
	if (v == NULL || json_is_null(v))
		return;
	if (json_is_string(v)) {
		const char *s = json_string_value(v);
		size_t len = json_string_length(v);

		crm_field_read(f, s, len, out, NULL);
		if (out->type == CRM_T_NESTED)
			out->type = CRM_T_BAD; /* JSON within a string */
		return;
	}
	if (json_is_integer(v)) {
		integer_cell(json_integer_value(v), f, out);
	} else if (json_is_real(v)) {
		real_cell(v, f, out);
	} else if (json_is_boolean(v)) {
		out->type = f == NULL || f->type == CRM_T_BOOL ? CRM_T_BOOL : CRM_T_BAD;
		out->u.b = json_is_true(v);
	} else {
		out->type = f == NULL || (f->type == CRM_T_NESTED && crm_json_nests(v, f))
		    ? CRM_T_NESTED
		    : CRM_T_BAD;
	}
	write_text(v, scratch, out);
}

void crm_record_cell(const struct crm_record *r, const char *path, const struct crm_field *f,
    struct crm_buf *scratch, struct crm_cell *out)
{
	crm_json_cell(crm_json_find(r->root, path, NULL), f, scratch, out);
}

static json_t *nested_value(const struct crm_cell *c)
{
	struct crm_limits l;
	json_t *v;

	crm_limits_init(&l);
	crm_limits_folded(&l, &l);
	v = c->text == NULL ? NULL : crm_json_parse(c->text, c->len, &l, NULL, NULL);
	return v != NULL ? v : json_object();
}

json_t *crm_json_of_cell(const struct crm_cell *c)
{
	char at[CRM_INSTANT_MAX];
	struct crm_buf b = CRM_BUF_INIT;
	json_t *v;

	switch (c->type) {
	case CRM_T_ABSENT:
		return json_null();
	case CRM_T_INT:
		return json_integer(c->u.i);
	case CRM_T_BOOL:
		return json_boolean(c->u.b);
	case CRM_T_INSTANT:
		return crm_json_text(at, crm_instant_format(c->u.at, at));
	case CRM_T_NESTED:
		return nested_value(c);
	case CRM_T_BAD:
	case CRM_T_TEXT:
	case CRM_T_DEC:
	case CRM_T_DATE:
	case CRM_T_DURATION:
		break;
	}
	crm_cell_print(c, &b);
	v = crm_json_text(crm_buf_str(&b), b.len);
	crm_buf_release(&b);
	return v;
}
