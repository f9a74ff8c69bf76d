/*
 * sysmon-winevt in C from prepared texts, as the tool itself has them: the constant text of a flow and side is copied in two pieces, and times,
 * record id and port are written into it. The hardest of comparisons: hardly more than copying.
 *
 *   cc -O2 -o preparedTexts preparedTexts.c
 *   ./preparedTexts DUMP OUT PASSES RECORDS
 *
 * DUMP is what recordDump.mjs --texts makes; the rest is as in formatter.c.
 */
#include "formatter.h"

#define NO_PORT UINT32_MAX

/* The constant text of one flow and side, in two pieces: up to the record id, and behind it. Values of fixed width have their places in them. */
typedef struct {
  uint32_t number, text, head, tail, system_time, decimals, utc_time, port;
} Template;

typedef struct {
  uint32_t records, templates, text_bytes, unused;
} Header;

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
  init_digits();

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
