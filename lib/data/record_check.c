/* What may become a line of a journal. */
#include <jansson.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/utf8.h"
#include "lib/data/record.h"
#include "lib/data/record_private.h"

static int check(const json_t *v, struct crm_buf *path, struct crm_err *e);

static int refuse(struct crm_err *e, const struct crm_buf *path, const char *text)
{
	return crm_err_at(e, CRM_BADINPUT, NULL, 0, crm_buf_str(path), "%s", text);
}

/* The first control character but those in `fine`, or NULL. */
static const char *control(const char *s, size_t len, const char *fine)
{
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)s[i] < 0x20 && (s[i] == '\0' || strchr(fine, s[i]) == NULL))
			return s + i;
	}
	return NULL;
}

/* Of a name also DEL and those of 0x80 to 0x9f (C1), which UTF-8 writes with
 * 0xc2 before them. */
static bool has_control(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i], next = (unsigned char)s[i + 1];

		if (c < 0x20 || c == 0x7f || (c == 0xc2 && next >= 0x80 && next < 0xa0))
			return true;
	}
	return false;
}

static int check_string(const json_t *v, const struct crm_buf *path, struct crm_err *e)
{
	const char *c = control(json_string_value(v), json_string_length(v), "\t\n");

	if (c == NULL)
		return 0;
	return crm_err_at(e, CRM_BADINPUT, NULL, 0, crm_buf_str(path),
	    "control character 0x%02x; of these only tab and newline may be "
	    "stored",
	    (unsigned)(unsigned char)*c);
}

static int check_object(json_t *o, struct crm_buf *path, struct crm_err *e)
{
	size_t len = path->len;
	const char *name;
	json_t *v;

	json_object_foreach(o, name, v)
	{
		crm_buf_cut(path, len);
		if (len > 0)
			crm_buf_addc(path, '.');
		crm_utf8_visible(path, name, strlen(name), false);
		if (name[0] == '\0')
			return refuse(e, path, "an empty name");
		if (has_control(name, strlen(name)))
			return refuse(e, path, "control character in a name");
		if (check(v, path, e) != 0)
			return -1;
	}
	crm_buf_cut(path, len);
	return 0;
}

static int check_array(json_t *a, struct crm_buf *path, struct crm_err *e)
{
	size_t i;
	json_t *v;

	json_array_foreach(a, i, v)
	{
		if (check(v, path, e) != 0)
			return -1;
	}
	return 0;
}

static int check(const json_t *v, struct crm_buf *path, struct crm_err *e)
{
	switch (json_typeof(v)) {
	case JSON_REAL:
		return refuse(e, path,
		    "not an integer: decimals are written "
		    "as text, like \"12.50\"");
	case JSON_INTEGER:
		if (json_integer_value(v) < -CRM_INT_MOST || json_integer_value(v) > CRM_INT_MOST)
			return refuse(e, path,
			    "integer beyond "
			    "+-9007199254740991; write it as text");
		return 0;
	case JSON_STRING:
		return check_string(v, path, e);
	case JSON_OBJECT:
		return check_object((json_t *)v, path, e);
	case JSON_ARRAY:
		return check_array((json_t *)v, path, e);
	case JSON_TRUE:
	case JSON_FALSE:
	case JSON_NULL:
		break;
	}
	return 0;
}

static int check_reserved(json_t *root, struct crm_err *e)
{
	const char *name;
	json_t *v;

	json_object_foreach(root, name, v)
	{
		if (crm_reserved_name(name))
			return crm_err_at(e, CRM_BADINPUT, NULL, 0, name,
			    "name is reserved for the journal's envelope");
	}
	return 0;
}

int crm_record_storable(const struct crm_record *r, struct crm_err *e)
{
	struct crm_buf path = CRM_BUF_INIT;
	const json_t *id = json_object_get(r->root, "id");
	int rc;

	if (check_reserved(r->root, e) != 0)
		return -1;
	rc = check(r->root, &path, e);
	crm_buf_release(&path);
	if (rc != 0)
		return rc;
	if (id != NULL &&
	    (!json_is_string(id) || !crm_id_valid(json_string_value(id), json_string_length(id))))
		return crm_err_at(e, CRM_BADINPUT, NULL, 0, "id",
		    "not an id: "
		    "1 to 64 of A-Z a-z 0-9 . _ -, beginning with a letter or "
		    "digit, expected");
	return 0;
}
