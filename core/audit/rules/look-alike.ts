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

/** What a name looks like: without accents, case, spaces and punctuation, look-alike letters replaced. */
export function skeletonOf(name: string): string {
  const letters = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return lettersOf(Array.from(letters, (letter) => latinOf.get(letter) ?? letter).join(''))
}

/** What a name says, without case, spaces and punctuation. */
export function plainNameOf(name: string): string {
  return lettersOf(name.normalize('NFC').toLowerCase())
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}
