/** What a first story is made with. */
export interface FirstStory {
  readonly id: string;
  readonly title: string;
  /** How commands name the file. */
  readonly file: string;
  /** Where editors find the language. */
  readonly schema: string;
}

/** An id as YAML: in quotes where some version of it reads a number, a truth value or nothing. */
const plainWord = (id: string) =>
  /^[a-z]/u.test(id) && !/^(?:null|true|false|yes|no|on|off|y|n)$/u.test(id) ? id : JSON.stringify(id);

/** A small story with a bit of everything, and comments that teach the language to who reads it from top to bottom. */
export const firstStory = ({ id, title, file, schema }: FirstStory): string => `# yaml-language-server: $schema=${schema}

# A story says who is there and what happens when. From it follows what each sensor would have recorded, and the truth about each record.
#
#   wiretale scenarios check ${file}    what is wrong with it, if anything is
#   wiretale preview ${file}            the timeline, and the first records
#   wiretale run ${file}                write everything to wiretale-out/${id}
#
# What a story leaves out (names, addresses, process ids, jitter, ...) follows from a number, --seed: the same seed, the same bytes.
# What it says is a pin, which holds for every seed. Every key: docs/story-language.md; an editor that knows the schema shows them as you type.

id: ${plainWord(id)}
title: ${JSON.stringify(title.replaceAll('${', () => '$${'))}
description: >
  A clerk opens an attachment. A script fetches a second stage, which calls home and looks for other machines.
techniques: [T1105, T1071.001, T1021.002]
# When the story begins. All times below count from here, and --start moves all of them.
start: 2026-05-04T07:30:00Z

# What a run may change: wiretale run ${file} --set patience=2h --set door=3389
# Any value may be, or have in it, a parameter: "\${patience}".
parameters:
  patience: { type: duration, default: 10m, description: How long the second stage calls home }
  door: { type: port, default: 445, description: Where it knocks at other machines }

# Who is there before anything happens.
world:
  # Without a domain it is a workgroup.
  domain: { dns: corp.example }
  # Without ipv6 hosts have link-local IPv6 only, and Falcon's NetworkConnectIP6 has little to tell.
  site: { ipv4: 10.20.0.0/16, ipv6: "2001:db8:20:1::/64" }
  hosts:
    # role: workstation, server or domain-controller. Sensors: sysmon and falcon, unless said otherwise.
    desk: { role: workstation, user: clerk }
    # Three of a kind: clients-1, clients-2, clients-3.
    clients: { role: workstation, count: 3, os: windows-10 }
    files: { role: server, sensors: [sysmon] }
    dc: { role: domain-controller }
  users:
    clerk: {}
  # Parties without sensors. Their addresses come from ranges that belong to nobody, unless you give some: { ipv6: "2001:db8:ffff::1" }
  outside:
    shop: { name: cdn.shop.example }

# Programs that the story starts. What Windows always runs needs no mention: desk/lsass, desk/dnscache, desk/System, ...
processes:
  script:
    host: desk
    user: clerk
    image: C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe
    start: 5s
  stage:
    host: desk
    user: clerk
    image: C:\\Users\\{user}\\AppData\\Local\\Temp\\updater.exe
    start: 9s

# What happens. Each step has an id, a time (at or after), and one thing that it does.
steps:
  - id: lookup
    title: The workstation asks for the shop's address
    at: 6s
    # malicious, unless said otherwise; benign and red-herring are the others. Labels say it, records never do.
    role: benign
    connect: { from: desk/dnscache, to: dc, protocol: udp, port: 53 }

  - id: fetch
    title: The script fetches its second stage
    # So long after the step before; drawn from the range, once for each seed.
    after: lookup + 20..60ms
    technique: T1105
    connect: { from: script, to: shop, port: 443 }

  - id: call-home
    title: The second stage calls home
    at: 10..12s
    technique: T1071.001
    # Once a minute, give or take a tenth.
    beacon: { from: stage, to: shop, port: 443, every: 60s, jitter: 10%, for: "\${patience}" }

  - id: sweep
    title: The second stage knocks at every other workstation
    at: 2m
    technique: T1021.002
    # The steps inside happen for each host that matches; \${host} is its id. A list of ids and { role: workstation } would match too.
    forEach:
      hosts: clients-*
      stagger: 1..5s
      steps:
        - id: knock
          connect: { from: stage, to: "\${host}", port: "\${door}" }

  # Other things that may happen. Without the # at the beginning of its lines each does.
  # - id: look-around
  #   at: 3m
  #   scan: { from: stage, to: { role: server }, ports: [22, 80, 445], rate: 20/s }
  # - id: upload
  #   after: end of look-around + 1..2m
  #   transfer: { from: stage, to: shop, port: 443, size: 40MB, rate: 2MB/s, connections: 4 }
  # - id: retry
  #   at: 4m
  #   repeat: { times: 3, gap: 5..10s, steps: [{ id: try, connect: { from: stage, to: files, port: 445 } }] }
  # - id: either
  #   at: 5m
  #   choose:
  #     - { id: quiet, weight: 3, steps: [{ id: wait, connect: { from: stage, to: shop, port: 443 } }] }
  #     - { id: loud, steps: [{ id: smb, connect: { from: stage, to: files, port: 445 } }] }
  # - id: both
  #   at: 6m
  #   parallel:
  #     - { id: ticket, role: benign, connect: { from: desk/lsass, to: dc, port: 88 } }
  #     - { id: share, connect: { from: desk/System, to: files, port: 445 } }

# The office around the story: benign traffic, which makes no labels unless asked (--labels all). --hosts 100 makes it larger.
background: { profile: office, workstations: 2, lead: 2m, tail: 2m }
`;
