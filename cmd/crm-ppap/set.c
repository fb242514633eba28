/*
 * set MANIFEST FIELD=VALUE...: members of the manifest by their dotted names; of an element, of a
 * study with its key in between: elements.9.owner=qe02, studies.cap-7.cpk=1.71. A value of nothing
 * takes the member out, also a whole group or item: elements.9.na=, studies.cap-7=. All or none.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-ppap/edit.h"
#include "lib/base/mem.h"
#include "lib/base/utf8.h"

const struct crm_opt ppap_set_opts[] = {{NULL, 0, CRM_OPT_FLAG, NULL, NULL, false}};

/* The longest field of the table that the text ends with after a point; NULL: none. */
static const char *last_member(const struct crm_schema *s, const char *text)
{
	size_t len = strlen(text), best = 0;
	const char *found = NULL;

	for (size_t i = 0; i < s->n; i++) {
		size_t n = strlen(s->fields[i].name);

		if (n > best && n + 1 < len && text[len - n - 1] == '.' &&
		    strcmp(text + len - n, s->fields[i].name) == 0) {
			best = n;
			found = s->fields[i].name;
		}
	}
	return found;
}

/* Splits a name that the table of the top does not have: COLLECTION.KEY.MEMBER. */
static int split(struct crm_arena *a, const char *name, const char *parts[3])
{
	static const int collections[] = {CRM_P_ELEMENTS, CRM_P_STUDIES};

	for (size_t i = 0; i < sizeof(collections) / sizeof(collections[0]); i++) {
		const struct crm_field *f = &crm_ppap_schema.fields[collections[i]];
		size_t len = strlen(f->name);
		const char *rest = name + len + 1, *member;

		if (strncmp(name, f->name, len) != 0 || name[len] != '.')
			continue;
		member = last_member(f->items, rest);
		if (member == NULL)
			return -1;
		parts[0] = f->name;
		parts[1] = crm_arena_strndup(a, rest, strlen(rest) - strlen(member) - 1);
		parts[2] = member;
		return 0;
	}
	return -1;
}

/* The length of the rest before a group of the table that it ends with ("7.na"); 0: none. */
static size_t before_group(const struct crm_schema *s, const char *rest)
{
	const char *last = strrchr(rest, '.');
	size_t len = last != NULL ? strlen(last + 1) : 0;

	for (size_t i = 0; len > 0 && i < s->n; i++) {
		const char *name = s->fields[i].name;

		if (strncmp(name, last + 1, len) == 0 && name[len] == '.')
			return (size_t)(last - rest);
	}
	return 0;
}

/* The same as split() for what is taken out as a whole: an item that is there, a group of it. */
static int split_whole(
    struct crm_arena *a, const struct dossier *d, const char *name, const char *parts[3])
{
	static const int collections[] = {CRM_P_ELEMENTS, CRM_P_STUDIES};

	for (size_t i = 0; i < sizeof(collections) / sizeof(collections[0]); i++) {
		const struct crm_field *f = &crm_ppap_schema.fields[collections[i]];
		size_t len = strlen(f->name), key;
		const char *rest = name + len + 1;

		if (strncmp(name, f->name, len) != 0 || name[len] != '.')
			continue;
		key = before_group(f->items, rest);
		parts[0] = f->name;
		parts[1] = key > 0 ? crm_arena_strndup(a, rest, key) : rest;
		parts[2] = key > 0 ? rest + key + 1 : NULL;
		return crm_node_find(d->ppap.top, collections[i], parts[1]) != NULL ? 0 : -1;
	}
	parts[0] = name; /* a group of the top, or nothing */
	return strcmp(name, "seal") == 0 ? -1 : 0;
}

/* What only a command writes: the format, a seal. */
static bool is_ours(int field)
{
	return field == CRM_P_FORMAT ||
	    (field >= 0 && (crm_ppap_schema.fields[field].flags & CRM_F_OWN) != 0);
}

