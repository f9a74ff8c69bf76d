#!/usr/bin/perl
# Yardstick: the script that one writes in a quarter of an hour to have some Sysmon events. One loop, one template, random values.
#
#   perl bench/yardsticks/script.pl EVENTS >/dev/null
use strict;
use warnings;
use POSIX qw(strftime);

my $events = shift // 100_000;
my @hosts  = map { "DESKTOP-$_.corp.example" } 100 .. 199;
my @images = (
    'C:\Windows\System32\svchost.exe',
    'C:\Windows\System32\lsass.exe',
    'C:\Program Files\Google\Chrome\Application\chrome.exe',
);
my @users = ('NT AUTHORITY\SYSTEM', 'NT AUTHORITY\NETWORK SERVICE', 'CORP\alice', 'CORP\bob');
my @ports = (53, 88, 135, 389, 443, 445);

srand(1);
my $at = 1_773_133_740;
for my $id (1 .. $events) {
    $at += rand(0.1);
    my $second  = int($at);
    my $created = strftime('%Y-%m-%dT%H:%M:%S', gmtime($second)) . sprintf('.%07dZ', ($at - $second) * 10_000_000);
    my $utc     = strftime('%Y-%m-%d %H:%M:%S', gmtime($second - 1)) . sprintf('.%03d', ($at - $second) * 1000);
    my $host    = $hosts[rand @hosts];
    my $image   = $images[rand @images];
    my $user    = $users[rand @users];
    my $pid     = 4 * int(200 + rand 4000);
    my $guid    = sprintf('{%08x-%04x-%04x-%04x-%012x}', rand 2**32, rand 2**16, rand 2**16, rand 2**16, rand 2**48);
    my $source  = sprintf('10.239.%d.%d', rand 256, rand 256);
    my $target  = sprintf('10.239.%d.%d', rand 256, rand 256);
    my $from    = 49_152 + int(rand 16_384);
    my $to      = $ports[rand @ports];
    print "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
        . "<Provider Name='Microsoft-Windows-Sysmon' Guid='{5770385f-c22a-43e0-bf4c-06f5698ffbd9}'/><EventID>3</EventID>"
        . "<Version>5</Version><Level>4</Level><Task>3</Task><Opcode>0</Opcode><Keywords>0x8000000000000000</Keywords>"
        . "<TimeCreated SystemTime='$created'/><EventRecordID>$id</EventRecordID><Correlation/>"
        . "<Execution ProcessID='2836' ThreadID='4752'/><Channel>Microsoft-Windows-Sysmon/Operational</Channel>"
        . "<Computer>$host</Computer><Security UserID='S-1-5-18'/></System><EventData><Data Name='RuleName'>-</Data>"
        . "<Data Name='UtcTime'>$utc</Data><Data Name='ProcessGuid'>$guid</Data><Data Name='ProcessId'>$pid</Data>"
        . "<Data Name='Image'>$image</Data><Data Name='User'>$user</Data><Data Name='Protocol'>tcp</Data>"
        . "<Data Name='Initiated'>true</Data><Data Name='SourceIsIpv6'>false</Data><Data Name='SourceIp'>$source</Data>"
        . "<Data Name='SourceHostname'>$host</Data><Data Name='SourcePort'>$from</Data><Data Name='SourcePortName'>-</Data>"
        . "<Data Name='DestinationIsIpv6'>false</Data><Data Name='DestinationIp'>$target</Data>"
        . "<Data Name='DestinationHostname'>-</Data><Data Name='DestinationPort'>$to</Data>"
        . "<Data Name='DestinationPortName'>-</Data></EventData></Event>\n";
}
