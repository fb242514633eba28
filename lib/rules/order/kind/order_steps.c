/* The steps of an order: from intake to filing. */
#include "lib/rules/order/deliver/order_deliver_rows.h"
#include "lib/rules/order/filing/order_end_rows.h"
#include "lib/rules/order/kind/order_kind_private.h"
#include "lib/rules/order/review/order_review_rows.h"
#include "lib/rules/order/work/order_work_rows.h"

const struct crm_step crm_order_steps[] = {
    CRM_ORDER_REVIEW_ROWS,
    CRM_ORDER_WORK_ROWS,
    CRM_ORDER_END_ROWS,
    CRM_ORDER_DELIVER_ROWS,
    CRM_STEP_NOTE(CRM_O_KEPT " filed refused cancelled destroyed void duplicate"),
    {.name = NULL},
};
