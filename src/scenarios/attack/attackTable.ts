/**
 * The techniques and sub-techniques of ATT&CK for Enterprise, version 17.0: id, tactics by their codes in `techniques.ts`, name. Those that are
 * revoked or deprecated are not among them.
 *
 * (c) The MITRE Corporation. ATT&CK is a registered trademark of The MITRE Corporation; ids and names are reproduced by its terms of use,
 * https://attack.mitre.org/resources/legal-and-branding/terms-of-use/.
 */
export const ATTACK_VERSION = '17.0';

// biome-ignore format: a row per technique
export const ATTACK_TABLE = `
T1001 CC Data Obfuscation
T1001.001 CC Junk Data
T1001.002 CC Steganography
T1001.003 CC Protocol Impersonation
T1003 CA OS Credential Dumping
T1003.001 CA LSASS Memory
T1003.002 CA Security Account Manager
T1003.003 CA NTDS
T1003.004 CA LSA Secrets
T1003.005 CA Cached Domain Credentials
T1003.006 CA DCSync
T1003.007 CA Proc Filesystem
T1003.008 CA /etc/passwd and /etc/shadow
T1005 CO Data from Local System
T1006 DE Direct Volume Access
T1007 DI System Service Discovery
T1008 CC Fallback Channels
T1010 DI Application Window Discovery
T1011 XF Exfiltration Over Other Network Medium
T1011.001 XF Exfiltration Over Bluetooth
T1012 DI Query Registry
T1014 DE Rootkit
T1016 DI System Network Configuration Discovery
T1016.001 DI Internet Connection Discovery
T1016.002 DI Wi-Fi Discovery
T1018 DI Remote System Discovery
T1020 XF Automated Exfiltration
T1020.001 XF Traffic Duplication
T1021 LM Remote Services
T1021.001 LM Remote Desktop Protocol
T1021.002 LM SMB/Windows Admin Shares
T1021.003 LM Distributed Component Object Model
T1021.004 LM SSH
T1021.005 LM VNC
T1021.006 LM Windows Remote Management
T1021.007 LM Cloud Services
T1021.008 LM Direct Cloud VM Connections
T1025 CO Data from Removable Media
T1027 DE Obfuscated Files or Information
T1027.001 DE Binary Padding
T1027.002 DE Software Packing
T1027.003 DE Steganography
T1027.004 DE Compile After Delivery
T1027.005 DE Indicator Removal from Tools
T1027.006 DE HTML Smuggling
T1027.007 DE Dynamic API Resolution
T1027.008 DE Stripped Payloads
T1027.009 DE Embedded Payloads
T1027.010 DE Command Obfuscation
T1027.011 DE Fileless Storage
T1027.012 DE LNK Icon Smuggling
T1027.013 DE Encrypted/Encoded File
T1027.014 DE Polymorphic Code
T1027.015 DE Compression
T1027.016 DE Junk Code Insertion
T1027.017 DE SVG Smuggling
T1029 XF Scheduled Transfer
T1030 XF Data Transfer Size Limits
T1033 DI System Owner/User Discovery
T1036 DE Masquerading
T1036.001 DE Invalid Code Signature
T1036.002 DE Right-to-Left Override
T1036.003 DE Rename Legitimate Utilities
T1036.004 DE Masquerade Task or Service
T1036.005 DE Match Legitimate Resource Name or Location
T1036.006 DE Space after Filename
T1036.007 DE Double File Extension
T1036.008 DE Masquerade File Type
T1036.009 DE Break Process Trees
T1036.010 DE Masquerade Account Name
T1036.011 DE Overwrite Process Arguments
T1037 PE,PR Boot or Logon Initialization Scripts
T1037.001 PE,PR Logon Script (Windows)
T1037.002 PE,PR Login Hook
T1037.003 PE,PR Network Logon Script
T1037.004 PE,PR RC Scripts
T1037.005 PE,PR Startup Items
T1039 CO Data from Network Shared Drive
T1040 CA,DI Network Sniffing
T1041 XF Exfiltration Over C2 Channel
T1046 DI Network Service Discovery
T1047 EX Windows Management Instrumentation
T1048 XF Exfiltration Over Alternative Protocol
T1048.001 XF Exfiltration Over Symmetric Encrypted Non-C2 Protocol
T1048.002 XF Exfiltration Over Asymmetric Encrypted Non-C2 Protocol
T1048.003 XF Exfiltration Over Unencrypted Non-C2 Protocol
T1049 DI System Network Connections Discovery
T1052 XF Exfiltration Over Physical Medium
T1052.001 XF Exfiltration over USB
T1053 EX,PE,PR Scheduled Task/Job
T1053.002 EX,PE,PR At
T1053.003 EX,PE,PR Cron
T1053.005 EX,PE,PR Scheduled Task
T1053.006 EX,PE,PR Systemd Timers
T1053.007 EX,PE,PR Container Orchestration Job
T1055 PR,DE Process Injection
T1055.001 PR,DE Dynamic-link Library Injection
T1055.002 PR,DE Portable Executable Injection
T1055.003 PR,DE Thread Execution Hijacking
T1055.004 PR,DE Asynchronous Procedure Call
T1055.005 PR,DE Thread Local Storage
T1055.008 PR,DE Ptrace System Calls
T1055.009 PR,DE Proc Memory
T1055.011 PR,DE Extra Window Memory Injection
T1055.012 PR,DE Process Hollowing
T1055.013 PR,DE Process Doppelgänging
T1055.014 PR,DE VDSO Hijacking
T1055.015 PR,DE ListPlanting
T1056 CA,CO Input Capture
T1056.001 CA,CO Keylogging
T1056.002 CA,CO GUI Input Capture
T1056.003 CA,CO Web Portal Capture
T1056.004 CA,CO Credential API Hooking
T1057 DI Process Discovery
T1059 EX Command and Scripting Interpreter
T1059.001 EX PowerShell
T1059.002 EX AppleScript
T1059.003 EX Windows Command Shell
T1059.004 EX Unix Shell
T1059.005 EX Visual Basic
T1059.006 EX Python
T1059.007 EX JavaScript
T1059.008 EX Network Device CLI
T1059.009 EX Cloud API
T1059.010 EX AutoHotKey & AutoIT
T1059.011 EX Lua
T1059.012 EX Hypervisor CLI
T1068 PR Exploitation for Privilege Escalation
T1069 DI Permission Groups Discovery
T1069.001 DI Local Groups
T1069.002 DI Domain Groups
T1069.003 DI Cloud Groups
T1070 DE Indicator Removal
T1070.001 DE Clear Windows Event Logs
T1070.002 DE Clear Linux or Mac System Logs
T1070.003 DE Clear Command History
T1070.004 DE File Deletion
T1070.005 DE Network Share Connection Removal
T1070.006 DE Timestomp
T1070.007 DE Clear Network Connection History and Configurations
T1070.008 DE Clear Mailbox Data
T1070.009 DE Clear Persistence
T1071 CC Application Layer Protocol
T1071.001 CC Web Protocols
T1071.002 CC File Transfer Protocols
T1071.003 CC Mail Protocols
T1071.004 CC DNS
T1072 EX,LM Software Deployment Tools
T1074 CO Data Staged
T1074.001 CO Local Data Staging
T1074.002 CO Remote Data Staging
T1078 IA,PE,PR,DE Valid Accounts
T1078.001 IA,PE,PR,DE Default Accounts
T1078.002 IA,PE,PR,DE Domain Accounts
T1078.003 IA,PE,PR,DE Local Accounts
T1078.004 IA,PE,PR,DE Cloud Accounts
T1080 LM Taint Shared Content
T1082 DI System Information Discovery
T1083 DI File and Directory Discovery
T1087 DI Account Discovery
T1087.001 DI Local Account
T1087.002 DI Domain Account
T1087.003 DI Email Account
T1087.004 DI Cloud Account
T1090 CC Proxy
T1090.001 CC Internal Proxy
T1090.002 CC External Proxy
T1090.003 CC Multi-hop Proxy
T1090.004 CC Domain Fronting
T1091 IA,LM Replication Through Removable Media
T1092 CC Communication Through Removable Media
T1095 CC Non-Application Layer Protocol
T1098 PE,PR Account Manipulation
T1098.001 PE,PR Additional Cloud Credentials
T1098.002 PE,PR Additional Email Delegate Permissions
T1098.003 PE,PR Additional Cloud Roles
T1098.004 PE,PR SSH Authorized Keys
T1098.005 PE,PR Device Registration
T1098.006 PE,PR Additional Container Cluster Roles
T1102 CC Web Service
T1102.001 CC Dead Drop Resolver
T1102.002 CC Bidirectional Communication
T1102.003 CC One-Way Communication
T1104 CC Multi-Stage Channels
T1105 CC Ingress Tool Transfer
T1106 EX Native API
T1110 CA Brute Force
T1110.001 CA Password Guessing
T1110.002 CA Password Cracking
T1110.003 CA Password Spraying
T1110.004 CA Credential Stuffing
T1111 CA Multi-Factor Authentication Interception
T1112 PE,DE Modify Registry
T1113 CO Screen Capture
T1114 CO Email Collection
T1114.001 CO Local Email Collection
T1114.002 CO Remote Email Collection
T1114.003 CO Email Forwarding Rule
T1115 CO Clipboard Data
T1119 CO Automated Collection
T1120 DI Peripheral Device Discovery
T1123 CO Audio Capture
T1124 DI System Time Discovery
T1125 CO Video Capture
T1127 DE Trusted Developer Utilities Proxy Execution
T1127.001 DE MSBuild
T1127.002 DE ClickOnce
T1127.003 DE JamPlus
T1129 EX Shared Modules
T1132 CC Data Encoding
T1132.001 CC Standard Encoding
T1132.002 CC Non-Standard Encoding
T1133 IA,PE External Remote Services
T1134 PR,DE Access Token Manipulation
T1134.001 PR,DE Token Impersonation/Theft
T1134.002 PR,DE Create Process with Token
T1134.003 PR,DE Make and Impersonate Token
T1134.004 PR,DE Parent PID Spoofing
T1134.005 PR,DE SID-History Injection
T1135 DI Network Share Discovery
T1136 PE Create Account
T1136.001 PE Local Account
T1136.002 PE Domain Account
T1136.003 PE Cloud Account
T1137 PE Office Application Startup
T1137.001 PE Office Template Macros
T1137.002 PE Office Test
T1137.003 PE Outlook Forms
T1137.004 PE Outlook Home Page
T1137.005 PE Outlook Rules
T1137.006 PE Add-ins
T1140 DE Deobfuscate/Decode Files or Information
T1176 PE Software Extensions
T1176.001 PE Browser Extensions
T1176.002 PE IDE Extensions
T1185 CO Browser Session Hijacking
T1187 CA Forced Authentication
T1189 IA Drive-by Compromise
T1190 IA Exploit Public-Facing Application
T1195 IA Supply Chain Compromise
T1195.001 IA Compromise Software Dependencies and Development Tools
T1195.002 IA Compromise Software Supply Chain
T1195.003 IA Compromise Hardware Supply Chain
T1197 PE,DE BITS Jobs
T1199 IA Trusted Relationship
T1200 IA Hardware Additions
T1201 DI Password Policy Discovery
T1202 DE Indirect Command Execution
T1203 EX Exploitation for Client Execution
T1204 EX User Execution
T1204.001 EX Malicious Link
T1204.002 EX Malicious File
T1204.003 EX Malicious Image
T1204.004 EX Malicious Copy and Paste
T1205 PE,DE,CC Traffic Signaling
T1205.001 PE,DE,CC Port Knocking
T1205.002 PE,DE,CC Socket Filters
T1207 DE Rogue Domain Controller
T1210 LM Exploitation of Remote Services
T1211 DE Exploitation for Defense Evasion
T1212 CA Exploitation for Credential Access
T1213 CO Data from Information Repositories
T1213.001 CO Confluence
T1213.002 CO Sharepoint
T1213.003 CO Code Repositories
T1216 DE System Script Proxy Execution
T1216.001 DE PubPrn
T1216.002 DE SyncAppvPublishingServer
T1217 DI Browser Information Discovery
T1218 DE System Binary Proxy Execution
T1218.001 DE Compiled HTML File
T1218.002 DE Control Panel
T1218.003 DE CMSTP
T1218.004 DE InstallUtil
T1218.005 DE Mshta
T1218.007 DE Msiexec
T1218.008 DE Odbcconf
T1218.009 DE Regsvcs/Regasm
T1218.010 DE Regsvr32
T1218.011 DE Rundll32
T1218.012 DE Verclsid
T1218.013 DE Mavinject
T1218.014 DE MMC
T1218.015 DE Electron Applications
T1219 CC Remote Access Tools
T1219.001 CC IDE Tunneling
T1219.002 CC Remote Desktop Software
T1219.003 CC Remote Access Hardware
T1220 DE XSL Script Processing
T1221 DE Template Injection
T1222 DE File and Directory Permissions Modification
T1222.001 DE Windows File and Directory Permissions Modification
T1222.002 DE Linux and Mac File and Directory Permissions Modification
T1480 DE Execution Guardrails
T1480.001 DE Environmental Keying
T1482 DI Domain Trust Discovery
T1484 PR,DE Domain or Tenant Policy Modification
T1484.001 PR,DE Group Policy Modification
T1484.002 PR,DE Trust Modification
T1485 IM Data Destruction
T1486 IM Data Encrypted for Impact
T1489 IM Service Stop
T1490 IM Inhibit System Recovery
T1491 IM Defacement
T1491.001 IM Internal Defacement
T1491.002 IM External Defacement
T1495 IM Firmware Corruption
T1496 IM Resource Hijacking
T1497 DE,DI Virtualization/Sandbox Evasion
T1497.001 DE,DI System Checks
T1497.002 DE,DI User Activity Based Checks
T1497.003 DE,DI Time Based Evasion
T1498 IM Network Denial of Service
T1498.001 IM Direct Network Flood
T1498.002 IM Reflection Amplification
T1499 IM Endpoint Denial of Service
T1499.001 IM OS Exhaustion Flood
T1499.002 IM Service Exhaustion Flood
T1499.003 IM Application Exhaustion Flood
T1499.004 IM Application or System Exploitation
T1505 PE Server Software Component
T1505.001 PE SQL Stored Procedures
T1505.002 PE Transport Agent
T1505.003 PE Web Shell
T1505.004 PE IIS Components
T1505.005 PE Terminal Services DLL
T1505.006 PE vSphere Installation Bundles
T1518 DI Software Discovery
T1518.001 DI Security Software Discovery
T1525 PE Implant Internal Image
T1526 DI Cloud Service Discovery
T1528 CA Steal Application Access Token
T1529 IM System Shutdown/Reboot
T1530 CO Data from Cloud Storage
T1531 IM Account Access Removal
T1534 LM Internal Spearphishing
T1535 DE Unused/Unsupported Cloud Regions
T1537 XF Transfer Data to Cloud Account
T1538 DI Cloud Service Dashboard
T1539 CA Steal Web Session Cookie
T1542 PE,DE Pre-OS Boot
T1542.001 PE,DE System Firmware
T1542.002 PE,DE Component Firmware
T1542.003 PE,DE Bootkit
T1542.004 PE,DE ROMMONkit
T1542.005 PE,DE TFTP Boot
T1543 PE,PR Create or Modify System Process
T1543.001 PE,PR Launch Agent
T1543.002 PE,PR Systemd Service
T1543.003 PE,PR Windows Service
T1543.004 PE,PR Launch Daemon
T1543.005 PE,PR Container Service
T1546 PE,PR Event Triggered Execution
T1546.001 PE,PR Change Default File Association
T1546.002 PE,PR Screensaver
T1546.003 PE,PR Windows Management Instrumentation Event Subscription
T1546.004 PE,PR Unix Shell Configuration Modification
T1546.005 PE,PR Trap
T1546.006 PE,PR LC_LOAD_DYLIB Addition
T1546.007 PE,PR Netsh Helper DLL
T1546.008 PE,PR Accessibility Features
T1546.009 PE,PR AppCert DLLs
T1546.010 PE,PR AppInit DLLs
T1546.011 PE,PR Application Shimming
T1546.012 PE,PR Image File Execution Options Injection
T1546.013 PE,PR PowerShell Profile
T1546.014 PE,PR Emond
T1546.015 PE,PR Component Object Model Hijacking
T1546.016 PE,PR Installer Packages
T1547 PE,PR Boot or Logon Autostart Execution
T1547.001 PE,PR Registry Run Keys / Startup Folder
T1547.002 PE,PR Authentication Package
T1547.003 PE,PR Time Providers
T1547.004 PE,PR Winlogon Helper DLL
T1547.005 PE,PR Security Support Provider
T1547.006 PE,PR Kernel Modules and Extensions
T1547.007 PE,PR Re-opened Applications
T1547.008 PE,PR LSASS Driver
T1547.009 PE,PR Shortcut Modification
T1547.010 PE,PR Port Monitors
T1547.012 PE,PR Print Processors
T1547.013 PE,PR XDG Autostart Entries
T1547.014 PE,PR Active Setup
T1547.015 PE,PR Login Items
T1548 PR,DE Abuse Elevation Control Mechanism
T1548.001 PR,DE Setuid and Setgid
T1548.002 PR,DE Bypass User Account Control
T1548.003 PR,DE Sudo and Sudo Caching
T1548.004 PR,DE Elevated Execution with Prompt
T1548.005 PR,DE Temporary Elevated Cloud Access
T1548.006 PR,DE TCC Manipulation
T1550 DE,LM Use Alternate Authentication Material
T1550.001 DE,LM Application Access Token
T1550.002 DE,LM Pass the Hash
T1550.003 DE,LM Pass the Ticket
T1550.004 DE,LM Web Session Cookie
T1552 CA Unsecured Credentials
T1552.001 CA Credentials In Files
T1552.002 CA Credentials in Registry
T1552.003 CA Bash History
T1552.004 CA Private Keys
T1552.005 CA Cloud Instance Metadata API
T1552.006 CA Group Policy Preferences
T1552.007 CA Container API
T1552.008 CA Chat Messages
T1553 DE Subvert Trust Controls
T1553.001 DE Gatekeeper Bypass
T1553.002 DE Code Signing
T1553.003 DE SIP and Trust Provider Hijacking
T1553.004 DE Install Root Certificate
T1553.005 DE Mark-of-the-Web Bypass
T1553.006 DE Code Signing Policy Modification
T1554 PE Compromise Host Software Binary
T1555 CA Credentials from Password Stores
T1555.001 CA Keychain
T1555.002 CA Securityd Memory
T1555.003 CA Credentials from Web Browsers
T1555.004 CA Windows Credential Manager
T1555.005 CA Password Managers
T1555.006 CA Cloud Secrets Management Stores
T1556 PE,DE,CA Modify Authentication Process
T1556.001 PE,DE,CA Domain Controller Authentication
T1556.002 PE,DE,CA Password Filter DLL
T1556.003 PE,DE,CA Pluggable Authentication Modules
T1556.004 PE,DE,CA Network Device Authentication
T1556.005 PE,DE,CA Reversible Encryption
T1556.006 PE,DE,CA Multi-Factor Authentication
T1556.007 PE,DE,CA Hybrid Identity
T1556.008 PE,DE,CA Network Provider DLL
T1556.009 PE,DE,CA Conditional Access Policies
T1557 CA,CO Adversary-in-the-Middle
T1557.001 CA,CO LLMNR/NBT-NS Poisoning and SMB Relay
T1557.002 CA,CO ARP Cache Poisoning
T1557.003 CA,CO DHCP Spoofing
T1558 CA Steal or Forge Kerberos Tickets
T1558.001 CA Golden Ticket
T1558.002 CA Silver Ticket
T1558.003 CA Kerberoasting
T1558.004 CA AS-REP Roasting
T1559 EX Inter-Process Communication
T1559.001 EX Component Object Model
T1559.002 EX Dynamic Data Exchange
T1559.003 EX XPC Services
T1560 CO Archive Collected Data
T1560.001 CO Archive via Utility
T1560.002 CO Archive via Library
T1560.003 CO Archive via Custom Method
T1561 IM Disk Wipe
T1561.001 IM Disk Content Wipe
T1561.002 IM Disk Structure Wipe
T1562 DE Impair Defenses
T1562.001 DE Disable or Modify Tools
T1562.002 DE Disable Windows Event Logging
T1562.003 DE Impair Command History Logging
T1562.004 DE Disable or Modify System Firewall
T1562.006 DE Indicator Blocking
T1562.007 DE Disable or Modify Cloud Firewall
T1562.008 DE Disable or Modify Cloud Logs
T1562.009 DE Safe Mode Boot
T1562.010 DE Downgrade Attack
T1562.011 DE Spoof Security Alerting
T1562.012 DE Disable or Modify Linux Audit System
T1563 LM Remote Service Session Hijacking
T1563.001 LM SSH Hijacking
T1563.002 LM RDP Hijacking
T1564 DE Hide Artifacts
T1564.001 DE Hidden Files and Directories
T1564.002 DE Hidden Users
T1564.003 DE Hidden Window
T1564.004 DE NTFS File Attributes
T1564.005 DE Hidden File System
T1564.006 DE Run Virtual Instance
T1564.007 DE VBA Stomping
T1564.008 DE Email Hiding Rules
T1564.009 DE Resource Forking
T1564.010 DE Process Argument Spoofing
T1564.011 DE Ignore Process Interrupts
T1564.012 DE File/Path Exclusions
T1564.013 DE Bind Mounts
T1564.014 DE Extended Attributes
T1565 IM Data Manipulation
T1565.001 IM Stored Data Manipulation
T1565.002 IM Transmitted Data Manipulation
T1565.003 IM Runtime Data Manipulation
T1566 IA Phishing
T1566.001 IA Spearphishing Attachment
T1566.002 IA Spearphishing Link
T1566.003 IA Spearphishing via Service
T1566.004 IA Spearphishing Voice
T1567 XF Exfiltration Over Web Service
T1567.001 XF Exfiltration to Code Repository
T1567.002 XF Exfiltration to Cloud Storage
T1567.003 XF Exfiltration to Text Storage Sites
T1567.004 XF Exfiltration Over Webhook
T1568 CC Dynamic Resolution
T1568.001 CC Fast Flux DNS
T1568.002 CC Domain Generation Algorithms
T1568.003 CC DNS Calculation
T1569 EX System Services
T1569.001 EX Launchctl
T1569.002 EX Service Execution
T1569.003 EX Systemctl
T1570 LM Lateral Tool Transfer
T1571 CC Non-Standard Port
T1572 CC Protocol Tunneling
T1573 CC Encrypted Channel
T1573.001 CC Symmetric Cryptography
T1573.002 CC Asymmetric Cryptography
T1574 PE,PR,DE Hijack Execution Flow
T1574.001 PE,PR,DE DLL
T1574.004 PE,PR,DE Dylib Hijacking
T1574.005 PE,PR,DE Executable Installer File Permissions Weakness
T1574.006 PE,PR,DE Dynamic Linker Hijacking
T1574.007 PE,PR,DE Path Interception by PATH Environment Variable
T1574.008 PE,PR,DE Path Interception by Search Order Hijacking
T1574.009 PE,PR,DE Path Interception by Unquoted Path
T1574.010 PE,PR,DE Services File Permissions Weakness
T1574.011 PE,PR,DE Services Registry Permissions Weakness
T1574.012 PE,PR,DE COR_PROFILER
T1574.013 PE,PR,DE KernelCallbackTable
T1574.014 PE,PR,DE AppDomainManager
T1578 DE Modify Cloud Compute Infrastructure
T1578.001 DE Create Snapshot
T1578.002 DE Create Cloud Instance
T1578.003 DE Delete Cloud Instance
T1578.004 DE Revert Cloud Instance
T1578.005 DE Modify Cloud Compute Configurations
T1580 DI Cloud Infrastructure Discovery
T1583 RD Acquire Infrastructure
T1583.001 RD Domains
T1583.002 RD DNS Server
T1583.003 RD Virtual Private Server
T1583.004 RD Server
T1583.005 RD Botnet
T1583.006 RD Web Services
T1583.007 RD Serverless
T1583.008 RD Malvertising
T1584 RD Compromise Infrastructure
T1584.001 RD Domains
T1584.002 RD DNS Server
T1584.003 RD Virtual Private Server
T1584.004 RD Server
T1584.005 RD Botnet
T1584.006 RD Web Services
T1584.007 RD Serverless
T1584.008 RD Network Devices
T1585 RD Establish Accounts
T1585.001 RD Social Media Accounts
T1585.002 RD Email Accounts
T1585.003 RD Cloud Accounts
T1586 RD Compromise Accounts
T1586.001 RD Social Media Accounts
T1586.002 RD Email Accounts
T1586.003 RD Cloud Accounts
T1587 RD Develop Capabilities
T1587.001 RD Malware
T1587.002 RD Code Signing Certificates
T1587.003 RD Digital Certificates
T1587.004 RD Exploits
T1588 RD Obtain Capabilities
T1588.001 RD Malware
T1588.002 RD Tool
T1588.003 RD Code Signing Certificates
T1588.004 RD Digital Certificates
T1588.005 RD Exploits
T1588.006 RD Vulnerabilities
T1588.007 RD Artificial Intelligence
T1589 RE Gather Victim Identity Information
T1589.001 RE Credentials
T1589.002 RE Email Addresses
T1589.003 RE Employee Names
T1590 RE Gather Victim Network Information
T1590.001 RE Domain Properties
T1590.002 RE DNS
T1590.003 RE Network Trust Dependencies
T1590.004 RE Network Topology
T1590.005 RE IP Addresses
T1590.006 RE Network Security Appliances
T1591 RE Gather Victim Org Information
T1591.001 RE Determine Physical Locations
T1591.002 RE Business Relationships
T1591.003 RE Identify Business Tempo
T1591.004 RE Identify Roles
T1592 RE Gather Victim Host Information
T1592.001 RE Hardware
T1592.002 RE Software
T1592.003 RE Firmware
T1592.004 RE Client Configurations
T1593 RE Search Open Websites/Domains
T1593.001 RE Social Media
T1593.002 RE Search Engines
T1593.003 RE Code Repositories
T1594 RE Search Victim-Owned Websites
T1595 RE Active Scanning
T1595.001 RE Scanning IP Blocks
T1595.002 RE Vulnerability Scanning
T1595.003 RE Wordlist Scanning
T1596 RE Search Open Technical Databases
T1596.001 RE DNS/Passive DNS
T1596.002 RE WHOIS
T1596.003 RE Digital Certificates
T1596.004 RE CDNs
T1596.005 RE Scan Databases
T1597 RE Search Closed Sources
T1597.001 RE Threat Intel Vendors
T1597.002 RE Purchase Technical Data
T1598 RE Phishing for Information
T1598.001 RE Spearphishing Service
T1598.002 RE Spearphishing Attachment
T1598.003 RE Spearphishing Link
T1598.004 RE Spearphishing Voice
T1599 DE Network Boundary Bridging
T1599.001 DE Network Address Translation Traversal
T1600 DE Weaken Encryption
T1600.001 DE Reduce Key Space
T1600.002 DE Disable Crypto Hardware
T1601 DE Modify System Image
T1601.001 DE Patch System Image
T1601.002 DE Downgrade System Image
T1602 CO Data from Configuration Repository
T1602.001 CO SNMP (MIB Dump)
T1602.002 CO Network Device Configuration Dump
T1606 CA Forge Web Credentials
T1606.001 CA Web Cookies
T1606.002 CA SAML Tokens
T1608 RD Stage Capabilities
T1608.001 RD Upload Malware
T1608.002 RD Upload Tool
T1608.003 RD Install Digital Certificate
T1608.004 RD Drive-by Target
T1608.005 RD Link Target
T1608.006 RD SEO Poisoning
T1609 EX Container Administration Command
T1610 EX,DE Deploy Container
T1611 PR Escape to Host
T1612 DE Build Image on Host
T1613 DI Container and Resource Discovery
T1614 DI System Location Discovery
T1614.001 DI System Language Discovery
T1615 DI Group Policy Discovery
T1619 DI Cloud Storage Object Discovery
T1620 DE Reflective Code Loading
T1621 CA Multi-Factor Authentication Request Generation
T1622 DE,DI Debugger Evasion
T1647 DE Plist File Modification
T1648 EX Serverless Execution
T1649 CA Steal or Forge Authentication Certificates
T1650 RD Acquire Access
T1651 EX Cloud Administration Command
T1652 DI Device Driver Discovery
T1653 PE Power Settings
T1654 DI Log Enumeration
T1656 DE Impersonation
T1657 IM Financial Theft
T1659 IA,CC Content Injection
T1665 CC Hide Infrastructure
T1666 DE Modify Cloud Resource Hierarchy
T1667 IM Email Bombing
T1668 PE Exclusive Control
T1669 IA Wi-Fi Networks
T1671 PE Cloud Application Integration
T1672 DE Email Spoofing
T1673 DI Virtual Machine Discovery
T1674 EX Input Injection
T1675 EX ESXi Administration Command
`;
