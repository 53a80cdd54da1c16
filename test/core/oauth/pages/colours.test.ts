import { expect, it } from 'vitest'
import { colours } from '../../../../core/oauth/pages/colours.ts'
import { dark, light } from '../../../../renderer/theme/tokens.ts'

it('are those of the screens', () => {
  expect(light).toMatchObject(colours.light)
  expect(dark).toMatchObject(colours.dark)
})
