#include "lib/tool/found.h"

#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/tool/printed.h"

int crm_found_opts(struct crm_run *r)
{
	enum crm_format format;

	if (crm_args_has(r->args, "fields") || crm_args_has(r->args, "mask"))
		return crm_run_usage(r, "findings are given whole: no -F, no --mask");
	return crm_run_format(r, &format);
}

static void write_findings(struct crm_run *r, const struct crm_findings *f)
{
	struct crm_writer_opts o = {.terminal = r->out_terminal};
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_err e = CRM_ERR_INIT;

	if (crm_args_has(r->args, "output") || crm_args_has(r->args, "excel")) {
		o.excel = crm_args_has(r->args, "excel");
		if (crm_run_format(r, &o.format) == 0 &&
		    crm_findings_write(STDOUT_FILENO, f, &o, &e) < 0)
			(void)crm_run_fail(r, &e);
		return;
	}
	for (size_t i = 0; i < crm_findings_count(f); i++) {
		crm_finding_line(crm_finding_at(f, i), &text);
		crm_buf_addc(&text, '\n');
	}
	crm_run_write(r, &text, false);
	crm_buf_release(&text);
}

void crm_found(struct crm_run *r, const struct crm_findings *f, int rc, enum crm_severity bad)
{
	if (rc == 0 || crm_findings_count(f) > 0)
		write_findings(r, f);
	if (rc == 0 && crm_findings_worse(f, bad) > 0)
		crm_run_worse(r, CRM_NO);
}
