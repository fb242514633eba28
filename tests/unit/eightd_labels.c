/*
 * lib/share/8d: the labels of all languages have the same keys, there is one
 * for each that a template uses, for each need and for each word that is
 * shown; templates use no name that a report cannot have; the profiles that
 * are shipped can be read.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "lib/base/map.h"
#include "lib/io/template/mustache.h"
#include "lib/io/share.h"
#include "tests/unit/eightd_help.h"

static const char *const languages[] = {"en", "zh", "de"};
static const char *const dirs[] = {"lib/share/8d", NULL};
static const char *const profile_dirs[] = {"lib/share/8d/profiles", NULL};

static struct crm_record *labels(const char *language)
{
	struct crm_share s = {dirs, "labels.", ".json", "language"};
	struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_record *r = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	if (crm_share_read(&s, language, &text, &path, &e) != 0 ||
	    crm_record_parse(crm_buf_str(&text), text.len, &l, &r, &e) != 0)
		fail_msg("%s: %s", language, e.text);
	crm_buf_release(&text);
	crm_buf_release(&path);
	return r;
}

static bool has(const struct crm_map *m, const char *key)
{
	return crm_map_find(m, key, strlen(key)) != CRM_MAP_NONE;
}

/* Each language's keys; no text is empty. */
static void same_keys(void **state)
{
	struct crm_map *first = crm_map_new();
	struct crm_record *en = labels("en");

	(void)state;
	crm_record_paths(en, first);
	assert_true(crm_map_count(first) > 100);
	for (size_t i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
		struct crm_record *r = labels(languages[i]);
		struct crm_map *keys = crm_map_new();

		crm_record_paths(r, keys);
		for (size_t k = 0; k < crm_map_count(first); k++) {
			const char *key = crm_map_key(first, k, NULL);
			const char *text = crm_record_text(r, key);

			if (text == NULL || text[0] == '\0')
				fail_msg("labels.%s.json has no %s", languages[i], key);
		}
		assert_int_equal(crm_map_count(keys), crm_map_count(first));
		crm_map_free(keys);
		crm_record_free(r);
	}
	crm_map_free(first);
	crm_record_free(en);
}

static void word(const struct crm_record *all, const char *list, const char *name)
{
	struct crm_buf path = CRM_BUF_INIT;

	crm_buf_addf(&path, "words.%s.%s", list, name);
	if (crm_record_text(all, crm_buf_str(&path)) == NULL)
		fail_msg("labels.en.json has no %s", crm_buf_str(&path));
	crm_buf_release(&path);
}

static void words_of(const struct crm_record *all, const struct crm_schema *s)
{
	/* shown as they are, or not at all */
	static const char bare[] = " cause through source channel informed_by agreement origin ";
	struct crm_buf name = CRM_BUF_INIT;

	for (size_t i = 0; i < s->n; i++) {
		crm_buf_clear(&name);
		crm_buf_addf(&name, " %s ", s->fields[i].name);
		for (const char *const *w = s->fields[i].words;
		     w != NULL && *w != NULL && strstr(bare, name.data) == NULL; w++)
			word(all, s->fields[i].name, *w);
	}
	crm_buf_release(&name);
}

static const struct crm_schema *const shown[] = {&crm_complaint_team, &crm_complaint_containment,
    &crm_complaint_dispositions, &crm_complaint_causes, &crm_complaint_actions,
    &crm_complaint_standards, &crm_complaint_readacross, &crm_complaint_rounds,
    &crm_complaint_files};
#define NSHOWN (sizeof(shown) / sizeof(shown[0]))

static void every_word(void **state)
{
	static const char *const gates[CRM_EIGHTD_GATES] = {"D3", "D5", "D8", "effect"};
	struct crm_record *all = labels("en");
	const struct crm_eightd_need *n;
	struct crm_buf code = CRM_BUF_INIT;

	(void)state;
	for (size_t i = 0; (n = crm_eightd_need_at(i)) != NULL; i++) {
		crm_buf_clear(&code);
		crm_eightd_need_code(n, &code);
		word(all, "needs", crm_buf_str(&code) + strlen("missing_"));
	}
	for (size_t i = 0; i < CRM_EIGHTD_GATES; i++) {
		assert_non_null(crm_eightd_gate_clock(gates[i]));
		word(all, "gate", gates[i]);
	}
	for (int v = CRM_VERDICT_VOID; v <= CRM_VERDICT_LATE; v++)
		word(all, "verdict", crm_verdict_name((enum crm_verdict)v));
	word(all, "bool", "true");
	word(all, "bool", "false");
	words_of(all, crm_complaint.flow.schema);
	for (size_t i = 0; i < NSHOWN; i++)
		words_of(all, shown[i]);
	crm_buf_release(&code);
	crm_record_free(all);
}

/* ---- templates ---- */

static bool in_schema(const struct crm_schema *s, const char *name, size_t len)
{
	return crm_schema_find(s, name, len) >= 0;
}

/* Can a report have this member? */
static bool known(const char *name)
{
	static const char own[] =
	    " reports next lang id case report title through as_of profile skeleton complete "
	    "missing need need_text deadlines deadlines_shown rounds_shown gate_text limit "
	    "limit_text due_at ended_at hours late verdict_text d0 d1 d2 d3 d4 d5 d6 d7 d8 done "
	    "company customer_party form number revision status name street postal_code city field ";
	struct crm_buf quoted = CRM_BUF_INIT;
	size_t len = strlen(name);
	bool found;

	crm_buf_addf(&quoted, " %s ", name);
	found = strstr(own, quoted.data) != NULL;
	crm_buf_release(&quoted);
	if (len > 5 && strcmp(name + len - 5, "_text") == 0)
		len -= 5;
	found = found || in_schema(crm_complaint.flow.schema, name, len);
	for (size_t i = 0; !found && i < NSHOWN; i++)
		found = in_schema(shown[i], name, len);
	return found;
}

