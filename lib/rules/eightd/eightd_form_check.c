/* Is the form as its schema wants it, and if not, what would mend it? */
#include <string.h>

#include "lib/base/buf.h"
#include "lib/rules/eightd/eightd_form.h"
#include "lib/time/instant.h"

#define DIGITS "0123456789"
#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

struct check {
	const char *id, *customer;
	struct crm_findings *findings;
};

/* ---- the patterns of the schema ---- */

static bool is_date(const char *s)
{
	int32_t day;

	return crm_date_parse(s, strlen(s), &day) == 0;
}

static bool is_email(const char *s)
{
	size_t n = strspn(s, LETTERS DIGITS ".!#$%&?*+\\/=^_`{|}~-");

	if (n == 0 || s[n] != '@')
		return false;
	do {
		s += n + 1;
		n = strspn(s, LETTERS DIGITS "-");
	} while (n > 0 && s[n] == '.');
	return n > 0 && s[n] == '\0';
}

static bool is_phone(const char *s)
{
	s += *s == '+';
	return *s != '\0' && s[strspn(s, DIGITS " ")] == '\0';
}

static bool is_bpnl(const char *s)
{
	return strlen(s) == 16 && strncmp(s, "BPNL", 4) == 0 &&
	    s[strspn(s, LETTERS DIGITS)] == '\0';
}

