/* The kind: fields and states of lib/rules/order/order.c, and what the rooms judge and do by them. */
#include "lib/rules/order/deliver/order_deliver_rows.h"
#include "lib/rules/order/kind/order_kind_private.h"
#include "lib/rules/order/procedure/procedure.h"
#include "lib/rules/order/watch/order_todo.h"

static const struct crm_clock clocks[] = {
    {.name = "paper",
        .from = CRM_O_OPENED_AT,
        .to = CRM_O_PAPER_AT,
        .limit = "3wd",
        .applies = "form=verbal",
        .rule = "O5",
        .repeat = "3wd",
        .renew = CRM_O_CHASED_AT},
    {.name = "specification",
        .from = CRM_O_SPECIFICATION_AT,
        .to = CRM_O_SPECIFIED_AT,
        .limit = "10wd",
        .calendar = CRM_CALENDAR_OWN,
        .rule = "IATF 16949 7.5.3.2.2"},
    {.name = "warehouse",
        .from = CRM_O_OPENED_AT,
        .to = CRM_O_WAREHOUSED_AT,
        .before = CRM_O_WAREHOUSE_BY,
        .limit = "P0D",
        .calendar = CRM_CALENDAR_OWN,
        .rule = "T7"},
    {.name = "delivery",
        .from = CRM_O_OPENED_AT,
        .to = CRM_O_DELIVERED_AT,
        .before = CRM_O_PROMISED_NOW,
        .before_else = CRM_O_PROMISED,
        .limit = "P0D",
        .calendar = CRM_CALENDAR_CUSTOMER,
        .rule = "L2"},
    {.name = "retention",
        .from = CRM_O_FILED_AT,
        .to = CRM_O_DESTROYED_AT,
        .before = CRM_O_KEEP_UNTIL,
        .limit = "P0D",
        .applies = "state=filed",
        .rule = "T9"},
    {.name = NULL},
};

const struct crm_kind crm_order = {
    .name = "order",
    .prefix = "O",
    .flow = {&crm_order_schema, &crm_order_states, crm_order_steps},
    .clocks = clocks,
    .refuses = crm_order_refuses,
    .check = crm_order_check,
    .todo = &crm_order_todo,
    .book = &crm_order_books,
    .besides = crm_order_besides,
    .brought = crm_order_brought,
};
