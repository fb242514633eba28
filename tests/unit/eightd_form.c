/*
 * lib/rules/eightd/eightd_form.h: our table of the form's members is its schema's,
 * and each of the required ones is named when it is missing. Skipped where
 * SHARED names no folder.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/data/record.h"
#include "lib/rules/eightd/eightd_form.h"

static json_t *read_shared(const char *name)
{
	const char *shared = getenv("SHARED");
	struct crm_buf path = CRM_BUF_INIT;
	json_t *v;

	if (shared == NULL || shared[0] == '\0')
		skip();
	crm_buf_addf(&path, "%s/data/8d/%s", shared, name);
	v = json_load_file(crm_buf_str(&path), 0, NULL);
	crm_buf_release(&path);
	if (v == NULL)
		skip();
	return v;
}

/* ---- the table and the schema ---- */

struct walk {
	json_t *schemas;
	size_t n, required;
};

static json_t *resolved(const struct walk *w, json_t *s)
{
	const char *ref;

	while ((ref = json_string_value(json_object_get(s, "$ref"))) != NULL)
		s = json_object_get(w->schemas, strrchr(ref, '/') + 1);
	return s;
}

static const char *type_of(enum crm_form_type t)
{
	switch (t) {
	case CRM_FORM_OBJECT:
		return "object";
	case CRM_FORM_LIST:
		return "array";
	case CRM_FORM_NUMBER:
		return "number";
	default:
		return "string";
	}
}

static bool listed(const json_t *list, const char *name)
{
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (strcmp(json_string_value(json_array_get(list, i)), name) == 0)
			return true;
	}
	return false;
}

static void walk(struct walk *w, json_t *s, const char *prefix)
{
	json_t *properties, *inner;
	const char *name;

	s = resolved(w, s);
	properties = json_object_get(s, "properties");
	for (void *it = json_object_iter(properties); it != NULL;
	     it = json_object_iter_next(properties, it)) {
		const struct crm_form_member *m = crm_form_member(w->n++);
		struct crm_buf path = CRM_BUF_INIT;
		const char *type;

		name = json_object_iter_key(it);
		crm_buf_addf(&path, "%s%s", prefix, name);
		inner = resolved(w, json_object_iter_value(it));
		type = json_string_value(json_object_get(inner, "type"));
		assert_non_null(m);
		assert_string_equal(m->path, crm_buf_str(&path));
		assert_int_equal(m->required, listed(json_object_get(s, "required"), name));
		assert_string_equal(type_of(m->type), type);
		w->required += m->required;
		crm_buf_addz(&path, strcmp(type, "array") == 0 ? "[]." : ".");
		walk(w, strcmp(type, "array") == 0 ? json_object_get(inner, "items") : inner,
		    crm_buf_str(&path));
		crm_buf_release(&path);
	}
}

static void table_is_the_schema(void **state)
{
	json_t *schema = read_shared("Report8D-schema.json");
	struct walk w = {json_object_get(json_object_get(schema, "components"), "schemas"), 0, 0};

	(void)state;
	walk(&w, schema, "");
	assert_null(crm_form_member(w.n));
	assert_int_equal(w.n, 156);
	assert_int_equal(w.required, 75);
	json_decref(schema);
}

/* ---- the check ---- */

/* "CODE FIELD\n" for each finding. */
static char *checked(const json_t *form)
{
	char *text = json_dumps(form, JSON_COMPACT);
	struct crm_findings *f = crm_findings_new();
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	assert_int_equal(crm_doc_parse(text, strlen(text), &l, &d, &e), 0);
	crm_form_check(d, "C-1", "VW", f);
	for (size_t i = 0; i < crm_findings_count(f); i++)
		crm_buf_addf(
		    &out, "%s %s\n", crm_finding_at(f, i)->code, crm_finding_at(f, i)->field);
	crm_doc_free(d);
	crm_findings_free(f);
	free(text);
	return crm_buf_take(&out);
}

/* The object that holds the member, and its name; "x[].y" is of the first item. */
static json_t *holder(json_t *form, const char *path, char name[64], struct crm_buf *shown)
{
	for (size_t len; *path != '\0'; path += len + (path[len] == '.')) {
		bool list;

		len = strcspn(path, ".");
		list = len > 2 && path[len - 1] == ']';
		(void)snprintf(name, 64, "%.*s", (int)(list ? len - 2 : len), path);
		crm_buf_addf(shown, "%s%s%s", shown->len > 0 ? "." : "", name, list ? "[0]" : "");
		if (path[len] == '\0')
			break;
		form = json_object_get(form, name);
		if (list)
			form = json_array_get(form, 0);
	}
	return form;
}

