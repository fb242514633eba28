/* What came from outside, as it is stored. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/mem.h"
#include "lib/data/record.h"
#include "lib/data/record_private.h"

static void normalise(json_t *v, const struct crm_schema *s);

/* CR LF and CR as newline. */
static void mend_lines(json_t *v)
{
	size_t len = json_string_length(v), n = 0;
	const char *s = json_string_value(v);
	char *text;

	if (memchr(s, '\r', len) == NULL)
		return;
	text = crm_malloc(len + 1);
	for (size_t i = 0; i < len; i++) {
		if (s[i] != '\r')
			text[n++] = s[i];
		else if (i + 1 == len || s[i + 1] != '\n')
			text[n++] = '\n';
	}
	if (json_string_setn_nocheck(v, text, n) != 0)
		crm_fatal("memory");
	free(text);
}

/* The value that the field's type makes of a string, or NULL where it stays. */
static json_t *typed(const json_t *v, const struct crm_field *f)
{
	struct crm_cell cell;

	if (f == NULL || !json_is_string(v) || (f->type != CRM_T_INT && f->type != CRM_T_BOOL))
		return NULL;
	crm_json_cell(v, f, NULL, &cell);
	return cell.type == f->type ? crm_json_of_cell(&cell) : NULL;
}

/* The members of an object; those of a collection are items, each with the
 * members of `items`. */
static void members(json_t *o, const struct crm_schema *s, const struct crm_schema *items)
{
	const char *name;
	void *next;
	json_t *v;

	json_object_foreach_safe(o, next, name, v)
	{
		int i = s == NULL ? -1 : crm_schema_find(s, name, strlen(name));
		const struct crm_field *f = s == NULL || i < 0 ? NULL : &s->fields[i];
		json_t *better = typed(v, f);

		if (better != NULL) {
			if (json_object_set_new(o, name, better) != 0)
				crm_fatal("memory");
		} else if (f != NULL && f->items != NULL && json_is_object(v)) {
			members(v, NULL, f->items);
		} else {
			normalise(v, items);
		}
	}
}

static void normalise(json_t *v, const struct crm_schema *s)
{
	size_t i;
	json_t *inner;

	if (json_is_string(v))
		mend_lines(v);
	if (json_is_object(v))
		members(v, s, NULL);
	json_array_foreach(v, i, inner)
	{
		normalise(inner, NULL);
	}
}

void crm_record_normalise(struct crm_record *r, const struct crm_schema *s)
{
	normalise(r->root, s);
}
