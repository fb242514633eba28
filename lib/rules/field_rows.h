/*
 * Rows of a kind's table of fields, for the files of lib/rules.
 */
#ifndef CRM_RULES_FIELD_ROWS_H
#define CRM_RULES_FIELD_ROWS_H

#define CRM_TEXT(name, flags, doc)                             \
	{                                                      \
		name, CRM_T_TEXT, NULL, NULL, NULL, flags, doc \
	}
#define CRM_WORDS(name, words, doc)                         \
	{                                                   \
		name, CRM_T_TEXT, words, NULL, NULL, 0, doc \
	}
/* of documents: an array of texts, of these words where there are any */
#define CRM_LIST(name, words, doc)                                   \
	{                                                            \
		name, CRM_T_TEXT, words, NULL, NULL, CRM_F_LIST, doc \
	}
#define CRM_COUNT(name, doc)                                        \
	{                                                           \
		name, CRM_T_INT, NULL, NULL, NULL, CRM_F_COUNT, doc \
	}
#define CRM_STAMP(name, doc)                                            \
	{                                                               \
		name, CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_STAMP, doc \
	}
#define CRM_TYPED(name, type, doc)                   \
	{                                            \
		name, type, NULL, NULL, NULL, 0, doc \
	}
/* items: of hashed keys, or of natural ones */
#define CRM_HASHED(name, schema, doc)                                                 \
	{                                                                             \
		name, CRM_T_NESTED, NULL, NULL, schema, CRM_F_OWN | CRM_F_HASHED, doc \
	}
#define CRM_KEYED(name, schema, doc)                                   \
	{                                                              \
		name, CRM_T_NESTED, NULL, NULL, schema, CRM_F_OWN, doc \
	}
/* The first two members of every item. */
#define CRM_ITEM_FIELDS                                                   \
	[0] = {"at", CRM_T_INSTANT, NULL, NULL, NULL, CRM_F_OWN, "when"}, \
	[1] = {"by", CRM_T_TEXT, NULL, NULL, NULL, CRM_F_OWN, "who"}

#endif
