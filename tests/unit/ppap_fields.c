/*
 * lib/rules/ppap/ppap.h: the tables of the manifest are whole and fit one another, the form
 * of the warrant and the shared facts; a dossier's evidence is gathered in the file's order.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/ppap/ppap.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define WARRANT "warrant."

/* ---- tables ---- */

static void check_table(const struct crm_schema *s)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct crm_field *f = &s->fields[i];
		size_t len;

		assert_non_null(f->name);
		assert_non_null(f->doc);
		assert_true(f->doc[0] != '\0' && f->doc[strlen(f->doc) - 1] != '.');
		assert_int_equal(f->items != NULL, f->type == CRM_T_NESTED);
		assert_true(f->type == CRM_T_TEXT || f->words == NULL);
		assert_true(f->type == CRM_T_TEXT || (f->flags & CRM_F_LIST) == 0);
		/* no name twice, and none that is an object for another one too */
		len = strlen(f->name);
		for (size_t k = 0; k < s->n; k++) {
			const char *other = s->fields[k].name;

			if (k != i && strncmp(other, f->name, len) == 0)
				assert_true(other[len] != '\0' && other[len] != '.');
		}
	}
}

static void whole(void **state)
{
	(void)state;
	assert_int_equal(crm_ppap_schema.n, CRM_P_COUNT);
	assert_int_equal(crm_ppap_element_schema.n, CRM_PE_COUNT);
	assert_int_equal(crm_ppap_evidence_schema.n, CRM_PV_COUNT);
	assert_int_equal(crm_ppap_study_schema.n, CRM_PS_COUNT);
	check_table(&crm_ppap_schema);
	check_table(&crm_ppap_element_schema);
	check_table(&crm_ppap_evidence_schema);
	check_table(&crm_ppap_study_schema);
	for (int k = 0; k < CRM_PPAP_SHEETS; k++)
		check_table(crm_ppap_sheet_at((enum crm_ppap_sheet_kind)k));
}

static void typed(void **state)
{
	static const struct {
		int field;
		const char *name;
		enum crm_type type;
		unsigned flags;
	} rows[] = {
	    {CRM_P_FORMAT, "format", CRM_T_INT, CRM_F_COUNT},
	    {CRM_P_LEVEL, "level", CRM_T_INT, 0},
	    {CRM_P_PART_CHANGE_LEVEL, "part.change_level", CRM_T_TEXT, 0},
	    {CRM_P_PART_CHANGE_DATE, "part.change_date", CRM_T_DATE, 0},
	    {CRM_P_REASONS, "reasons", CRM_T_TEXT, CRM_F_LIST},
	    {CRM_P_CHANGES, "changes", CRM_T_TEXT, CRM_F_LIST},
	    {CRM_P_TRAIT_PROPRIETARY, "traits.proprietary", CRM_T_BOOL, 0},
	    {CRM_P_TRAIT_BULK, "traits.bulk", CRM_T_BOOL, 0},
	    {CRM_P_REQUEST_DOCUMENTS, "request.documents", CRM_T_TEXT, CRM_F_LIST},
	    {CRM_P_RUN_PARTS, "run.parts", CRM_T_INT, CRM_F_COUNT},
	    {CRM_P_RUN_HOURS, "run.hours", CRM_T_DEC, 0},
	    {CRM_P_RUN_STREAMS, "run.streams", CRM_T_TEXT, CRM_F_LIST},
	    {CRM_P_RUN_WAIVER_EXPIRY, "run.waiver.expiry", CRM_T_DATE, 0},
	    {CRM_P_INTERIM_EXPIRY, "interim.expiry", CRM_T_DATE, 0},
	    {CRM_P_ELEMENTS, "elements", CRM_T_NESTED, 0},
	    {CRM_P_STUDIES, "studies", CRM_T_NESTED, 0},
	    {CRM_P_SEAL_AT, "seal.at", CRM_T_INSTANT, CRM_F_OWN},
	    {CRM_P_SEAL_SHA256, "seal.sha256", CRM_T_TEXT, CRM_F_OWN},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct crm_field *f = &crm_ppap_schema.fields[rows[i].field];

		assert_string_equal(f->name, rows[i].name);
		assert_int_equal(f->type, rows[i].type);
		assert_int_equal(f->flags, rows[i].flags);
	}
}

