/*
 * Yardstick: sysmon-winevt written in C, as fast as one would write it by hand without tricks of one processor. It does what the writer
 * does per record and no more: constant text is copied, times, record id and port are written as digits.
 *
 *   cc -O2 -o formatter formatter.c
 *   ./formatter DUMP OUT PASSES RECORDS
 *
 * Formats the first RECORDS records of DUMP (recordDump.mjs says what is in it) into OUT, PASSES times and once before to warm up, and
 * prints how many that were per second, as JSON.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* As large as the chunks of a run. */
#define BUFFER (1 << 20)
#define NO_PORT UINT32_MAX
#define SECOND_LENGTH 19
/* A power of two: neighbouring seconds take neighbouring places. */
#define CACHED 256
#define MILLION INT64_C(1000000)
#define MOST_DIGITS 20

/* The constant text of one flow and side, in two pieces: up to the record id, and behind it. Values of fixed width have their places in them. */
typedef struct {
  uint32_t number, text, head, tail, system_time, decimals, utc_time, port;
} Template;

typedef struct {
  uint32_t records, templates, text_bytes, unused;
} Header;

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

static inline char *write_record(char *at, const Template *template, const char *texts, const Records *records, uint32_t i) {
  const char *text = texts + template->text;
  memcpy(at, text, template->head);
  int64_t created = records->created[i];
  int64_t second = created / MILLION;
  uint32_t ticks = (created - second * MILLION) * 10 + records->tenth[i];
  write_second(at + template->system_time, second, 'T');
  if (template->decimals == 9) write_fixed(at + template->system_time + SECOND_LENGTH + 1, ticks * 100, 9);
  else write_fixed(at + template->system_time + SECOND_LENGTH + 1, ticks, 7);
  at = write_decimal(at + template->head, records->record_id[i]);

  memcpy(at, text + template->head, template->tail);
  int64_t utc = records->utc[i];
  second = utc / MILLION;
  write_second(at + template->utc_time, second, ' ');
  write_fixed(at + template->utc_time + SECOND_LENGTH + 1, (utc - second * MILLION) / 1000, 3);
  if (template->port != NO_PORT) write_fixed(at + template->port, records->port[i], 5);
  return at + template->tail;
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

int main(int count, char **arguments) {
  if (count != 5) {
    fprintf(stderr, "usage: %s DUMP OUT PASSES RECORDS\n", arguments[0]);
    return 2;
  }
  const char *dump = read_file(arguments[1]);
  int out = open(arguments[2], O_WRONLY | O_CREAT | O_TRUNC, 0666);
  if (out < 0) fail(arguments[2]);
  int passes = atoi(arguments[3]);

  const Header *header = (const Header *)dump;
  uint32_t all = header->records;
  uint32_t wanted = strtoul(arguments[4], NULL, 10);
  uint32_t n = wanted < all ? wanted : all;
  Records records;
  records.record_id = (const double *)(header + 1);
  records.created = records.record_id + all;
  records.utc = records.created + all;
  records.flow = (const uint32_t *)(records.utc + all);
  records.port = (const uint16_t *)(records.flow + all);
  records.side = (const uint8_t *)(records.port + all);
  records.tenth = records.side + all;
  const Template *templates = (const Template *)(records.tenth + all);
  const char *texts = (const char *)(templates + header->templates);

  uint32_t numbers = 0;
  for (uint32_t t = 0; t < header->templates; t++)
    if (templates[t].number >= numbers) numbers = templates[t].number + 1;
  const Template **by_number = calloc(numbers, sizeof *by_number);
  char *buffer = malloc(BUFFER);
  if (!by_number || !buffer) fail("malloc");
  for (uint32_t t = 0; t < header->templates; t++) by_number[templates[t].number] = &templates[t];
  for (int value = 0; value < 100; value++) {
    pairs[value * 2] = '0' + value / 10;
    pairs[value * 2 + 1] = '0' + value % 10;
  }
  for (int place = 0; place < CACHED; place++) seconds[place].second = -1;

  double began = 0;
  for (int pass = 0; pass <= passes; pass++) {
    if (pass == 1) began = now();
    /* What is compared is one pass: the file keeps the last. */
    lseek(out, 0, SEEK_SET);
    char *at = buffer;
    for (uint32_t i = 0; i < n; i++) {
      const Template *template = by_number[records.flow[i] * 2 + records.side[i]];
      if (at + template->head + template->tail + MOST_DIGITS > buffer + BUFFER) {
        flush(out, buffer, at);
        at = buffer;
      }
      at = write_record(at, template, texts, &records, i);
    }
    flush(out, buffer, at);
  }
  double elapsed = now() - began;
  printf("{\"perSecond\":%.0f,\"records\":%u}\n", passes * (double)n / elapsed, n);
  return 0;
}
