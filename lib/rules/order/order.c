#include "lib/rules/order/order.h"

#include "lib/rules/field_rows.h"
#include "lib/rules/order/order_private.h"

static const char *const states[] = {"open", "approved", "confirmed", "released", "production",
    "shipped", "delivered", "filed", "refused", "cancelled", "destroyed", "void", "duplicate",
    NULL};
static const char *const ended[] = {
    "filed", "refused", "cancelled", "destroyed", "void", "duplicate", NULL};
static const char *const gone[] = {"void", "duplicate", NULL};
static const char *const forms[] = {"written", "verbal", "call_off", NULL};
static const char *const sorts[] = {"contract", "repeat", "call_off", NULL};
static const char *const checks[] = {"clear", "hit", NULL};

#define TYPED(name, type, flags, doc)                    \
	{                                                \
		name, type, NULL, NULL, NULL, flags, doc \
	}
#define REFERS(name, kind, doc)                            \
	{                                                  \
		name, CRM_T_TEXT, NULL, kind, NULL, 0, doc \
	}
/* items that an import may bring */
#define BROUGHT(name, schema, doc)                                                   \
	{                                                                            \
		name, CRM_T_NESTED, NULL, NULL, schema, CRM_F_OWN | CRM_F_ITEMS, doc \
	}
#define DAY(name, doc) CRM_TYPED(name, CRM_T_DATE, doc)
#define YES(name, doc) CRM_TYPED(name, CRM_T_BOOL, doc)

