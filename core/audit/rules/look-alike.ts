/** Letters of other scripts, and digits, that look like a Latin letter: each first one like those that follow. */
const lookalikes = [
  'aаαɑ',
  'bЬв',
  'cсϲ',
  'dԁ',
  'eеε3',
  'gɡ',
  'hһн',
  'iіιıǃ',
  'jјϳ',
  'kкκ',
  'lӏǀ1|',
  'mм',
  'nпηո',
  'oоοօ0',
  'pрρ',
  'qԛ',
  'rгᴦ',
  'sѕ5',
  'tтτ',
  'uυս',
  'vνѵ',
  'wԝω',
  'xхχ',
  'yуγү',
  'zᴢ',
]
const latinOf = new Map(
  lookalikes.flatMap(([latin = '', ...others]) => others.map((other): [string, string] => [other, latin])),
)
const lookalike = new RegExp(`[${[...latinOf.keys()].join('')}]`, 'gu')

/** What a name looks like: without accents, case, spaces and punctuation, look-alike letters replaced. */
export function skeletonOf(name: string): string {
  const letters = isAscii(name) ? name : name.normalize('NFKD').replace(/\p{M}/gu, '')
  return lettersOf(letters.toLowerCase().replace(lookalike, (letter) => latinOf.get(letter) ?? letter))
}

/** What a name says, without case, spaces and punctuation. */
export function plainNameOf(name: string): string {
  return lettersOf((isAscii(name) ? name : name.normalize('NFC')).toLowerCase())
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

function lettersOf(text: string): string {
  if (isAscii(text)) return text.replace(/[^A-Za-z0-9]+/g, '')
  return text.replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}
