#include "lib/rules/complaint_figures.h"

#include "lib/rules/complaint.h"

/* Until the customer has a first reply, and until all is done. */
static const char *const lags[] = {"received_at,replied_at", "received_at,closed_at", NULL};

static const struct crm_figures_flag flags[] = {
    {CRM_K_DISPUTED, "answer disputed / complaints where that is known"},
    {0, NULL},
};

const struct crm_figures_kind crm_complaint_figures = {
    .kind = &crm_complaint,
    .start = CRM_K_RECEIVED_AT,
    .closed = "closed",
    .lags = lags,
    .flags = flags,
};
