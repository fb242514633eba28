/*
 * attach MANIFEST --element N --file PATH: a file below the dossier becomes evidence, with its
 * hash and size as they are now. What is said of it before and not again stays.
 */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-ppap/edit.h"
#include "lib/base/mem.h"
#include "lib/io/dossier/evidence.h"
#include "lib/rules/ppap/judge.h"

const struct crm_opt ppap_attach_opts[] = {
    {"element", 0, CRM_OPT_TEXT, "N", "its number in the edition", true},
    {"file", 0, CRM_OPT_LIST, "PATH", "a file below the manifest; may be repeated", true},
    {"title", 0, CRM_OPT_TEXT, "TEXT", "what it is", false},
    {"date", 0, CRM_OPT_TEXT, "DATE", "of the document", false},
    {"revision", 0, CRM_OPT_TEXT, "REV", "its own", false},
    {"change-level", 0, CRM_OPT_TEXT, "LEVEL", "of the part, as its header says it", false},
    {"form", 0, CRM_OPT_TEXT, "NUMBER", "of the form that it is on", false},
    {"phase", 0, CRM_OPT_TEXT, "PHASE", "of a control plan", false},
    {"valid-until", 0, CRM_OPT_TEXT, "DATE", "of a laboratory's accreditation or scope", false},
    {"age-approval", 0, CRM_OPT_TEXT, "TEXT", "the customer's paper that an old one will do",
        false},
    {"streams", 0, CRM_OPT_TEXT, "A,B", "the cavities, moulds, lines that it covers", false},
    {"data", 0, CRM_OPT_TEXT, "TABLE", "the table that it is: characteristics, flow, ...", false},
    {"columns", 0, CRM_OPT_TEXT, "C=HEADING,...", "how it calls the table's columns", false},
    {"encoding", 0, CRM_OPT_TEXT, "NAME", "of the table: gb18030 (default UTF-8)", false},
    {"decimal", 0, CRM_OPT_TEXT, "SIGN", "of the table's numbers: . or , (default .)", false},
    {"remove", 0, CRM_OPT_FLAG, NULL, "take the file out of the manifest", false},
    {NULL, 0, CRM_OPT_FLAG, NULL, NULL, false},
};

static const struct edit_member members[] = {
    {"title", "title"},
    {"date", "date"},
    {"revision", "revision"},
    {"change-level", "change_level"},
    {"form", "form"},
    {"phase", "phase"},
    {"valid-until", "valid_until"},
    {"age-approval", "age_approval"},
    {"streams", "streams"},
    {"data", "data"},
    {"columns", "columns"},
    {"encoding", "encoding"},
    {"decimal", "decimal"},
    {NULL, NULL},
};

/*
 * The path below the dossier of a path as the shell has it; NULL: it is not below, or (*missing)
 * there is no such directory. The file's own name is not followed: a link is to be told as one.
 */
static char *path_below(const struct dossier *d, const char *path, bool *missing)
{
	const char *slash = strrchr(path, '/');
	char *folder = crm_strndup(path, slash != NULL ? (size_t)(slash - path) + 1 : 0);
	char *real = realpath(folder[0] != '\0' ? folder : ".", NULL);
	char *root = realpath(d->below[0] != '\0' ? d->below : ".", NULL);
	struct crm_buf out = CRM_BUF_INIT;
	size_t len = root != NULL ? strlen(root) : 0;

	*missing = real == NULL;
	if (real != NULL && root != NULL && strncmp(real, root, len) == 0 &&
	    (real[len] == '/' || real[len] == '\0')) {
		if (real[len] == '/')
			crm_buf_addf(&out, "%s/", real + len + 1);
		crm_buf_addz(&out, slash != NULL ? slash + 1 : path);
	}
	free(folder);
	free(real);
	free(root);
	return out.len > 0 ? crm_buf_take(&out) : NULL;
}

static int refuse(struct edit *e, const char *path, int code, const char *text, const char *why)
{
	struct crm_err err = CRM_ERR_INIT;

	crm_err_at(&err, code, path, 0, NULL, "%s%s%s", text, why != NULL ? ": " : "",
	    why != NULL ? why : "");
	return crm_run_fail(e->run, &err);
}

static int refuse_path(struct edit *e, const char *operand, bool missing)
{
	const char *below = e->dossier.below;

	if (missing)
		return refuse(e, operand, CRM_NOINPUT, "no such file", NULL);
	return refuse(e, operand, CRM_BADINPUT,
	    "not below the dossier's directory: copy the file there",
	    below[0] != '\0' ? below : NULL);
}

