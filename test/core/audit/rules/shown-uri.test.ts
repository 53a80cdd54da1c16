import { describe, expect, it } from 'vitest'
import { shownUri } from '../../../../core/audit/rules/shown-uri.ts'

const secret = 'kQ7vX2mZp9LrT4wYb8NcJ6hD1sFgA3eUoV5iRtWqPzE'

describe('a URI as evidence shows it', () => {
  it.each([
    ['https://app.acme.example/callback', 'https://app.acme.example/callback'],
    ['http://127.0.0.1:3000/oauth2redirect/a-long-name-of-a-provider', null],
    ['com.acme.desk:/cb', null],
    ['https://app.acme.example/cb?token', null],
    ['', null],
    [
      'https://app.acme.example/cb?token=abc&a=1;b=2#x=3',
      'https://app.acme.example/cb?token=...&a=...;b=...#...',
    ],
    ['https://app.acme.example/cb#access_token=abc', 'https://app.acme.example/cb#...'],
    ['https://ada:pw@app.acme.example/cb', 'https://...@app.acme.example/cb'],
    ['//ada:pw@app.acme.example/cb', '//...@app.acme.example/cb'],
    [`https://app.acme.example/${secret}/cb`, 'https://app.acme.example/[removed]/cb'],
    [`com.acme.desk:${secret}`, 'com.acme.desk:[removed]'],
  ])('gives away no value of %s (F4)', (uri, shown) => {
    expect(shownUri(uri)).toBe(shown ?? uri)
  })

  it('is cut where it is longer than anybody reads', () => {
    expect(shownUri(`https://app.acme.example/${'a/'.repeat(400)}`)).toHaveLength(300)
  })
})
