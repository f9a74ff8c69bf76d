/*
 * Yardstick: sysmon-winevt written in C, as one would write it by hand: constants and values are copied one after the other, numbers and
 * times are written as digits. No printf, no tricks of one processor; values come escaped, since that is done once for each of them.
 *
 *   cc -O2 -o formatter formatter.c
 *   ./formatter DUMP OUT PASSES RECORDS
 *
 * Formats the first RECORDS records of DUMP (recordDump.mjs says what is in it) into OUT, PASSES times and once before to warm up, and
 * prints how many that were per second, as JSON.
 */
#include "formatter.h"

typedef struct {
  uint32_t at, length;
} Text;

/* What does not change from record to record of a flow and side, in the order of recordDump.mjs. Ports of length 0 are those of the record. */
typedef struct {
  uint32_t number, decimals;
  Text provider_guid, process_id_of_sensor, thread_id, computer, rule_name, process_guid, process_id, image, user, protocol, initiated,
      source_is_ipv6, source_ip, source_host, source_port, source_port_name, destination_is_ipv6, destination_ip, destination_host,
      destination_port, destination_port_name;
} Fields;

typedef struct {
  uint32_t records, flows, text_bytes, unused;
} Header;

static const char *texts;

#define CONSTANT(text) (memcpy(at, text, sizeof text - 1), at += sizeof text - 1)
#define VALUE(field) (memcpy(at, texts + fields->field.at, fields->field.length), at += fields->field.length)
#define DATA(name, field) (CONSTANT("<Data Name='" name "'>"), VALUE(field), CONSTANT("</Data>"))
#define PORT(name, field)                                                                                                                  \
  do {                                                                                                                                     \
    CONSTANT("<Data Name='" name "'>");                                                                                                    \
    if (fields->field.length) VALUE(field);                                                                                                \
    else {                                                                                                                                 \
      write_fixed(at, records->port[i], 5);                                                                                                \
      at += 5;                                                                                                                             \
    }                                                                                                                                      \
    CONSTANT("</Data>");                                                                                                                   \
  } while (0)

static inline char *write_record(char *at, const Fields *fields, const Records *records, uint32_t i) {
  CONSTANT("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Sysmon' Guid='");
  VALUE(provider_guid);
  CONSTANT("'/><EventID>3</EventID><Version>5</Version><Level>4</Level><Task>3</Task><Opcode>0</Opcode>"
           "<Keywords>0x8000000000000000</Keywords><TimeCreated SystemTime='");
  int64_t created = records->created[i];
  int64_t second = created / MILLION;
  uint32_t ticks = (created - second * MILLION) * 10 + records->tenth[i];
  write_second(at, second, 'T');
  at[SECOND_LENGTH] = '.';
  if (fields->decimals == 9) write_fixed(at + SECOND_LENGTH + 1, ticks * 100, 9);
  else write_fixed(at + SECOND_LENGTH + 1, ticks, 7);
  at += SECOND_LENGTH + 1 + fields->decimals;
  CONSTANT("Z'/><EventRecordID>");
  at = write_decimal(at, records->record_id[i]);
  CONSTANT("</EventRecordID><Correlation/><Execution ProcessID='");
  VALUE(process_id_of_sensor);
  CONSTANT("' ThreadID='");
  VALUE(thread_id);
  CONSTANT("'/><Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>");
  VALUE(computer);
  CONSTANT("</Computer><Security UserID='S-1-5-18'/></System><EventData>");
  DATA("RuleName", rule_name);
  CONSTANT("<Data Name='UtcTime'>");
  int64_t utc = records->utc[i];
  second = utc / MILLION;
  write_second(at, second, ' ');
  at[SECOND_LENGTH] = '.';
  write_fixed(at + SECOND_LENGTH + 1, (utc - second * MILLION) / 1000, 3);
  at += SECOND_LENGTH + 4;
  CONSTANT("</Data>");
  DATA("ProcessGuid", process_guid);
  DATA("ProcessId", process_id);
  DATA("Image", image);
  DATA("User", user);
  DATA("Protocol", protocol);
  DATA("Initiated", initiated);
  DATA("SourceIsIpv6", source_is_ipv6);
  DATA("SourceIp", source_ip);
  DATA("SourceHostname", source_host);
  PORT("SourcePort", source_port);
  DATA("SourcePortName", source_port_name);
  DATA("DestinationIsIpv6", destination_is_ipv6);
  DATA("DestinationIp", destination_ip);
  DATA("DestinationHostname", destination_host);
  PORT("DestinationPort", destination_port);
  DATA("DestinationPortName", destination_port_name);
  CONSTANT("</EventData></Event>\n");
  return at;
}

/* More than any record takes. */
#define MOST_RECORD (1 << 14)

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
  const Fields *flows = (const Fields *)(records.tenth + all);
  texts = (const char *)(flows + header->flows);

  uint32_t numbers = 0;
  for (uint32_t f = 0; f < header->flows; f++)
    if (flows[f].number >= numbers) numbers = flows[f].number + 1;
  const Fields **by_number = calloc(numbers, sizeof *by_number);
  char *buffer = malloc(BUFFER);
  if (!by_number || !buffer) fail("malloc");
  for (uint32_t f = 0; f < header->flows; f++) by_number[flows[f].number] = &flows[f];
  init_digits();

  double began = 0;
  for (int pass = 0; pass <= passes; pass++) {
    if (pass == 1) began = now();
    /* What is compared is one pass: the file keeps the last. */
    lseek(out, 0, SEEK_SET);
    char *at = buffer;
    for (uint32_t i = 0; i < n; i++) {
      if (at + MOST_RECORD > buffer + BUFFER) {
        flush(out, buffer, at);
        at = buffer;
      }
      at = write_record(at, by_number[records.flow[i] * 2 + records.side[i]], &records, i);
    }
    flush(out, buffer, at);
  }
  double elapsed = now() - began;
  printf("{\"perSecond\":%.0f,\"records\":%u}\n", passes * (double)n / elapsed, n);
  return 0;
}
