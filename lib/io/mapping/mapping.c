#include "lib/io/mapping/mapping.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/io/mapping/mapping_private.h"

int crm_mapping_refuse(
    const struct crm_mapping *m, struct crm_err *e, const char *key, const char *fmt, ...)
{
	struct crm_buf b = CRM_BUF_INIT;
	va_list ap;

	va_start(ap, fmt);
	crm_buf_addv(&b, fmt, ap);
	va_end(ap);
	crm_err_at(e, CRM_BADINPUT, m->name, 0, key, "%s", crm_buf_str(&b));
	crm_buf_release(&b);
	return -1;
}

static struct crm_mapping *make(const char *name, const struct crm_mapping_opts *o)
{
	struct crm_mapping *m = crm_calloc(1, sizeof(*m));

	m->o = *o;
	m->zone = o->zone;
	m->key = CRM_KEY_CONTENT;
	m->columns = crm_map_new();
	m->clear = crm_map_new();
	m->ignore = crm_map_new();
	m->fields = crm_map_new();
	if (name != NULL)
		m->name = crm_arena_strdup(&m->arena, name);
	return m;
}

struct crm_mapping *crm_mapping_plain(const struct crm_mapping_opts *o)
{
	struct crm_mapping *m = make(NULL, o);

	m->key = CRM_KEY_ID;
	return m;
}

void crm_mapping_free(struct crm_mapping *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < crm_map_count(m->columns); i++) {
		for (size_t k = 0; k < m->column[i].n; k++)
			crm_map_free(m->column[i].targets[k].words);
	}
	crm_map_free(m->columns);
	crm_map_free(m->clear);
	crm_map_free(m->ignore);
	crm_map_free(m->fields);
	crm_zone_free(m->own_zone);
	crm_arena_release(&m->arena);
	free(m);
}

int crm_mapping_parse(const char *name, const char *text, size_t len,
    const struct crm_mapping_opts *o, struct crm_mapping **out, struct crm_err *e)
{
	struct crm_mapping *m = NULL;
	struct crm_limits l = *o->limits;
	json_t *root = NULL;
	int rc = -1;

	l.line = l.settings;
	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		len -= 3;
	}
	if (crm_json_check(text, len, &l, e) != 0) {
		crm_err_place(e, name, 0, NULL);
		return -1;
	}
	m = make(name, o);
	root = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
	if (!json_is_object(root)) {
		crm_err_at(e, CRM_BADINPUT, name, 0, NULL, "a map is a JSON object");
		goto out;
	}
	rc = crm_mapping_keys(m, root, e);
out:
	json_decref(root);
	if (rc == 0)
		*out = m;
	else
		crm_mapping_free(m);
	return rc;
}

int crm_mapping_read(
    const char *path, const struct crm_mapping_opts *o, struct crm_mapping **out, struct crm_err *e)
{
	struct crm_buf b = CRM_BUF_INIT;
	int rc;

	rc = crm_file_read(AT_FDCWD, path, o->limits->settings, &b, e);
	if (rc == 0)
		rc = crm_mapping_parse(path, crm_buf_str(&b), b.len, o, out, e);
	crm_buf_release(&b);
	return rc;
}
