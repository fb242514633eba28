/*
 * Runs a fuzz harness without a fuzzer: over each seed named on the command
 * line and over mutations of it, always the same ones. `make fuzz` searches;
 * this is its short form in `make check`.
 *
 * usage: NAME MUTATIONS SEED...
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t next(uint32_t *state)
{
	*state = *state * UINT32_C(1664525) + UINT32_C(1013904223);
	return *state >> 8;
}

/* One to four of: a byte changed, a run cut out, a run doubled, the end cut. */
static size_t mutate(uint8_t *data, size_t size, uint32_t *state)
{
	static const uint8_t telling[] = "\"\\{}[],:;'\n\r\t =#~<>-+.0\xef\xbb\xbf\xff\x00\x80";

	for (uint32_t n = next(state) % 4 + 1; n > 0 && size > 0; n--) {
		size_t at = next(state) % size;
		size_t len = next(state) % (size - at) % 64 + 1;

		switch (next(state) % 5) {
		case 0:
			data[at] = (uint8_t)next(state);
			break;
		case 1:
			data[at] = telling[next(state) % (sizeof(telling) - 1)];
			break;
		case 2:
			memmove(data + at, data + at + len, size - at - len);
			size -= len;
			break;
		case 3:
			if (size + len <= MOST) {
				memmove(data + at + len, data + at, size - at);
				size += len;
			}
			break;
		default:
			size = at;
		}
	}
	return size;
}

static size_t read_seed(const char *path, uint8_t *data)
{
	FILE *in = fopen(path, "rb");
	size_t size;

	if (in == NULL) {
		perror(path);
		exit(1);
	}
	size = fread(data, 1, MOST, in);
	(void)fclose(in);
	return size;
}

int main(int argc, char **argv)
{
	uint8_t *seed = malloc(MOST), *data = malloc(MOST);
	long mutations = argc > 1 ? strtol(argv[1], NULL, 10) : 0;
	uint32_t state = 1;

	if (seed == NULL || data == NULL)
		return 1;
	(void)LLVMFuzzerTestOneInput(data, 0);
	for (int i = 2; i < argc; i++) {
		size_t size = read_seed(argv[i], seed);

		for (long m = 0; m <= mutations; m++) {
			memcpy(data, seed, size);
			(void)LLVMFuzzerTestOneInput(
			    data, m == 0 ? size : mutate(data, size, &state));
		}
	}
	free(seed);
	free(data);
	return 0;
}