static void sheets(void **state)
{
	const char *const *words = crm_ppap_evidence_schema.fields[CRM_PV_DATA].words;

	(void)state;
	for (int k = 0; k < CRM_PPAP_SHEETS; k++) {
		const char *name = crm_ppap_sheet_at((enum crm_ppap_sheet_kind)k)->name;

		assert_string_equal(words[k], name);
		assert_int_equal(crm_ppap_sheet_find(name), k);
	}
	assert_null(words[CRM_PPAP_SHEETS]);
	assert_int_equal(crm_ppap_sheet_find("fmea"), -1);
	assert_int_equal(crm_ppap_sheet_find(""), -1);
}

/* ---- the warrant ---- */

static const struct crm_field *box_field(size_t i)
{
	return &crm_ppap_schema.fields[CRM_P_WARRANT + i];
}

/* What a member must be for its box. */
static void fits(const struct crm_field *f, enum crm_ppap_box_type type)
{
	static const enum crm_type types[] = {
	    [CRM_BOX_TEXT] = CRM_T_TEXT,
	    [CRM_BOX_DATE] = CRM_T_DATE,
	    [CRM_BOX_YES] = CRM_T_TEXT,
	    [CRM_BOX_WEIGHT] = CRM_T_TEXT,
	    [CRM_BOX_COUNT] = CRM_T_INT,
	    [CRM_BOX_DECIMAL] = CRM_T_DEC,
	    [CRM_BOX_LEVEL] = CRM_T_INT,
	    [CRM_BOX_SET] = CRM_T_TEXT,
	    [CRM_BOX_WORD] = CRM_T_TEXT,
	};

	assert_int_equal(f->type, types[type]);
	assert_int_equal((f->flags & CRM_F_LIST) != 0, type == CRM_BOX_SET);
	assert_int_equal((f->flags & CRM_F_COUNT) != 0, type == CRM_BOX_COUNT);
	assert_int_equal(
	    f->words != NULL, type == CRM_BOX_YES || type == CRM_BOX_SET || type == CRM_BOX_WORD);
}

static void boxes(void **state)
{
	(void)state;
	for (size_t i = 0; i < CRM_PPAP_BOXES; i++) {
		const struct crm_ppap_box *box = crm_ppap_box_at(i);
		const struct crm_field *f = box_field(i);

		assert_memory_equal(f->name, WARRANT, strlen(WARRANT));
		assert_string_equal(f->name + strlen(WARRANT), box->key);
		fits(f, box->type);
	}
	assert_null(crm_ppap_box_at(CRM_PPAP_BOXES));
	assert_ptr_equal(box_field(27)->words, crm_ppap_schema.fields[CRM_P_REASONS].words);
}

/* "a|b|c" of the words that a field may have. */
static void words_of(const struct crm_field *f, struct crm_buf *out)
{
	for (size_t i = 0; f->words[i] != NULL; i++)
		crm_buf_addf(out, "%s%s", i > 0 ? "|" : "", f->words[i]);
}

static void check_row(const char *line, const struct crm_field *f)
{
	struct crm_buf words = CRM_BUF_INIT;
	char key[80];

	assert_int_equal(sscanf(line, "%*[^,],%79[^,]", key), 1); /* NOLINT(cert-err34-c) */
	assert_string_equal(f->name + strlen(WARRANT), key);
	if (f->words != NULL) {
		words_of(f, &words);
		assert_non_null(strstr(line, crm_buf_str(&words)));
	}
	crm_buf_release(&words);
}