static bool is_uuid(const char *s)
{
	static const char shape[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
	size_t i;

	if (strncmp(s, "urn:uuid:", 9) == 0)
		s += 9;
	for (i = 0; shape[i] != '\0' && s[i] != '\0'; i++) {
		if (shape[i] == '-' ? s[i] != '-' : strchr(DIGITS "abcdefABCDEF", s[i]) == NULL)
			return false;
	}
	return shape[i] == '\0' && s[i] == '\0';
}

static bool is_word(const char *s, const char *const *words)
{
	while (*words != NULL && strcmp(*words, s) != 0)
		words++;
	return *words != NULL;
}

static bool is_cause(const char *s)
{
	static const char *const words[] = {"TUA", "TUN", "SUA", "SUN", NULL};

	return is_word(s, words);
}

static bool is_status(const char *s)
{
	static const char *const words[] = {"closed", "open", "in progress", NULL};

	return is_word(s, words);
}

static const struct type {
	enum crm_doc_kind kind;
	bool (*is)(const char *s); /* NULL: any */
	const char *expected;
} types[] = {
    [CRM_FORM_OBJECT] = {CRM_DOC_OBJECT, NULL, "an object"},
    [CRM_FORM_LIST] = {CRM_DOC_LIST, NULL, "a list"},
    [CRM_FORM_TEXT] = {CRM_DOC_TEXT, NULL, "a text"},
    [CRM_FORM_NUMBER] = {CRM_DOC_NUMBER, NULL, "a number"},
    [CRM_FORM_DATE] = {CRM_DOC_TEXT, is_date, "a date like 2026-11-20"},
    [CRM_FORM_EMAIL] = {CRM_DOC_TEXT, is_email, "one address for mail, name@example.com"},
    [CRM_FORM_PHONE] = {CRM_DOC_TEXT, is_phone, "digits and blanks, with + in front or not"},
    [CRM_FORM_BPNL] = {CRM_DOC_TEXT, is_bpnl, "BPNL and 12 letters or digits"},
    [CRM_FORM_UUID] = {CRM_DOC_TEXT, is_uuid, "a UUID"},
    [CRM_FORM_CAUSE] = {CRM_DOC_TEXT, is_cause, "TUA, TUN, SUA or SUN"},
    [CRM_FORM_STATUS] = {CRM_DOC_TEXT, is_status, "closed, open or in progress"},
};

/* ---- findings ---- */

static void tell(const struct check *c, const struct crm_form_member *m, const char *shown,
    const struct crm_doc *value)
{
	struct crm_buf text = CRM_BUF_INIT;
	const char *source = m->source != NULL ? m->source : "nothing that is kept here";

	crm_buf_addz(&text, value == NULL ? "the form requires it; given by: " : "");
	if (value != NULL) {
		crm_buf_addz(&text, "'");
		crm_doc_print(value, &text);
		crm_buf_addf(&text, "' is not %s; given by: ", types[m->type].expected);
	}
	for (; *source != '\0'; source++) {
		if (*source == '*' && c->customer[0] != '\0')
			crm_buf_addz(&text, c->customer);
		else
			crm_buf_addc(&text, *source);
	}
	crm_finding_add(c->findings, CRM_ERROR, value == NULL ? "missing_member" : "bad_member",
	    NULL, 0, c->id, shown, "%s", crm_buf_str(&text));
	crm_buf_release(&text);
}

/* ---- the walk ---- */

/* The member's own name, when it is directly below the prefix; else NULL. */
static const char *below(const struct crm_form_member *m, const char *prefix)
{
	size_t len = strlen(prefix);

	if (strncmp(m->path, prefix, len) != 0 || strchr(m->path + len, '.') != NULL)
		return NULL;
	return m->path + len;
}

static void check_object(
    const struct check *c, const struct crm_doc *o, const char *prefix, const char *shown);

/* node NULL: nothing is there. */
static void check_inner(const struct check *c, const struct crm_form_member *m,
    const struct crm_doc *node, const char *shown)
{
	size_t n = m->type == CRM_FORM_LIST ? crm_doc_count(node) : 1;
	struct crm_buf prefix = CRM_BUF_INIT, path = CRM_BUF_INIT;

	crm_buf_addf(&prefix, "%s%s.", m->path, m->type == CRM_FORM_LIST ? "[]" : "");
	for (size_t i = 0; i < n || i == 0; i++) {
		crm_buf_clear(&path);
		crm_buf_addz(&path, shown);
		if (m->type == CRM_FORM_LIST)
			crm_buf_addf(&path, "[%zu]", i);
		crm_buf_addc(&path, '.');
		check_object(c, m->type == CRM_FORM_LIST ? crm_doc_at(node, i) : node,
		    crm_buf_str(&prefix), crm_buf_str(&path));
	}
	crm_buf_release(&prefix);
	crm_buf_release(&path);
}

static void check_member(const struct check *c, const struct crm_form_member *m,
    const struct crm_doc *value, const char *shown)
{
	const struct type *t = &types[m->type];
	bool empty = m->required && m->type == CRM_FORM_LIST && crm_doc_count(value) == 0;

	if (crm_doc_kind(value) == CRM_DOC_NONE || (empty && crm_doc_kind(value) == t->kind)) {
		if (!m->required)
			return;
		tell(c, m, shown, NULL);
		value = NULL;
	} else if (crm_doc_kind(value) != t->kind ||
	    (t->is != NULL && !t->is(crm_doc_string(value)))) {
		tell(c, m, shown, value);
		return;
	}
	if (m->type == CRM_FORM_OBJECT || (m->type == CRM_FORM_LIST && (value == NULL || !empty)))
		check_inner(c, m, value, shown);
}

static void check_object(
    const struct check *c, const struct crm_doc *o, const char *prefix, const char *shown)
{
	const struct crm_form_member *m;
	struct crm_buf path = CRM_BUF_INIT;
	const char *name;

	for (size_t i = 0; (m = crm_form_member(i)) != NULL; i++) {
		name = below(m, prefix);
		if (name == NULL)
			continue;
		crm_buf_clear(&path);
		crm_buf_addf(&path, "%s%s", shown, name);
		check_member(c, m, crm_doc_member(o, name, strlen(name)), crm_buf_str(&path));
	}
	crm_buf_release(&path);
}

void crm_form_check(
    const struct crm_doc *form, const char *id, const char *customer, struct crm_findings *f)
{
	const struct check c = {id, customer, f};

	check_object(&c, form, "", "");
}
