/**
 * Chromium knows no `app:` scheme here, so `app://bundle/x` travels as `https://app--bundle.standin.test/x`, which is
 * intercepted before it reaches a network. Origins, and with them the security policy, stay what they would be.
 */
const suffix = '.standin.test'

const schemes = new Set<string>()

export function declareScheme(scheme: string): void {
  schemes.add(scheme)
}

/** The address as Chromium sees it. */
export function toWeb(address: string): string {
  const match = /^([a-z][\w+.-]*):\/\/([^/?#]+)(.*)$/is.exec(address)
  const [, scheme = '', host = '', rest = ''] = match ?? []
  return schemes.has(scheme) ? `https://${scheme}--${host}${suffix}${rest}` : address
}

/** The address as the application sees it. */
export function toApp(address: string): string {
  return address.replace(/^(blob:)?https:\/\/([\w+.]+?)--([^/]+?)\.standin\.test/i, '$1$2://$3')
}

/** The scheme of an address, in small letters. */
export function schemeOf(address: string): string {
  return (address.split(':', 1)[0] ?? '').toLowerCase()
}
