#include "lib/time/zone.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/base/buf.h"
#include "lib/base/file.h"
#include "lib/base/mem.h"

/* The zone files are named in full: a TZDIR in the environment is not ours. */
#define ZONE_DIR "/usr/share/zoneinfo/"

struct crm_zone {
	char *name;
	uint64_t serial; /* never used again; 0 for a fixed offset */
	int32_t off;     /* of a fixed offset */
};

/*
 * A UTC day with the same offset at both ends has it all the day: since 1970
 * no two transitions of one zone are nearer than six days.
 */
struct known_day {
	uint64_t serial; /* 0: free */
	int64_t day;
	int32_t off;
};

#define KNOWN_DAYS 4096

static uint64_t last_serial;
static uint64_t current; /* serial of the zone that libc has now */
static struct known_day known[KNOWN_DAYS];

static bool fixed_offset(const char *s, int32_t *off)
{
	int h, m;

	if (strcmp(s, "UTC") == 0 || strcmp(s, "Z") == 0) {
		*off = 0;
		return true;
	}
	if (strlen(s) != 6 || (s[0] != '+' && s[0] != '-') || s[3] != ':' ||
	    strspn(s + 1, "0123456789") != 2 || strspn(s + 4, "0123456789") != 2)
		return false;
	h = (s[1] - '0') * 10 + s[2] - '0';
	m = (s[4] - '0') * 10 + s[5] - '0';
	if (h > 23 || m > 59)
		return false;
	*off = (h * 60 + m) * 60 * (s[0] == '-' ? -1 : 1);
	return true;
}

/* Relative, no empty, "." or ".." part, only what zone names are made of.
 * Zones under right/ count leap seconds, which our instants do not. */
static bool plain_name(const char *name)
{
	const char *p = name;
	size_t len;

	if (strlen(name) > 64 || strncmp(name, "right/", 6) == 0)
		return false;
	for (;;) {
		len = strspn(p,
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		    "abcdefghijklmnopqrstuvwxyz0123456789_+-");
		if (len == 0 || (p[len] != '\0' && p[len] != '/'))
			return false;
		if (p[len] == '\0')
			return true;
		p += len + 1;
	}
}

static bool has_zone_file(const char *name)
{
	struct crm_buf path = CRM_BUF_INIT;
	char magic[4];
	struct stat st;
	bool good = false;
	int fd;

	crm_buf_addf(&path, ZONE_DIR "%s", name);
	fd = open(path.data, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd >= 0) {
		good = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		    crm_pread_all(fd, magic, sizeof(magic), 0) == 4 &&
		    memcmp(magic, "TZif", sizeof(magic)) == 0;
		close(fd);
	}
	crm_buf_release(&path);
	return good;
}

int crm_zone_new(const char *name, struct crm_zone **out, struct crm_err *e)
{
	struct crm_zone *z;
	int32_t off = 0;
	bool fixed = fixed_offset(name, &off);

	if (!fixed && !(plain_name(name) && has_zone_file(name)))
		return crm_err_set(e, CRM_CONFIG,
		    "no such time zone: '%s' "
		    "(expected: an IANA name like 'Europe/Berlin', 'UTC' or "
		    "an offset like '+08:00')",
		    name);
	z = crm_malloc(sizeof(*z));
	z->name = crm_strdup(name);
	z->serial = fixed ? 0 : ++last_serial;
	z->off = off;
	*out = z;
	return 0;
}

void crm_zone_free(struct crm_zone *z)
{
	if (z == NULL)
		return;
	free(z->name);
	free(z);
}

static void switch_to(const struct crm_zone *z)
{
	struct crm_buf tz = CRM_BUF_INIT;

	if (current == z->serial)
		return;
	crm_buf_addf(&tz, ":" ZONE_DIR "%s", z->name);
	if (setenv("TZ", tz.data, 1) < 0)
		crm_fatal("out of memory");
	tzset();
	crm_buf_release(&tz);
	current = z->serial;
}

