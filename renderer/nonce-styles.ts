/**
 * Gives every style element made from now on the nonce of the page's content security policy. naive-ui makes
 * such elements and has no setting for it.
 */
export function nonceStyles(page: Document): void {
  const nonce = page.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''
  if (nonce === '') return
  /* eslint-disable @typescript-eslint/no-deprecated -- an overload is, for tags that nobody makes; this serves all */
  const create = page.createElement.bind(page)
  const createWithNonce = (tag: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(tag, options)
    if (element instanceof HTMLStyleElement) element.nonce = nonce
    return element
  }
  // It answers what createElement answered, so the overloads by tag name still hold.
  page.createElement = createWithNonce as typeof page.createElement
  /* eslint-enable @typescript-eslint/no-deprecated */
}
