/* What the formatters have in common: digits, times, files. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* As large as the chunks of a run. */
#define BUFFER (1 << 20)
#define SECOND_LENGTH 19
/* A power of two: neighbouring seconds take neighbouring places. */
#define CACHED 256
#define MILLION INT64_C(1000000)
#define MOST_DIGITS 20

/* Records in columns, as the model makes them. */
typedef struct {
  const double *record_id, *created, *utc;
  const uint32_t *flow;
  const uint16_t *port;
  const uint8_t *side, *tenth;
} Records;

static char pairs[200];
static struct {
  int64_t second;
  char text[SECOND_LENGTH];
} seconds[CACHED];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* Writes a number with leading zeros. */
static inline void write_fixed(char *to, uint32_t value, int digits) {
  for (; digits >= 2; value /= 100) {
    digits -= 2;
    memcpy(to + digits, pairs + value % 100 * 2, 2);
  }
  if (digits) to[0] = '0' + value % 10;
}

static inline char *write_decimal(char *to, uint64_t value) {
  char text[MOST_DIGITS];
  char *from = text + MOST_DIGITS;
  for (; value >= 100; value /= 100) memcpy(from -= 2, pairs + value % 100 * 2, 2);
  if (value >= 10) memcpy(from -= 2, pairs + value * 2, 2);
  else *--from = '0' + value;
  size_t length = text + MOST_DIGITS - from;
  memcpy(to, from, length);
  return to + length;
}

/* Howard Hinnant, "chrono-compatible low-level date algorithms", civil_from_days; for days since 1970 only. */
static void write_date_and_time(char *to, int64_t second) {
  uint32_t in_day = second % 86400;
  uint32_t shifted = second / 86400 + 719468;
  uint32_t era = shifted / 146097;
  uint32_t day_of_era = shifted % 146097;
  uint32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  uint32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  uint32_t month_from_march = (5 * day_of_year + 2) / 153;
  uint32_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  memcpy(to, "0000-00-00 00:00:00", SECOND_LENGTH);
  write_fixed(to, year_of_era + era * 400 + (month <= 2), 4);
  write_fixed(to + 5, month, 2);
  write_fixed(to + 8, day_of_year - (153 * month_from_march + 2) / 5 + 1, 2);
  write_fixed(to + 11, in_day / 3600, 2);
  write_fixed(to + 14, in_day / 60 % 60, 2);
  write_fixed(to + 17, in_day % 60, 2);
}

/* Most seconds come again, so their text is kept. */
static inline void write_second(char *to, int64_t second, char separator) {
  unsigned place = second & (CACHED - 1);
  if (seconds[place].second != second) {
    write_date_and_time(seconds[place].text, second);
    seconds[place].second = second;
  }
  memcpy(to, seconds[place].text, SECOND_LENGTH);
  to[10] = separator;
}

static void init_digits(void) {
  for (int value = 0; value < 100; value++) {
    pairs[value * 2] = '0' + value / 10;
    pairs[value * 2 + 1] = '0' + value % 10;
  }
  for (int place = 0; place < CACHED; place++) seconds[place].second = -1;
}

static void flush(int out, const char *from, const char *to) {
  while (from < to) {
    ssize_t written = write(out, from, to - from);
    if (written < 0) fail("write");
    from += written;
  }
}

static char *read_file(const char *name) {
  FILE *file = fopen(name, "rb");
  if (!file || fseek(file, 0, SEEK_END)) fail(name);
  long size = ftell(file);
  rewind(file);
  char *bytes = malloc(size);
  if (!bytes || fread(bytes, 1, size, file) != (size_t)size) fail(name);
  fclose(file);
  return bytes;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