static void judge_name(const char *name, const struct crm_record *all, const char *template)
{
	char part[64];

	if (strncmp(name, "l.", 2) == 0) {
		if (crm_record_text(all, name + 2) == NULL)
			fail_msg("%s uses {{%s}}, which is no label", template, name);
		return;
	}
	for (size_t len; *name != '\0'; name += len + (name[len] == '.')) {
		len = strcspn(name, ".");
		(void)snprintf(part, sizeof(part), "%.*s", (int)len, name);
		if (!known(part))
			fail_msg("%s uses '%s', which no report has", template, part);
	}
}

static void template_names(void **state)
{
	static const char *const formats[] = {".html", ".txt"};
	struct crm_record *all = labels("en");

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct crm_share s = {dirs, "", formats[i], "template"};
		struct crm_buf text = CRM_BUF_INIT, path = CRM_BUF_INIT;
		struct crm_map *names = crm_map_new();
		struct crm_template *t = NULL;
		struct crm_err e = CRM_ERR_INIT;

		if (crm_share_read(&s, "report", &text, &path, &e) != 0 ||
		    crm_template_new(text.data, text.len, crm_buf_str(&path), &t, &e) != 0)
			fail_msg("report%s: %s", formats[i], e.text);
		crm_template_names(t, names);
		assert_true(crm_map_count(names) > 50);
		for (size_t k = 0; k < crm_map_count(names); k++)
			judge_name(crm_map_key(names, k, NULL), all, formats[i]);
		crm_template_free(t);
		crm_map_free(names);
		crm_buf_release(&text);
		crm_buf_release(&path);
	}
	crm_record_free(all);
}

/* ---- profiles ---- */

static void shipped_profiles(void **state)
{
	static const char *const names[] = {
	    "bmw", "default", "ford", "gm", "stellantis", "vda", "vw"};
	struct crm_share s = {profile_dirs, "", ".json", "profile"};
	struct crm_map *found = crm_map_new();

	(void)state;
	crm_share_names(&s, found);
	assert_int_equal(crm_map_count(found), sizeof(names) / sizeof(names[0]));
	for (size_t i = 0; i < crm_map_count(found); i++) {
		struct crm_eightd_profile *p = crm_eightd_profile_new(names[i]);
		struct crm_buf path = CRM_BUF_INIT;
		struct crm_err e = CRM_ERR_INIT;
		struct crm_doc *d = NULL;

		assert_true(has(found, names[i]));
		assert_string_equal(crm_map_key(found, i, NULL), names[i]);
		if (crm_share_doc(&s, names[i], &d, &path, &e) != 0 ||
		    crm_eightd_profile_add(p, d, crm_buf_str(&path), &e) != 0)
			fail_msg("%s: %s: %s", names[i], e.field, e.text);
		/* what nobody has checked with the customer says so */
		assert_int_equal(crm_eightd_profile_skeleton(p), strcmp(names[i], "default") != 0);
		crm_doc_free(d);
		crm_buf_release(&path);
		crm_eightd_profile_free(p);
	}
	crm_map_free(found);
}

/* The default profile asks for no less than the steps of the 8D do. */
static void default_profile(void **state)
{
	static const struct {
		int discipline;
		const char *needs;
	} rows[] = {
	    {0, "severity safety_owner "},
	    {1, "team.sponsor team.leader team.contact "},
	    {2, "problem.what problem.when problem.where problem.who problem.how_many "},
	    {3,
	        "containment.stock containment.in_process containment.in_transit "
	        "containment.customer "},
	    {4, "cause.TUA cause.TUN cause.evidence "},
	    {5, "actions.chosen actions.owner actions.due "},
	    {6, "actions.implemented actions.evidence "},
	    {7, "standards standards.chronic "},
	    {8, "accepted verified "},
	};
	struct crm_share s = {profile_dirs, "", ".json", "profile"};
	struct crm_eightd_profile *p = crm_eightd_profile_new("default");
	struct crm_buf path = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_doc *d = NULL;

	(void)state;
	assert_int_equal(crm_share_doc(&s, "default", &d, &path, &e), 0);
	assert_int_equal(crm_eightd_profile_add(p, d, "default.json", &e), 0);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct crm_buf list = CRM_BUF_INIT;
		const struct crm_eightd_need *n;

		for (size_t k = 0; (n = crm_eightd_profile_need(p, rows[i].discipline, k)) != NULL;
		     k++)
			crm_buf_addf(&list, "%s ", n->name);
		assert_string_equal(crm_buf_str(&list), rows[i].needs);
		crm_buf_release(&list);
	}
	crm_doc_free(d);
	crm_buf_release(&path);
	crm_eightd_profile_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(same_keys),
	    cmocka_unit_test(every_word),
	    cmocka_unit_test(template_names),
	    cmocka_unit_test(shipped_profiles),
	    cmocka_unit_test(default_profile),
	};

	crm_record_setup();
	return cmocka_run_group_tests(tests, eightd_load, eightd_unload);
}
