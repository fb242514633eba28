/*
 * A complaint whose 8D lacks nothing, changed and judged. To be included
 * after cmocka.h.
 */
#ifndef CRM_TESTS_UNIT_EIGHTD_HELP_H
#define CRM_TESTS_UNIT_EIGHTD_HELP_H

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/file.h"
#include "lib/rules/complaint/complaint.h"
#include "lib/rules/eightd/eightd_doc.h"
#include "tests/unit/take.h"

static struct crm_buf eightd_full = CRM_BUF_INIT;

static inline int eightd_load(void **state)
{
	const char *top = getenv("TOP");
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	int rc;

	(void)state;
	crm_buf_addf(&path, "%s/tests/data/8d/full.json", top != NULL ? top : ".");
	rc = crm_file_read(AT_FDCWD, crm_buf_str(&path), 1 << 20, &eightd_full, &e);
	crm_buf_release(&path);
	return rc;
}

static inline int eightd_unload(void **state)
{
	(void)state;
	crm_buf_release(&eightd_full);
	return 0;
}

/* "PATH" is removed, "PATH=VALUE" set; several with ';'. */
static inline struct crm_record *eightd_changed(const char *changes)
{
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *r = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	if (crm_record_parse(eightd_full.data, eightd_full.len, &l, &r, &e) != 0)
		fail_msg("full.json: %s", e.text);
	for (size_t len; *changes != '\0'; changes += len + (changes[len] == ';')) {
		char one[200], *value;

		len = strcspn(changes, ";");
		assert_true(len < sizeof(one));
		memcpy(one, changes, len);
		one[len] = '\0';
		value = strchr(one, '=');
		if (value != NULL) {
			*value = '\0';
			crm_record_set_text(r, one, value + 1);
		} else if (!crm_record_remove(r, one)) {
			fail_msg("full.json has no %s", one);
		}
	}
	return r;
}

static inline struct crm_eightd_profile *eightd_profile(const char *json)
{
	struct crm_eightd_profile *p = crm_eightd_profile_new("test");
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	if (crm_doc_parse(json, strlen(json), &l, &d, &e) != 0 ||
	    crm_eightd_profile_add(p, d, "test.json", &e) != 0)
		fail_msg("%s: %s: %s", json, e.field, e.text);
	crm_doc_free(d);
	return p;
}

/* "CODE FIELD\n" for each finding. */
static inline char *eightd_judged(
    const struct crm_eightd_profile *p, const char *changes, int through)
{
	struct crm_shape *shape = crm_shape_new(crm_complaint.flow.schema);
	struct crm_findings *f = crm_findings_new();
	struct crm_record *r = eightd_changed(changes);
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_view v;

	crm_view_of_record(shape, r, &arena, &v);
	crm_eightd_judge(p, &v, through, f);
	for (size_t i = 0; i < crm_findings_count(f); i++) {
		assert_string_equal(crm_finding_at(f, i)->subject, "C-2026-0007");
		crm_buf_addf(
		    &out, "%s %s\n", crm_finding_at(f, i)->code, crm_finding_at(f, i)->field);
	}
	crm_arena_release(&arena);
	crm_record_free(r);
	crm_findings_free(f);
	crm_shape_free(shape);
	return crm_buf_take(&out);
}

#endif
