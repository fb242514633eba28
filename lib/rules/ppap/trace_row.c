/*
 * What a row says of a characteristic: numbers in a cell, the stream of a result, a result
 * against the limits. For the gate and for the printed papers alike.
 */
#include <string.h>

#include "lib/base/utf8.h"
#include "lib/rules/ppap/trace_private.h"

bool crm_trace_none(const char *text, size_t len)
{
	crm_utf8_trim(&text, &len);
	return len == 0 || (len == 1 && text[0] == '-') || crm_ascii_same(text, len, "n/a", 3);
}

/* Bytes before the separator, or to the end; *skip: of the separator. */
static size_t name_end(const char *p, bool slash, size_t *skip)
{
	for (size_t i = 0; p[i] != '\0'; i++) {
		*skip = p[i] == ';' || p[i] == ',' ? 1 : 0;
		if (slash && strncmp(p + i, " / ", 3) == 0)
			*skip = 3;
		if (*skip > 0)
			return i;
	}
	*skip = 0;
	return strlen(p);
}

bool crm_trace_name(const struct crm_map *known, bool slash, const char *cell, const char **at,
    struct crm_trace_name *out)
{
	const char *p = *at != NULL ? *at : cell;
	size_t len, skip;

	if (*at == NULL) {
		*out = (struct crm_trace_name){cell, strlen(cell), 0, true};
		out->index = crm_map_find(known, cell, out->len);
		*at = cell + out->len;
		if (out->index != CRM_MAP_NONE)
			return true;
	}
	for (; *p != '\0'; p += skip) {
		len = name_end(p, slash, &skip);
		out->text = p;
		out->len = len;
		out->single = p == cell && skip == 0;
		p += len;
		*at = p + skip;
		crm_utf8_trim(&out->text, &out->len);
		out->index = crm_map_find(known, out->text, out->len);
		if (out->index != CRM_MAP_NONE || !crm_trace_none(out->text, out->len))
			return true;
	}
	*at = p;
	return false;
}

size_t crm_trace_named(const struct crm_trace *t, const char *cell, const char **at)
{
	struct crm_trace_name name;

	while (crm_trace_name(t->by_no, false, cell, at, &name)) {
		if (name.index != CRM_MAP_NONE)
			return name.index;
	}
	return CRM_TRACE_NO;
}

size_t crm_trace_stream(
    const struct crm_trace *t, const struct crm_ppap_evidence *e, size_t row, const char **name)
{
	struct crm_texts covered = crm_node_list(e->node, CRM_PV_STREAMS);

	*name = crm_sheet_text(e->sheet, row, CRM_SD_STREAM);
	if (crm_map_count(t->streams) == 0)
		return 0;
	if ((*name)[0] == '\0' && covered.n == 1)
		*name = covered.items[0];
	if ((*name)[0] == '\0')
		return crm_map_count(t->streams) == 1 ? 0 : CRM_MAP_NONE;
	return crm_map_find(t->streams, *name, strlen(*name));
}

static struct crm_dec upper_of(
    const struct crm_trace_item *x, const struct crm_sheet *results, size_t row)
{
	struct crm_dims_limits l;

	if (x->dims == NULL)
		return x->upper->u.dec;
	crm_dims_limits(x->dims, x->sheet, x->row, crm_sheet_text(results, row, CRM_SD_STREAM),
	    crm_sheet_text(results, row, CRM_SD_PART), &l);
	return l.has_upper ? l.upper : x->upper->u.dec;
}

enum crm_trace_fit crm_trace_fit(
    const struct crm_trace_item *x, const struct crm_sheet *results, size_t row)
{
	const struct crm_cell *value = crm_sheet_cell(results, row, CRM_SD_VALUE);
	const struct crm_cell *result = crm_sheet_cell(results, row, CRM_SD_RESULT);

	if (value->type == CRM_T_DEC && x->lower->type == CRM_T_DEC &&
	    crm_dec_cmp(value->u.dec, x->lower->u.dec) < 0)
		return CRM_FIT_BELOW;
	if (value->type == CRM_T_DEC && x->upper->type == CRM_T_DEC &&
	    crm_dec_cmp(value->u.dec, upper_of(x, results, row)) > 0)
		return CRM_FIT_ABOVE;
	if (crm_cell_eq(result, "nok"))
		return CRM_FIT_NOK;
	if (result->type == CRM_T_ABSENT && (x->attribute || value->type == CRM_T_ABSENT))
		return CRM_FIT_NONE;
	return value->type == CRM_T_BAD || result->type == CRM_T_BAD ? CRM_FIT_UNREAD : CRM_FIT_IN;
}
