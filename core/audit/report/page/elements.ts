import { sentenceParts } from '../sentence.ts'

type Child = Node | string

/** An element with text in it; a string is only ever text. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  if (className !== '') made.className = className
  made.append(...children)
  return made
}

/** A sentence whose technical names are set as code. */
export function sentence(text: string): readonly Node[] {
  return sentenceParts(text).map((part) =>
    part.code ? element('code', '', part.text) : document.createTextNode(part.text),
  )
}

/** One of the drawings at the top of the page. */
export function icon(name: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use')
  use.setAttribute('href', `#icon-${name}`)
  svg.append(use)
  return svg
}

/** The element of the page with this id, which the page was written with. */
export function existing<Type extends Element>(id: string, type: new () => Type): Type {
  const found = document.getElementById(id)
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`)
  return found
}