/* Without a required member it is named, and without another one nothing is. */
static void members_missing(void **state)
{
	json_t *whole = read_shared("Report8D.json");
	const struct crm_form_member *m;
	size_t required = 0;
	char *found = checked(whole);

	(void)state;
	assert_string_equal(found, "");
	free(found);
	for (size_t i = 0; (m = crm_form_member(i)) != NULL; i++) {
		json_t *form = json_deep_copy(whole);
		struct crm_buf shown = CRM_BUF_INIT, line = CRM_BUF_INIT;
		char name[64];

		if (json_object_del(holder(form, m->path, name, &shown), name) != 0)
			fail_msg("%s is not in the example", m->path);
		found = checked(form);
		crm_buf_addf(&line, "missing_member %s\n", crm_buf_str(&shown));
		if (m->required && strncmp(found, crm_buf_str(&line), line.len) != 0)
			fail_msg("without %s: '%s'", m->path, found);
		if (!m->required)
			assert_string_equal(found, "");
		if (m->required)
			assert_non_null(m->source);
		required += m->required;
		free(found);
		crm_buf_release(&shown);
		crm_buf_release(&line);
		json_decref(form);
	}
	assert_int_equal(required, 75);
	json_decref(whole);
}

static void bad_members(void **state)
{
	static const struct {
		const char *path, *value;
		bool good;
	} rows[] = {
	    {"header.complaintDate", "2026-02-28", true},
	    {"header.complaintDate", "2026-02-30", false},
	    {"header.complaintDate", "20.11.2026", false},
	    {"header.customerContact.email", "a.b@c-d.example", true},
	    {"header.customerContact.email", "a.b", false},
	    {"header.customerContact.email", "@example.com", false},
	    {"header.customerContact.email", "a@b@c", false},
	    {"header.customerContact.email", "a@b.", false},
	    {"header.customerContact.email", "A B <a@b.example>", false},
	    {"header.customerContact.phoneNumber", "+86 21 100", true},
	    {"header.customerContact.phoneNumber", "+", false},
	    {"header.customerContact.phoneNumber", "021-100", false},
	    {"header.customerContact.bpnlProperty", "BPNLabcdef012345", true},
	    {"header.customerContact.bpnlProperty", "BPNLabcdef01234", false},
	    {"header.customerContact.bpnlProperty", "BPNSabcdef012345", false},
	    {"header.qualityTaskId", "urn:uuid:580d3adf-1981-44a0-a214-13d6ceed9000", true},
	    {"header.qualityTaskId", "580d3adf-1981-44a0-a214-13d6ceed900", false},
	    {"header.qualityTaskId", "580d3adf-1981-44a0-a214-13d6ceed90000", false},
	    {"header.qualityTaskId", "580d3adfx1981-44a0-a214-13d6ceed9000", false},
	    {"stepD4.causes[].typeOfCauses", "SUN", true},
	    {"stepD4.causes[].typeOfCauses", "man", false},
	    {"stepD6.implementedCorrectiveMeasures[].status", "in progress", true},
	    {"stepD6.implementedCorrectiveMeasures[].status", "done", false},
	    {"stepD6.implementedCorrectiveMeasures[].effectivenessResult", "80", false},
	    {"stepD1.teamMembers", "none", false},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *form = read_shared("Report8D.json");
		struct crm_buf shown = CRM_BUF_INIT, line = CRM_BUF_INIT;
		char name[64], *found;
		json_t *o = holder(form, rows[i].path, name, &shown);

		json_object_set_new(o, name, json_string(rows[i].value));
		found = checked(form);
		if (!rows[i].good)
			crm_buf_addf(&line, "bad_member %s\n", crm_buf_str(&shown));
		if (strcmp(found, crm_buf_str(&line)) != 0)
			fail_msg("%s '%s': '%s'", rows[i].path, rows[i].value, found);
		free(found);
		crm_buf_release(&shown);
		crm_buf_release(&line);
		json_decref(form);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(table_is_the_schema),
	    cmocka_unit_test(members_missing),
	    cmocka_unit_test(bad_members),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
