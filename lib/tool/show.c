/* show: whole records; as a table, a row for each field. */
#include <stdlib.h>
#include <unistd.h>

#include "lib/base/file.h"
#include "lib/base/map.h"
#include "lib/tool/listing.h"
#include "lib/tool/named.h"

static const struct crm_column field_columns[] = {{.name = "field"}, {.name = "value"}};

/* One table a record, an empty line between. */
static void show_fields(struct crm_run *r, const struct crm_record *rec, bool first)
{
	const struct crm_schema *schema = r->kind->flow.schema;
	const struct crm_schema *mask = crm_args_has(r->args, "mask") ? schema : NULL;
	struct crm_writer_opts opts = {.format = CRM_FMT_TABLE, .columns = field_columns, .n = 2};
	struct crm_map *paths = crm_map_new();
	struct crm_buf scratch = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;
	struct crm_writer *w;
	struct crm_cell cells[2];
	size_t i;

	opts.terminal = r->out_terminal;
	if (!first)
		(void)crm_write_all(STDOUT_FILENO, "\n", 1);
	w = crm_writer_new(STDOUT_FILENO, &opts);
	crm_record_paths(rec, paths);
	for (i = 0; i < crm_map_count(paths); i++) {
		const char *path = crm_map_key(paths, i, NULL);

		cells[0] = crm_cell_text(path);
		crm_record_cell(rec, path, NULL, &scratch, &cells[1]);
		if (crm_mask_column(mask, path))
			cells[1] = crm_cell_text(CRM_MASKED);
		crm_writer_row(w, cells);
	}
	if (crm_writer_end(w, &e) < 0)
		(void)crm_run_fail(r, &e);
	crm_buf_release(&scratch);
	crm_map_free(paths);
}

void crm_cmd_show(struct crm_run *r)
{
	struct crm_column *columns = NULL;
	struct crm_output *out = NULL;
	const struct crm_record *rec;
	enum crm_format format;
	struct crm_named named;
	bool by_field, first = true;
	size_t n;

	if (crm_args_operands(r->args) == 0) {
		crm_run_usage(r, "ID missing");
		return;
	}
	columns = crm_brief_columns(r->kind->flow.schema, &n);
	if (crm_run_format(r, &format) == 0 &&
	    crm_output_new(r, CRM_OUT_RECORDS, columns, n, false, &out) == 0 &&
	    crm_named_open(r, false, &named) == 0) {
		by_field = format == CRM_FMT_TABLE && crm_args_text(r->args, "fields") == NULL;
		while ((rec = crm_named_next(&named)) != NULL) {
			if (by_field)
				show_fields(r, rec, first);
			else
				crm_output_record(out, rec);
			first = false;
		}
		crm_named_release(&named);
		if (!by_field)
			crm_output_end(r, out);
		else
			crm_output_drop(out);
		out = NULL;
	}
	crm_output_drop(out);
	free(columns);
}
