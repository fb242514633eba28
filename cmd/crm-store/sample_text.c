/* The words in the sample's texts. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-store/sample.h"
#include "lib/base/mem.h"

#define DEEP 4 /* words in words */

/* ---- names of items and records ---- */

static void key_of(const char *scope, const char *name, struct crm_buf *out)
{
	crm_buf_clear(out);
	crm_buf_addf(out, "%s@%s", scope, name);
}

void sample_name(struct sample *s, const char *scope, const char *name, const char *id)
{
	struct crm_buf key = CRM_BUF_INIT;
	bool added;
	size_t i;

	key_of(scope, name, &key);
	i = crm_map_put(s->names, key.data, key.len, &added);
	crm_grow(&s->ids, &s->cap, crm_map_count(s->names), sizeof(char *));
	if (!added)
		free(s->ids[i]);
	s->ids[i] = crm_strdup(id);
	crm_buf_release(&key);
}

static const char *find_name(const struct sample *s, const struct sample_tale *t, const char *name)
{
	struct crm_buf key = CRM_BUF_INIT;
	size_t i;

	key_of(t->id, name, &key);
	i = crm_map_find(s->names, key.data, key.len);
	if (i == CRM_MAP_NONE) {
		key_of("", name, &key);
		i = crm_map_find(s->names, key.data, key.len);
	}
	crm_buf_release(&key);
	return i == CRM_MAP_NONE ? NULL : s->ids[i];
}

/* ---- words ---- */

static const struct crm_doc *own_word(const struct sample_tale *t, const char *name, size_t len)
{
	const struct crm_doc *found = crm_doc_member(sample_member(t->entry, "with"), name, len);

	return found != NULL ? found : crm_doc_member(sample_member(t->file, "with"), name, len);
}

static const struct crm_doc *about(
    const struct sample *s, const struct sample_tale *t, const char *table, const char *word)
{
	const char *which = crm_doc_string(own_word(t, word, strlen(word)));

	return which != NULL ? sample_member(sample_member(s->texts, table), which) : NULL;
}

static const struct crm_doc *find_word(
    const struct sample *s, const struct sample_tale *t, const char *name, size_t len)
{
	const struct crm_doc *found = own_word(t, name, len), *customer;
	const char *language;

	customer = about(s, t, "customers", "customer");
	if (found == NULL)
		found = crm_doc_member(customer, name, len);
	language = sample_string(customer, "language");
	if (language == NULL)
		language = "en";
	if (found == NULL)
		found = crm_doc_member(
		    sample_member(about(s, t, "defects", "defect"), language), name, len);
	if (found == NULL)
		found = crm_doc_member(
		    sample_member(sample_member(s->texts, "languages"), language), name, len);
	return found;
}

static int put_words(const struct sample *s, const struct sample_tale *t, const char *text,
    int depth, struct crm_buf *out)
{
	const char *open, *end;

	for (; (open = strchr(text, '{')) != NULL; text = end + 1) {
		struct crm_buf word = CRM_BUF_INIT;
		const struct crm_doc *found;
		int ret;

		crm_buf_add(out, text, (size_t)(open - text));
		end = strchr(open, '}');
		if (end == NULL)
			return -1;
		found = find_word(s, t, open + 1, (size_t)(end - open - 1));
		crm_doc_print(found, &word);
		ret = found == NULL || depth >= DEEP
		    ? -1
		    : put_words(s, t, crm_buf_str(&word), depth + 1, out);
		crm_buf_release(&word);
		if (ret < 0)
			return -1;
	}
	crm_buf_addz(out, text);
	return 0;
}

/* The item, record or day that a text stands for. */
static int put_meant(
    const struct sample *s, const struct sample_tale *t, const char *text, struct crm_buf *out)
{
	struct crm_buf name = CRM_BUF_INIT;
	const char *id;
	int ret = put_words(s, t, text + 1, 0, &name);

	if (ret == 0 && text[0] == '=') {
		ret = sample_date(s, t, crm_buf_str(&name), out) ? 0 : -1;
	} else if (ret == 0) {
		id = find_name(s, t, crm_buf_str(&name));
		ret = id != NULL ? 0 : -1;
		if (id != NULL)
			crm_buf_addz(out, id);
	}
	crm_buf_release(&name);
	return ret;
}

static int put_text(const struct sample *s, const struct sample_tale *t, const char *text,
    int depth, struct crm_buf *out)
{
	struct crm_buf word = CRM_BUF_INIT;
	const struct crm_doc *found;
	size_t len = strlen(text);
	int ret = 1;

	if (text[0] == '@' || text[0] == '=')
		return put_meant(s, t, text, out);
	if (len <= 3 || strncmp(text, "{?", 2) != 0 || text[len - 1] != '}')
		return put_words(s, t, text, 0, out);
	found = find_word(s, t, text + 2, len - 3);
	crm_doc_print(found, &word);
	if (found != NULL)
		ret = depth >= DEEP ? -1 : put_text(s, t, crm_buf_str(&word), depth + 1, out);
	crm_buf_release(&word);
	return ret;
}

int sample_text(
    const struct sample *s, const struct sample_tale *t, const char *text, struct crm_buf *out)
{
	return put_text(s, t, text, 0, out);
}
