/**
 * What a Grantdesk page may load: its own files and nothing else, in the desktop window and in the browser (E7, B5).
 *
 * Only a style element that carries this response's nonce applies, because the component library makes some; no
 * script is ever inline, and nothing may frame the page.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** What `renderer/index.html` holds in its `csp-nonce` meta element, and a host replaces in every response. */
export const noncePlaceholder = '__CSP_NONCE__'
