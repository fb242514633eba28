/* list: the records of the store or of files. */
#include <stdlib.h>

#include "lib/tool/listing.h"
#include "lib/tool/stream.h"

void crm_cmd_list(struct crm_run *r)
{
	struct crm_column *columns = NULL;
	struct crm_output *out = NULL;
	struct crm_stream *s = NULL;
	struct crm_view view;
	size_t n;

	columns = crm_brief_columns(r->kind->flow.schema, &n);
	if (crm_run_where(r) == 0 &&
	    crm_output_new(r, CRM_OUT_RECORDS, columns, n, false, &out) == 0 &&
	    crm_stream_open(r, 0, &s) == 0) {
		while (crm_stream_next(s, &view))
			crm_output_record(out, crm_stream_record(s));
		crm_output_end(r, out);
		out = NULL;
	}
	crm_stream_free(s);
	crm_output_drop(out);
	free(columns);
}
