import { describe, expect, it } from 'vitest'
import { dark, light, type Tokens } from '../../renderer/theme/tokens.ts'
import { heatOf, heatSteps } from '../../renderer/views/matrix/heat.ts'

describe('the colours of the matrix', () => {
  it('have five steps that follow each other without a gap, up to all operations', () => {
    const steps = heatSteps(3_180)
    expect(steps.map(({ heat }) => heat)).toEqual([1, 2, 3, 4, 5])
    expect(steps[0]?.from).toBe(1)
    expect(steps.at(-1)?.to).toBe(3_180)
    for (const [index, step] of steps.slice(1).entries()) expect(step.from).toBe((steps[index]?.to ?? 0) + 1)
  })

  it('have fewer steps where few operations are counted, and none where none is', () => {
    expect(heatSteps(2).map(({ from, to }) => [from, to])).toEqual([
      [1, 1],
      [2, 2],
    ])
    expect(heatSteps(0)).toEqual([])
  })

  it('stay quiet for nothing, and put every count into its step', () => {
    const steps = heatSteps(1_000)
    expect(heatOf(0, steps)).toBe(0)
    for (const { heat, from, to } of steps) {
      expect(heatOf(from, steps)).toBe(heat)
      expect(heatOf(to, steps)).toBe(heat)
    }
  })

  it.each([
    ['light', light],
    ['dark', dark],
  ])('let the number be read on every step in %s (WCAG 1.4.3)', (_name, tokens) => {
    for (const [ground, text] of numbersOn(tokens)) expect(contrast(ground, text)).toBeGreaterThanOrEqual(4.5)
  })
})

function numbersOn(tokens: Tokens): readonly (readonly [ground: string, text: string])[] {
  return [
    [tokens.surface, tokens.text3],
    [tokens.heat1, tokens.text],
    [tokens.heat2, tokens.text],
    [tokens.heat3, tokens.text],
    [tokens.heat4, tokens.onHeat4],
    [tokens.heat5, tokens.onHeat5],
  ]
}

function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const [red = 0, green = 0, blue = 0] = parts
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