static const struct crm_field fields[CRM_O_COUNT] = {
    CRM_COMMON_FIELDS(states),
    [CRM_O_CUSTOMER] = {"customer", CRM_T_TEXT, NULL, "customer", NULL, CRM_F_BRIEF | CRM_F_PARTY,
        "customer who orders"},
    [CRM_O_CUSTOMER_ORDER] = CRM_TEXT("customer_order", 0, "number of the customer's order"),
    [CRM_O_FORM] = CRM_WORDS("form", forms, "how it came; none: written"),
    [CRM_O_ORDERED] = DAY("ordered", "day of the order"),
    [CRM_O_QUOTE] = REFERS("quote", "quote", "our quote for it"),
    [CRM_O_FRAME] = REFERS("frame", "order", "frame contract that it calls off from"),
    [CRM_O_PREVIOUS] = REFERS("previous", "order", "the last order of the same goods"),
    [CRM_O_OWNER] = CRM_TEXT("owner", CRM_F_OWNER, "salesperson who is answerable for it"),
    [CRM_O_AUTHOR] = CRM_TEXT("author", CRM_F_OWN, "who took it in"),
    [CRM_O_AUTHOR_LOGIN] = CRM_TEXT("author_login", CRM_F_OWN, "who was logged in"),
    [CRM_O_PART] = CRM_TEXT("part", CRM_F_BRIEF, "part number"),
    [CRM_O_CUSTOMER_PART] = CRM_TEXT("customer_part", 0, "the customer's number for the part"),
    [CRM_O_CHANGE_LEVEL] = CRM_TEXT("change_level", 0, "engineering change level of the part"),
    [CRM_O_PRODUCT] = CRM_TEXT("product", 0, "product or family, for figures"),
    [CRM_O_QUANTITY] = TYPED("quantity", CRM_T_INT, CRM_F_COUNT | CRM_F_BRIEF, "pieces ordered"),
    [CRM_O_UNDER] = CRM_TYPED("under", CRM_T_DEC, "per cent that may be missing of it"),
    [CRM_O_OVER] = CRM_TYPED("over", CRM_T_DEC, "per cent that may be delivered more"),
    [CRM_O_PRICE] = TYPED("price", CRM_T_DEC, CRM_F_INTERNAL, "price of a piece"),
    [CRM_O_CURRENCY] = CRM_TEXT("currency", 0, "currency of its prices"),
    [CRM_O_LINES] = BROUGHT("lines", &crm_order_line_items, "lines, by position"),
    [CRM_O_REQUESTED] = DAY("requested", "day that the customer wants"),
    [CRM_O_PROMISED] =
        TYPED("promised", CRM_T_DATE, CRM_F_BRIEF | CRM_F_FIXED, "day that we promised first"),
    [CRM_O_PROMISED_NOW] =
        TYPED("promised_now", CRM_T_DATE, CRM_F_FIXED, "day promised now, where it is another"),
    [CRM_O_DUE_TIME] =
        CRM_TEXT("due_time", 0, "time of day of the customer until which it is due, like 10:00"),
    [CRM_O_INTENDED_USE] = CRM_TEXT("intended_use", 0, "what the goods are for"),
    [CRM_O_STANDARD] = CRM_TEXT("standard", 0, "quality standard"),
    [CRM_O_ACCEPTANCE] = CRM_TEXT("acceptance", 0, "criteria of acceptance"),
    [CRM_O_TECHNICAL] = CRM_TEXT("technical", 0, "special technical requirements"),
    [CRM_O_PACKAGING] = CRM_TEXT("packaging", 0, "packaging"),
    [CRM_O_HSF_LAW] = CRM_TEXT("hsf_law", 0, "hazardous substances: what the law asks"),
    [CRM_O_HSF_CUSTOMER] = CRM_TEXT("hsf_customer", 0, "what the customer asks"),
    [CRM_O_HSF_OWN] = CRM_TEXT("hsf_own", 0, "what we ask of ourselves"),
    [CRM_O_IMPLIED] = CRM_TEXT("implied", 0, "what goes without saying for its use"),
    [CRM_O_LEGAL] = CRM_TEXT("legal", 0, "what law and authorities require"),
    [CRM_O_FEASIBILITY] = CRM_TEXT("feasibility", 0, "is it feasible, and by what evidence"),
    [CRM_O_SPECIAL_CHARACTERISTICS] =
        CRM_TEXT("special_characteristics", 0, "the customer's special characteristics"),
    [CRM_O_CUSTOMER_SPECIFIC] =
        CRM_TEXT("customer_specific", 0, "customer-specific requirements that apply"),
    [CRM_O_CAPACITY] = CRM_TEXT("capacity", 0, "is there capacity for it"),
    [CRM_O_STOCK] = CRM_TEXT("stock", 0, "what is in stock for it"),
    [CRM_O_MATERIALS] = CRM_TEXT("materials", 0, "materials and where they come from"),
    [CRM_O_MATERIALS_BY] = DAY("materials_by", "day on which they arrive"),
    [CRM_O_PAYMENT] = CRM_TEXT("payment", 0, "terms of payment"),
    [CRM_O_FUNDS] = CRM_TEXT("funds", 0, "how it is financed; credit of the customer"),
    [CRM_O_CUSTOMS] = CRM_TEXT("customs", 0, "customs, duties and who bears them"),
    [CRM_O_SHIP_ON] = DAY("ship_on", "day on which it is to leave"),
    [CRM_O_DELIVERY_METHOD] = CRM_TEXT("delivery_method", 0, "how it is delivered"),
    [CRM_O_MODE] = CRM_TEXT("mode", 0, "mode of transport, for figures"),
    [CRM_O_FULFILMENT] =
        CRM_TEXT("fulfilment", 0, "from where it is fulfilled: plant, stock; for figures"),
    [CRM_O_PLACE] = CRM_TEXT("place", 0, "place of delivery"),
    [CRM_O_TERMS] = CRM_TEXT("terms", 0, "terms of delivery (Incoterms) and their place"),
    [CRM_O_PARTICULAR] = CRM_TEXT("particular", 0,
        "particular demands, commas between: characteristics, price, quality, hsf, acceptance, "
        "lead_time"),
    [CRM_O_NEW_PART] = YES("new_part", "the part is not in the bill of materials yet"),
    [CRM_O_MAJOR] = YES("major", "a major contract: reviewed in a meeting with minutes"),
    [CRM_O_SORT] = {"sort", CRM_T_TEXT, sorts, NULL, NULL, CRM_F_OWN,
        "its sort when it was approved"},
    [CRM_O_SORT_WHY] = CRM_TEXT("sort_why", CRM_F_OWN, "why it was of that sort"),
    [CRM_O_PRICE_REVIEWED] = TYPED("price_reviewed", CRM_T_DEC, CRM_F_OWN | CRM_F_INTERNAL,
        "price when it was approved first"),
    [CRM_O_MEETING] = CRM_TEXT("meeting", 0, "number of the minutes of its review"),
    [CRM_O_SAMPLE_IS_STANDARD] =
        YES("sample_is_standard", "a signed sample or sheet is the standard of acceptance"),
    [CRM_O_SAMPLES] = CRM_TEXT("samples", 0, "sorts of samples that it needs, commas between"),
    [CRM_O_CUSTOMER_INSPECTION] =
        YES("customer_inspection", "the customer inspects before shipment"),
    [CRM_O_EXPORT] = YES("export", "it is exported: checked, with papers for customs"),
    [CRM_O_OPENED_AT] = CRM_STAMP("opened_at", "when it was taken in"),
    [CRM_O_PAPER_AT] = CRM_STAMP("paper_at", "when the written order was in hand"),
    [CRM_O_CHASED_AT] = CRM_STAMP("chased_at", "when a paper was asked for the last time"),
    [CRM_O_CHASES] = TYPED("chases", CRM_T_INT, CRM_F_COUNT | CRM_F_OWN, "how often it was"),
    [CRM_O_FILES] = CRM_HASHED("files", &crm_order_file_items, "papers"),
    [CRM_O_SIGNATURES] =
        CRM_KEYED("signatures", &crm_order_signature_items, "signatures, by department"),
    [CRM_O_POINTS] = CRM_HASHED("points", &crm_order_point_items, "open points"),
    [CRM_O_APPROVED_AT] = CRM_STAMP("approved_at", "when the final authority approved it"),
    [CRM_O_APPROVED_BY] = CRM_TEXT("approved_by", CRM_F_OWN, "who did"),
    [CRM_O_APPROVED_FIELDS] = CRM_TEXT(
        "approved_fields", CRM_F_OWN | CRM_F_INTERNAL, "what was approved, a hash for each field"),
    [CRM_O_APPROVED_SEAL] = CRM_TEXT("approved_seal", CRM_F_OWN, "hash of all of it"),
    [CRM_O_CONFIRMED_AT] = CRM_STAMP("confirmed_at", "when it was confirmed to the customer"),
    [CRM_O_CONFIRMATION] = CRM_TEXT("confirmation", 0, "number of our confirmation"),
    [CRM_O_PROMISES] = CRM_HASHED("promises", &crm_order_promise_items, "promises that moved"),
    [CRM_O_DANGERS] = CRM_HASHED("dangers", &crm_order_danger_items, "dangers to a promise"),
    [CRM_O_DELAYS] = CRM_HASHED("delays", &crm_order_delay_items, "causes of delay"),
    [CRM_O_CHANGES] = CRM_HASHED("changes", &crm_order_change_items, "changes by the customer"),
    [CRM_O_RELEASED_AT] = CRM_STAMP("released_at", "when it was given out to be made"),
    [CRM_O_RELEASES] =
        CRM_KEYED("releases", &crm_order_release_items, "who has it, by paper and department"),
    [CRM_O_SHEET] = CRM_KEYED("sheet", &crm_order_sheet_items, "technical sheet, by item"),
    [CRM_O_MILESTONES] = BROUGHT("milestones", &crm_order_milestone_items, "milestones"),
    [CRM_O_STARTED_AT] = CRM_STAMP("started_at", "when bulk production began"),
    [CRM_O_SPECIFICATION_AT] = CRM_STAMP(
        "specification_at", "when a changed engineering specification came from the customer"),
    [CRM_O_SPECIFICATION] = CRM_TEXT("specification", 0, "which: number and level"),
    [CRM_O_SPECIFIED_AT] = CRM_STAMP("specified_at", "when it was reviewed"),
    [CRM_O_INSPECTIONS] =
        CRM_HASHED("inspections", &crm_order_inspection_items, "inspections before shipment"),
    [CRM_O_MARKS] = CRM_TEXT("marks", 0, "marks and bar codes of the packages"),
    [CRM_O_PACKING] = CRM_TEXT("packing", 0, "packing instruction that the shop has in writing"),
    [CRM_O_BOOKING] = CRM_TEXT("booking", 0, "number of the booking"),
    [CRM_O_CARRIER] = CRM_TEXT("carrier", 0, "carrier"),
    [CRM_O_ROUTE] = CRM_TEXT("route", 0, "route: ports, transit"),
    [CRM_O_WAREHOUSE_BY] = DAY("warehouse_by", "day until which it is to be in the warehouse"),
    [CRM_O_WAREHOUSED_AT] = CRM_STAMP("warehoused_at", "when it was there"),
    [CRM_O_DOCUMENTS] =
        CRM_KEYED("documents", &crm_order_document_items, "checklist of its papers"),
    [CRM_O_EXPORT_CHECKED_AT] =
        CRM_STAMP("export_checked_at", "when parties and goods were checked for export"),
    [CRM_O_EXPORT_CHECK] = {"export_check", CRM_T_TEXT, checks, NULL, NULL, CRM_F_FIXED,
        "what came out"},
    [CRM_O_EXPORT_LIST] = CRM_TEXT("export_list", 0, "against which lists, of which day"),
    [CRM_O_DELIVERIES] =
        BROUGHT("deliveries", &crm_order_delivery_items, "what left us, by note and lot"),
    [CRM_O_DAMAGES] = CRM_HASHED("damages", &crm_order_damage_items, "damage in transport"),
    [CRM_O_RECALLS] =
        CRM_HASHED("recalls", &crm_order_recall_items, "deliveries that were entered wrongly"),
    [CRM_O_SHIPPED_AT] = CRM_STAMP("shipped_at", "when the last of it left us"),
    [CRM_O_DELIVERED_AT] = CRM_STAMP("delivered_at", "when all of it was with the customer"),
    [CRM_O_DELIVERED] =
        CRM_COUNT("delivered", "pieces delivered, where there are no single deliveries; none: all"),
    [CRM_O_FILED_AT] = CRM_STAMP("filed_at", "when it was filed"),
    [CRM_O_FILED_PLACE] = CRM_TEXT("filed_place", 0, "where its papers are"),
    [CRM_O_REFUSED_AT] = CRM_STAMP("refused_at", "when it was not taken"),
    [CRM_O_REFUSED_WHY] = CRM_TEXT("refused_why", 0, "why"),
    [CRM_O_CANCELLED_AT] = CRM_STAMP("cancelled_at", "when it was cancelled"),
    [CRM_O_CANCELLED_WHY] = CRM_TEXT("cancelled_why", 0, "by whom, and why"),
    [CRM_O_KEEP_UNTIL] = TYPED("keep_until", CRM_T_DATE, CRM_F_OWN, "last day of its retention"),
    [CRM_O_LEGAL_HOLD] =
        TYPED("legal_hold", CRM_T_BOOL, CRM_F_OWN, "nothing of it may be destroyed"),
    [CRM_O_HOLD_AT] = CRM_STAMP("hold_at", "when the hold began"),
    [CRM_O_HOLD_WHY] = CRM_TEXT("hold_why", 0, "why it is held: the case"),
    [CRM_O_HOLD_ENDED_AT] = CRM_STAMP("hold_ended_at", "when the hold ended"),
    [CRM_O_HOLD_END_WHY] = CRM_TEXT("hold_end_why", 0, "who ended it, and why"),
    [CRM_O_DESTROYED_AT] = CRM_STAMP("destroyed_at", "when its records were destroyed"),
    [CRM_O_DESTROYED_HOW] = CRM_TEXT("destroyed_how", 0, "how, and who saw it"),
};

const struct crm_schema crm_order_schema = {"order", fields, CRM_O_COUNT};
const struct crm_states crm_order_states = {states, ended, gone};

const char *crm_order_name(int field)
{
	return fields[field].name;
}