/* The facts that everybody shares: keys in their order, words of sets. */
static void shared_facts(void **state)
{
	const char *shared = getenv("SHARED");
	struct crm_buf path = CRM_BUF_INIT;
	char line[1000];
	FILE *f = NULL;
	size_t n = 0;

	(void)state;
	crm_buf_addf(&path, "%s/domain/psw_fields.csv", shared != NULL ? shared : "");
	if (shared != NULL && shared[0] != '\0')
		f = fopen(crm_buf_str(&path), "re");
	crm_buf_release(&path);
	if (f == NULL)
		skip();
	assert_non_null(fgets(line, sizeof(line), f));
	for (; fgets(line, sizeof(line), f) != NULL; n++) {
		assert_true(n < CRM_PPAP_BOXES);
		check_row(line, box_field(n));
	}
	assert_int_equal(n, CRM_PPAP_BOXES);
	assert_int_equal(fclose(f), 0);
}

/* ---- a dossier ---- */

static const char manifest[] =
    "{\"format\": 1, \"elements\": {\n"
    "\"9\": {\"evidence\": {\"z/results.csv\": {\"data\": \"dimensional\"}, \"a.pdf\": {}}},\n"
    "\"5\": {\"owner\": \"li\"},\n"
    "\"1\": {\"evidence\": {\"drawing.pdf\": {\"title\": \"drawing\"}}}}}\n";

static struct crm_document *parse(const char *text)
{
	struct crm_document *d = NULL;
	struct crm_limits l;

	crm_limits_init(&l);
	assert_int_equal(crm_document_parse(text, strlen(text), &crm_ppap_schema, &l, &d, NULL), 0);
	return d;
}

static void gathered(void **state)
{
	static const struct {
		const char *element, *key, *source;
		int sheet;
	} rows[] = {
	    {"9", "z/results.csv", "x/y/z/results.csv", CRM_SHEET_DIMENSIONAL},
	    {"9", "a.pdf", "x/y/a.pdf", -1},
	    {"1", "drawing.pdf", "x/y/drawing.pdf", -1},
	};
	struct crm_document *d = parse(manifest);
	struct crm_ppap p;

	(void)state;
	crm_ppap_init(&p, d, "x/y/ppap.json");
	assert_ptr_equal(p.doc, d);
	assert_ptr_equal(p.top, crm_document_top(d));
	assert_string_equal(p.source, "x/y/ppap.json");
	assert_int_equal(p.n, COUNT(rows));
	for (size_t i = 0; i < p.n; i++) {
		const struct crm_ppap_evidence *v = &p.evidence[i];

		assert_string_equal(v->element, rows[i].element);
		assert_string_equal(v->node->key, rows[i].key);
		assert_string_equal(v->source, rows[i].source);
		assert_int_equal(v->sheet_kind, rows[i].sheet);
		assert_int_equal(v->facts.state, CRM_FILE_UNASKED);
		assert_null(v->sheet);
	}
	assert_string_equal(crm_node_text(p.evidence[2].node, CRM_PV_TITLE), "drawing");
	crm_ppap_release(&p);

	/* in the working directory, at the root */
	crm_ppap_init(&p, d, "ppap.json");
	assert_string_equal(p.evidence[0].source, "z/results.csv");
	crm_ppap_release(&p);
	crm_ppap_init(&p, d, "/ppap.json");
	assert_string_equal(p.evidence[0].source, "/z/results.csv");
	crm_ppap_release(&p);
	crm_document_free(d);
}

static void nothing(void **state)
{
	struct crm_document *d = parse("{}");
	struct crm_ppap p;

	(void)state;
	crm_ppap_init(&p, d, "ppap.json");
	assert_int_equal(p.n, 0);
	crm_ppap_release(&p);
	crm_ppap_release(&p);
	crm_document_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(whole),
	    cmocka_unit_test(typed),
	    cmocka_unit_test(sheets),
	    cmocka_unit_test(boxes),
	    cmocka_unit_test(shared_facts),
	    cmocka_unit_test(gathered),
	    cmocka_unit_test(nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
