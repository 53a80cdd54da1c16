/** Namespaces of SAML 2.0 and of XML signatures. */
export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion'
export const DSIG = 'http://www.w3.org/2000/09/xmldsig#'
export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#'
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
export const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer'

const ELEMENT = 1
const TEXT = 3

/** The elements directly inside one, in their order. */
export function elementsOf(parent: Node): readonly Element[] {
  const found: Element[] = []
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (isElement(node)) found.push(node)
  }
  return found
}

/** The elements of this name directly inside one. */
export function childrenOf(parent: Node, namespace: string, name: string): readonly Element[] {
  return elementsOf(parent).filter((child) => isNamed(child, namespace, name))
}

/** The only element of this name directly inside one; undefined where there is none or more than one. */
export function onlyChild(parent: Node, namespace: string, name: string): Element | undefined {
  const found = childrenOf(parent, namespace, name)
  return found.length === 1 ? found[0] : undefined
}

export function isNamed(element: Element, namespace: string, name: string): boolean {
  return element.namespaceURI === namespace && element.localName === name
}

/** An attribute without a prefix; undefined where it is not there. */
export function attribute(element: Element, name: string): string | undefined {
  return element.getAttributeNode(name)?.value
}

/** The text of an element that holds nothing else; undefined where it does. */
export function plainText(element: Element): string | undefined {
  return elementsOf(element).length === 0 ? textOf(element) : undefined
}

/** The text directly inside a node. */
export function textOf(parent: Node): string {
  let text = ''
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === TEXT) text += node.nodeValue ?? ''
  }
  return text
}

/** An element and all below it, each with how deep it stands; without recursion, so that depth is no attack. */
export function* descendants(
  root: Element,
): Generator<{ readonly element: Element; readonly depth: number }> {
  const waiting = [{ element: root, depth: 1 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield next
    for (const element of elementsOf(next.element)) waiting.push({ element, depth: next.depth + 1 })
  }
}

function isElement(node: Node): node is Element {
  return node.nodeType === ELEMENT
}