static int32_t ask_libc(int64_t sec)
{
	time_t t = (time_t)sec;
	struct tm tm;

	if (localtime_r(&t, &tm) == NULL)
		crm_fatal("a time is out of range");
	return (int32_t)tm.tm_gmtoff;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0 ? 1 : 0);
}

int32_t crm_zone_offset(const struct crm_zone *z, int64_t us)
{
	int64_t sec = floor_div(us, CRM_US_PER_SEC);
	int64_t day = floor_div(sec, 86400);
	struct known_day *k;
	int32_t off;

	if (z->serial == 0)
		return z->off;
	k = &known[((uint64_t)day + z->serial * 1021) % KNOWN_DAYS];
	if (k->serial == z->serial && k->day == day)
		return k->off;
	switch_to(z);
	off = ask_libc(day * 86400);
	if (ask_libc(day * 86400 + 86399) != off)
		return ask_libc(sec);
	*k = (struct known_day){z->serial, day, off};
	return off;
}

/*
 * The offsets in force a day before and a day after are the only ones that
 * the local time can have: no offset is a day long, and transitions are days
 * apart. Where both fit, the time comes twice; where none does, never.
 */
struct crm_instant crm_zone_instant(const struct crm_zone *z, int32_t days, int64_t us_of_day)
{
	int64_t local = days * CRM_US_PER_DAY + us_of_day, first, second;
	int32_t before = crm_zone_offset(z, local - CRM_US_PER_DAY);
	int32_t after = crm_zone_offset(z, local + CRM_US_PER_DAY);

	/* before the transition: the first of two, the gap's shift forward */
	first = local - before * CRM_US_PER_SEC;
	second = local - after * CRM_US_PER_SEC;
	if (before == after || crm_zone_offset(z, first) == before)
		return (struct crm_instant){first, before};
	if (crm_zone_offset(z, second) == after)
		return (struct crm_instant){second, after};
	return (struct crm_instant){first, crm_zone_offset(z, first)};
}

void crm_zone_local(const struct crm_zone *z, int64_t us, int32_t *days, int64_t *us_of_day)
{
	int64_t local = us + crm_zone_offset(z, us) * CRM_US_PER_SEC;
	int64_t day = floor_div(local, CRM_US_PER_DAY);

	*days = (int32_t)day;
	*us_of_day = local - day * CRM_US_PER_DAY;
}

/* In (a, b] the offset changes once, to the one at b: the second at which. */
static int64_t change_within(int64_t a, int64_t b, int32_t off)
{
	while (b - a > 1) {
		int64_t mid = a + (b - a) / 2;

		if (ask_libc(mid) == off)
			b = mid;
		else
			a = mid;
	}
	return b;
}

/* Steps of less than the six days that lie between two changes miss none. */
size_t crm_zone_changes(
    const struct crm_zone *z, int64_t from_us, int64_t to_us, struct crm_zone_change **out)
{
	const int64_t step = INT64_C(6) * 86400 - 1;
	int64_t sec = floor_div(from_us, CRM_US_PER_SEC), to = floor_div(to_us, CRM_US_PER_SEC);
	struct crm_zone_change *list = NULL;
	size_t n = 0, cap = 0;
	int32_t off, next;

	crm_grow(&list, &cap, 1, sizeof(*list));
	off = crm_zone_offset(z, from_us);
	list[n++] = (struct crm_zone_change){from_us, off};
	if (z->serial != 0)
		switch_to(z);
	for (; z->serial != 0 && sec < to; sec += step) {
		int64_t end = sec + step < to ? sec + step : to;

		next = ask_libc(end);
		if (next == off)
			continue;
		crm_grow(&list, &cap, n + 1, sizeof(*list));
		list[n++] =
		    (struct crm_zone_change){change_within(sec, end, next) * CRM_US_PER_SEC, next};
		off = next;
	}
	if (list[n - 1].us >= to_us && n > 1)
		n--;
	*out = list;
	return n;
}
