import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { settled } from './steps.ts'

/** Asks for a theme, and waits until the page has put it on and has nothing left to load. */
export async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  const root = expect(page.locator('html'))
  await (colorScheme === 'dark' ? root : root.not).toHaveClass('dark')
  await settled(page)
}

/** What axe finds on the page as it stands, one line a violation: rule, and where. */
export async function findAxeViolations(page: Page): Promise<readonly string[]> {
  // axe is large, and the page keeps it: only the first run brings it there.
  const isThere = await page.evaluate(() => 'axe' in window)
  const { violations } = await new AxeBuilder({ page, ...(isThere ? { axeSource: ';' } : {}) })
    // Nobody reads what passes or does not apply, so axe need not describe it.
    .options({ resultTypes: ['violations'] })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // There are no frames, and the other mode opens a second page, which a desktop window cannot.
    .setLegacyMode()
    .analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`))
}

/**
 * Text whose contrast with what lies behind it is under 4.5, one line each (WCAG 1.4.3). axe leaves much of this
 * undecided, so every text node is measured: its colour over the composited colours of its ancestors.
 */
export function findLowContrast(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number]

    const parse = (text: string): Colour => {
      const numbers = (text.match(/[\d.]+/g) ?? []).map(Number)
      const scale = text.startsWith('color(') ? 255 : 1
      const [red = 0, green = 0, blue = 0, alpha = 1] = numbers
      return numbers.length === 0 ? [0, 0, 0, 0] : [red * scale, green * scale, blue * scale, alpha]
    }
    const over = (top: Colour, below: Colour): Colour => {
      const mix = (one: number, other: number) => one * top[3] + other * (1 - top[3])
      return [mix(top[0], below[0]), mix(top[1], below[1]), mix(top[2], below[2]), 1]
    }
    const luminance = (colour: Colour): number => {
      const linear = (value: number) => {
        const part = value / 255
        return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      }
      return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
    }
    const contrast = (one: Colour, other: Colour): number => {
      const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
      return (lighter + 0.05) / (darker + 0.05)
    }
    const groundOf = (element: Element): Colour => {
      const layers: Colour[] = []
      for (let at: Element | null = element; at; at = at.parentElement) {
        const layer = parse(getComputedStyle(at).backgroundColor)
        layers.push(layer)
        if (layer[3] === 1) break
      }
      return layers.reduceRight<Colour>((below, layer) => over(layer, below), [255, 255, 255, 1])
    }
    const opacityOf = (element: Element): number => {
      let opacity = 1
      for (let at: Element | null = element; at; at = at.parentElement)
        opacity *= Number(getComputedStyle(at).opacity)
      return opacity
    }
    const isShown = (element: Element): boolean => {
      const box = element.getBoundingClientRect()
      return box.width > 1 && box.height > 1 && element.checkVisibility({ checkVisibilityCSS: true })
    }
    // WCAG exempts what is disabled.
    const isDisabled = (element: Element) => element.closest('[disabled],[aria-disabled=true]') !== null

    const found: string[] = []
    const judge = (element: Element, text: string, colour: string) => {
      const opacity = opacityOf(element)
      if (text.trim() === '' || opacity < 0.05 || !isShown(element) || isDisabled(element)) return
      const ground = groundOf(element)
      const [red, green, blue, alpha] = parse(colour)
      // Nobody can see it: the component library hides the native placeholder and draws its own.
      if (alpha === 0) return
      const ratio = contrast(over([red, green, blue, alpha * opacity], ground), ground)
      if (ratio < 4.5)
        found.push(
          `${ratio.toFixed(2)}: ${text.trim().slice(0, 40)} (${element.getAttribute('class') ?? ''})`,
        )
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const element = node.parentElement
      if (element && !element.closest('script,style,.sr-only')) {
        judge(element, node.textContent ?? '', getComputedStyle(element).color)
      }
    }
    for (const field of document.querySelectorAll<HTMLInputElement>(
      'input:not([type=checkbox],[type=radio]),textarea',
    )) {
      judge(field, field.value, getComputedStyle(field).color)
      if (field.value === '') judge(field, field.placeholder, getComputedStyle(field, '::placeholder').color)
    }
    return found
  })
}

/** Tab stops from the top of the page that do not show where the focus is, one line each (WCAG 2.4.7). */
export async function findInvisibleFocus(page: Page, stops: number): Promise<readonly string[]> {
  const found: string[] = []
  for (let stop = 0; stop < stops; stop++) {
    await page.keyboard.press('Tab')
    const problem = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      // The component library draws a field's ring on an element beside the input.
      const ring = element.closest('.n-input')?.querySelector('.n-input__state-border')
      const holders = [element, ring, element.parentElement, element.parentElement?.parentElement]
      const shows = holders.some((holder) => {
        if (!holder) return false
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(holder)
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
      })
      return shows ? null : `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`
    })
    if (problem !== null) found.push(problem)
  }
  return found
}
