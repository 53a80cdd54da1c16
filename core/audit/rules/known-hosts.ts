import { isWithin } from './registrable-domain.ts'

/** Services that send whoever comes to an address of somebody else's choice. */
const shorteners = [
  'bit.ly',
  'buff.ly',
  'cutt.ly',
  'goo.gl',
  'is.gd',
  'lnkd.in',
  'ow.ly',
  'rb.gy',
  'rebrand.ly',
  's.id',
  'shorturl.at',
  't.co',
  't.ly',
  'tiny.cc',
  'tinyurl.com',
  'v.gd',
]

/** Suffixes that no public name can have. */
const privateSuffixes = ['home.arpa', 'internal', 'lan', 'local', 'localhost', 'test']

/** IPv4 of RFC 1918, link-local and unspecified; IPv6 unique local, link-local and unspecified. */
const privateAddress =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|0\.0\.0\.0$|::$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/

export function isShortener(host: string): boolean {
  return shorteners.some((domain) => isWithin(host, domain))
}

/** Is it a name or an address that means another machine in every network? */
export function isPrivateHost(host: string): boolean {
  if (host.includes(':') || /^\d+(\.\d+){3}$/.test(host)) return privateAddress.test(host)
  return privateSuffixes.some((suffix) => isWithin(host, suffix))
}