static int refuse_state(struct edit *e, const char *path, const struct crm_file_facts *facts)
{
	const char *text = NULL;

	(void)crm_ppap_file_code(facts->state, &text);
	return refuse(e, path, facts->state == CRM_FILE_MISSING ? CRM_NOINPUT : CRM_BADINPUT, text,
	    facts->why);
}

/* What the row says of a file. */
enum { FILE_PATH, FILE_SHA256, FILE_BYTES, FILE_VALUES };
static const char *const values[FILE_VALUES] = {"file", "sha256", "bytes"};

/* facts NULL: of one that is taken out. */
static void take_row(
    struct crm_arena *a, const char *path, const struct crm_file_facts *facts, struct crm_cell *row)
{
	row[FILE_PATH] = crm_cell_text(crm_arena_strdup(a, path));
	row[FILE_SHA256] = crm_cell_absent();
	row[FILE_BYTES] = crm_cell_absent();
	if (facts == NULL)
		return;
	row[FILE_SHA256] = crm_cell_text(crm_arena_strdup(a, facts->sha256));
	row[FILE_BYTES] = crm_cell_int(facts->bytes);
}

static int set_members(
    struct edit *e, const char *element, const char *path, const struct crm_file_facts *facts)
{
	if (dossier_set_facts(e->run, &e->dossier, element, path, facts) != 0)
		return -1;
	for (const struct edit_member *m = members; m->option != NULL; m++) {
		const char *value = crm_args_text(e->run->args, m->option);

		if (value != NULL &&
		    dossier_set_file(e->run, &e->dossier, element, path, m->member, value) != 0)
			return -1;
	}
	return 0;
}

static int attach(struct edit *e, const char *element, const char *operand, const char *path,
    struct crm_arena *a, struct crm_cell *row)
{
	struct crm_file_facts facts;

	if (strcmp(path, e->dossier.name) == 0)
		return refuse(e, operand, CRM_BADINPUT, "the manifest is no evidence", NULL);
	crm_evidence_look(e->dossier.dir, path, true, &facts);
	if (facts.state != CRM_FILE_GOOD)
		return refuse_state(e, operand, &facts);
	take_row(a, path, &facts, row);
	return set_members(e, element, path, &facts);
}

/* By its path, or by what the manifest has: a name that leads nowhere can be taken out, too. */
static int take_out(struct edit *e, const char *element, const char *operand, const char *path,
    struct crm_arena *a, struct crm_cell *row)
{
	const struct crm_node *x = crm_node_find(e->dossier.ppap.top, CRM_P_ELEMENTS, element);
	const char *names[] = {path, operand};

	for (size_t i = 0; x != NULL && i < 2; i++) {
		if (names[i] == NULL || crm_node_find(x, CRM_PE_EVIDENCE, names[i]) == NULL)
			continue;
		take_row(a, names[i], NULL, row);
		return dossier_set_file(e->run, &e->dossier, element, names[i], NULL, "");
	}
	return refuse(e, operand, CRM_NOINPUT, "no evidence of the element", element);
}

static int take(struct edit *e, const char *element, const char *operand, struct crm_arena *a,
    struct crm_cell *row)
{
	bool missing;
	char *path = path_below(&e->dossier, operand, &missing);
	int rc;

	if (crm_args_has(e->run->args, "remove"))
		rc = take_out(e, element, operand, path, a, row);
	else if (path == NULL)
		rc = refuse_path(e, operand, missing);
	else
		rc = attach(e, element, operand, path, a, row);
	free(path);
	return rc;
}

void ppap_attach(struct crm_run *r)
{
	size_t n = crm_args_count(r->args, "file");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_cell *rows;
	const char *element;
	struct edit e;
	int rc;

	if (edit_open(r, 1, &e) != 0)
		return;
	rows = crm_calloc(n * FILE_VALUES + 1, sizeof(*rows));
	rc = edit_element(&e, &element);
	for (size_t i = 0; rc == 0 && i < n; i++)
		rc =
		    take(&e, element, crm_args_nth(r->args, "file", i), &a, &rows[i * FILE_VALUES]);
	if (rc == 0)
		(void)edit_commit_rows(&e, element,
		    crm_args_has(r->args, "remove") ? "removed" : "attached", values, FILE_VALUES,
		    rows, n);
	edit_close(&e);
	free(rows);
	crm_arena_release(&a);
}