static int refuse(struct edit *e, const char *name, const char *text)
{
	struct crm_err err = CRM_ERR_INIT;

	crm_err_at(&err, CRM_BADINPUT, e->dossier.path, 0, name, "%s", text);
	return crm_run_fail(e->run, &err);
}

static int set_one(struct edit *e, struct crm_arena *a, const char *text)
{
	const char *eq = strchr(text, '='), *parts[3] = {NULL, NULL, NULL}, *name, *value;
	size_t len;
	int field;

	if (eq == NULL || eq == text)
		return crm_run_usage(e->run, "FIELD=VALUE expected, not '%s'", text);
	name = crm_arena_strndup(a, text, (size_t)(eq - text));
	value = eq + 1;
	len = strlen(value);
	crm_utf8_trim(&value, &len);
	value = len > 0 ? crm_arena_strndup(a, value, len) : eq + 1;
	field = crm_schema_find(&crm_ppap_schema, name, strlen(name));
	if (is_ours(field))
		return refuse(e, name, "written by commands only");
	if (field >= 0)
		parts[0] = name;
	else if (split(a, name, parts) != 0 &&
	    (value[0] != '\0' || split_whole(a, &e->dossier, name, parts) != 0))
		return refuse(e, name,
		    "no such member; expected one of crm-ppap(5), as run.parts, elements.9.owner "
		    "(files: crm-ppap attach)");
	return dossier_set(e->run, &e->dossier, parts[0], parts[1], parts[2], value);
}

/* Does the text set this, or a member of it, to something? */
static bool sets(const char *text, const char *name)
{
	const char *eq = strchr(text, '=');
	size_t len = strlen(name);

	return eq != NULL && eq[1] != '\0' && strncmp(text, name, len) == 0 &&
	    (text[len] == '=' || text[len] == '.');
}

/* Edition, profile and elements, as all of them together came out: are there such? */
static int check_names(struct edit *e, struct crm_arena *a, size_t n)
{
	const struct crm_ppap_book *book;
	const char *parts[3] = {NULL, NULL, NULL};
	int rc = dossier_again(e->run, &e->dossier);

	for (size_t i = 1; rc == 0 && i < n; i++) {
		const char *text = crm_args_operand(e->run->args, i), *name;
		struct crm_err err = CRM_ERR_INIT;

		if (sets(text, "elements")) {
			name = crm_arena_strndup(a, text, strcspn(text, "="));
			if (split(a, name, parts) == 0)
				rc = edit_known(e, e->dossier.path, name, parts[1]);
		} else if ((sets(text, "edition") || sets(text, "profile")) &&
		    dossier_book(e->run, &e->books, &e->dossier, &book, &err) != 0) {
			rc = crm_run_fail(e->run, &err);
		}
	}
	return rc;
}

void ppap_set(struct crm_run *r)
{
	struct crm_arena a = CRM_ARENA_INIT;
	size_t n = crm_args_operands(r->args);
	struct edit_value set;
	struct crm_buf text = CRM_BUF_INIT;
	struct edit e;
	int rc = 0;

	if (n < 2) {
		(void)crm_run_usage(r, n == 0 ? "MANIFEST missing" : "FIELD=VALUE missing");
		return;
	}
	if (edit_open(r, 0, &e) != 0)
		return;
	for (size_t i = 1; rc == 0 && i < n; i++) {
		rc = set_one(&e, &a, crm_args_operand(r->args, i));
		crm_buf_addf(&text, "%s%s", i > 1 ? " " : "", crm_args_operand(r->args, i));
	}
	if (rc == 0)
		rc = check_names(&e, &a, n);
	set = (struct edit_value){"set", crm_buf_str(&text)};
	if (rc == 0)
		(void)edit_commit(&e, NULL, "set", &set, 1);
	edit_close(&e);
	crm_buf_release(&text);
	crm_arena_release(&a);
}
