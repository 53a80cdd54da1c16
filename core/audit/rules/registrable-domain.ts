/** Second levels under which everybody can register a name, where a country has them. */
const secondLevels = 'ac|co|com|edu|gob|gov|gv|mil|ne|net|nom|or|org'
const publicSuffix = new RegExp(
  `\\.(?:(?:${secondLevels})\\.(?:ar|at|au|bd|br|cn|co|cr|ec|eg|gh|hk|id|il|in|jp|ke|kr|kw|lk|ma|mx|my|ng|nz|pe|ph|pk|sa|sg|th|tr|tw|ua|ug|uk|uy|ve|vn|za)|(?:go|ad|ed|gr|lg)\\.jp|(?:ltd|me|plc|sch|nhs|police)\\.uk|(?:asn|id)\\.au|(?:gen|govt|iwi|maori|school)\\.nz|(?:firm|gen|ind)\\.in)$`,
)

/**
 * The domain that somebody registered and answers for: `acme.example` for `login.acme.example`. Names below shared hosting
 * belong to whoever took them, so there the first label below it counts. An address is its own domain.
 */
export function registrableDomain(host: string, sharedHosting: readonly string[]): string {
  if (isAddress(host)) return host
  const shared = sharedHosting.find((suffix) => isBelow(host, suffix))
  const suffix = shared ?? publicSuffix.exec(host)?.[0].slice(1) ?? host.slice(host.lastIndexOf('.') + 1)
  const below = host.slice(0, -suffix.length - 1)
  return host === suffix ? host : `${below.slice(below.lastIndexOf('.') + 1)}.${suffix}`
}

/** Is the host this domain, or one below it? */
export function isWithin(host: string, domain: string): boolean {
  return host === domain || isBelow(host, domain)
}

function isBelow(host: string, domain: string): boolean {
  return host.endsWith(domain) && host.charAt(host.length - domain.length - 1) === '.'
}

/** Of IPv4, or of IPv6 without its brackets. */
function isAddress(host: string): boolean {
  return host.includes(':') || /^\d+(\.\d+){3}$/.test(host)
}
