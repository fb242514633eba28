/* The files of a dossier. */
#include <stdlib.h>
#include <string.h>

#include "cmd/crm-ppap/dossier.h"
#include "lib/base/mem.h"
#include "lib/io/dossier/evidence.h"
#include "lib/io/dossier/sheet_read.h"

/* "FIELD=HEADING", each split in the arena. */
static struct crm_sheet_heading *headings(struct dossier *d, struct crm_texts columns)
{
	struct crm_sheet_heading *h = crm_calloc(columns.n + 1, sizeof(*h));

	for (size_t i = 0; i < columns.n; i++) {
		char *field = crm_arena_strdup(&d->arena, columns.items[i]),
		     *eq = strchr(field, '=');

		if (eq != NULL)
			*eq = '\0';
		h[i] = (struct crm_sheet_heading){field, eq != NULL ? eq + 1 : NULL};
	}
	return h;
}

static void read_sheet(struct crm_run *r, struct dossier *d, size_t i, int fd)
{
	struct crm_ppap_evidence *v = &d->ppap.evidence[i];
	struct crm_texts columns = crm_node_list(v->node, CRM_PV_COLUMNS);
	struct crm_sheet_heading *h = headings(d, columns);

	const char *encoding = crm_node_text(v->node, CRM_PV_ENCODING);
	const struct crm_sheet_form form = {.headings = h,
	    .n = columns.n,
	    .encoding = encoding[0] != '\0' ? encoding : NULL,
	    .decimal = crm_node_text(v->node, CRM_PV_DECIMAL),
	    .hint = "set encoding of the evidence: gb18030, windows-1252"};

	d->sheets[i] = crm_sheet_read_as(fd, v->source,
	    crm_ppap_sheet_at((enum crm_ppap_sheet_kind)v->sheet_kind), &form, &r->limits);
	v->sheet = d->sheets[i];
	free(h);
}

void dossier_look(struct crm_run *r, struct dossier *d, bool hash, bool sheets)
{
	if (d->sheets == NULL)
		d->sheets = crm_calloc(d->ppap.n + 1, sizeof(struct crm_sheet *));
	for (size_t i = 0; i < d->ppap.n; i++) {
		struct crm_ppap_evidence *v = &d->ppap.evidence[i];
		int fd;

		if (!sheets || v->sheet_kind < 0) {
			crm_evidence_look(d->dir, v->node->key, hash, &v->facts);
			continue;
		}
		fd = crm_evidence_open(d->dir, v->node->key, hash, &v->facts);
		if (fd >= 0)
			read_sheet(r, d, i, fd);
	}
}
