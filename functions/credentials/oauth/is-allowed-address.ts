import { BlockList, isIP } from 'node:net';

/** Addresses that are not of the public Internet: nobody elsewhere has reason to name one. */
const internal = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  internal.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  internal.addSubnet(network, prefix, 'ipv6');
}

/** Names that networks keep for themselves; those of cloud metadata are among them. */
const internalName = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/;
const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Whether we may ask an address that a server named. It has to be https, or on this machine; and
 * inside a network only if the server's own address, which the operator wrote down, is inside one.
 * What a name resolves to is not looked at.
 *
 * @param serverUrl of the catalogue's entry
 */
export function isAllowedAddress(address: string | URL, serverUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  const isEncrypted =
    protocol === 'https:' || (protocol === 'http:' && loopbackHosts.includes(hostname));
  return isEncrypted && (!isInternal(hostname) || isInternal(new URL(serverUrl).hostname));
}

/** @param hostname as `URL` writes it: numbers as dotted quads, IPv6 in brackets */
function isInternal(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  if (version === 0) return internalName.test(host) || !host.includes('.');
  return internal.check(host, version === 4 ? 'ipv4' : 'ipv6');
}
