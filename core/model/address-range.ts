export const MAX_ADDRESS_RANGES = 150

/** Reads `203.0.113.7` or `203.0.113.0/24`; undefined if it is no IPv4 address or range (C1). */
export function parseAddressRange(text: string): string | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text.trim())
  if (!match) return undefined
  const octets = match.slice(1, 5).map(Number)
  const prefix = match[5] === undefined ? 32 : Number(match[5])
  if (octets.some((octet) => octet > 255) || prefix > 32) return undefined
  return `${octets.join('.')}/${String(prefix)}`
}
