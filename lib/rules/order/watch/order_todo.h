/*
 * What is to be done for an order, and by whom (lib/rules/todo.h).
 */
#ifndef CRM_RULES_ORDER_TODO_H
#define CRM_RULES_ORDER_TODO_H

#include "lib/rules/todo.h"

extern const struct crm_todo crm_order_todo;

#endif
