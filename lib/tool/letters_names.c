/* The names that a template's texts use. */
#include <string.h>

#include "lib/tool/letters_private.h"

static void add(const struct crm_letters *l, const struct crm_template *t, const char *suffix,
    struct crm_map *seen, struct crm_map *names)
{
	struct crm_map *partials = crm_map_new();

	crm_template_names(t, names);
	crm_template_partials(t, partials);
	for (size_t i = 0; i < crm_map_count(partials); i++) {
		const char *name = crm_map_key(partials, i, NULL);
		const struct crm_template *part = crm_letters_partial(l, name, suffix);
		struct crm_buf key = CRM_BUF_INIT;
		bool is_new;

		crm_buf_addf(&key, "%s.%s", name, suffix);
		(void)crm_map_put(seen, crm_buf_str(&key), key.len, &is_new);
		crm_buf_release(&key);
		if (part != NULL && is_new)
			add(l, part, suffix, seen, names);
	}
	crm_map_free(partials);
}

void crm_letter_used(const struct crm_letters *l, const struct crm_letter *t, struct crm_map *names)
{
	struct crm_map *seen = crm_map_new();

	for (size_t i = 0; i < t->n; i++) {
		const struct crm_letter_text *text = &t->texts[i];

		if (text->subject != NULL)
			add(l, text->subject, "txt", seen, names);
		add(l, text->body, crm_letters_suffix(text->medium), seen, names);
		if (text->medium != CRM_MEDIUM_HTML)
			continue;
		/* the pages around it */
		for (int k = 0; k < 2; k++) {
			const struct crm_template *page = crm_letters_partial(
			    l, k == 0 ? CRM_LETTERS_MAIL : CRM_LETTERS_LETTER, "html");

			if (page != NULL)
				add(l, page, "html", seen, names);
		}
	}
	crm_map_free(seen);
}

/* Is `a` the whole of `b`, or what stands before or behind a dot of it? */
static bool within(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);

	return n <= m &&
	    ((memcmp(a, b, n) == 0 && (b[n] == '\0' || b[n] == '.')) ||
	        (n < m && strcmp(b + m - n, a) == 0 && b[m - n - 1] == '.'));
}

bool crm_letter_uses(const struct crm_map *used, const char *path)
{
	for (size_t i = 0; i < crm_map_count(used); i++) {
		const char *name = crm_map_key(used, i, NULL);

		if (within(name, path) || within(path, name))
			return true;
	}
	return false;
}
