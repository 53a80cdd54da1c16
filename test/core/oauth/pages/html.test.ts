import { describe, expect, it } from 'vitest'
import { html, prose } from '../../../../core/oauth/pages/html.ts'

describe('the template of the pages', () => {
  it('escapes what is filled in, in text and in attributes', () => {
    expect(html`<p title="${`"'`}">${'<b>&amp;'}</p>`.text).toBe(
      '<p title="&quot;&#39;">&lt;b&gt;&amp;amp;</p>',
    )
  })

  it('takes its own HTML as it is, lists of it, and nothing for null', () => {
    const items = ['a', '<'].map((item) => html`<i>${item}</i>`)

    expect(html`<p>${items}</p>`.text).toBe('<p><i>a</i><i>&lt;</i></p>')
    expect(html`<p>${null}</p>`.text).toBe('<p></p>')
    expect(html`<p>${html`<br />`}</p>`.text).toBe('<p><br /></p>')
  })

  it('shows characters that control the text around them as what they are: unreadable', () => {
    expect(html`${'a\u0000b\u202ec\u2066d\u007fe\nf'}`.text).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\nf')
  })

  it('makes code of what a sentence has in backticks', () => {
    expect(prose('use `a<b` here').text).toBe('use <code>a&lt;b</code> here')
  })
})
