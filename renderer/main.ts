import './styles/base.css'
import './styles/shell.css'
import './styles/content.css'
import './styles/marks.css'
import './styles/lists.css'
import './styles/beside.css'
import './styles/controls.css'
import './styles/narrow.css'
import { z } from 'zod'
import { nonceStyles } from './nonce-styles.ts'

// The content security policy allows neither eval nor a style element without the nonce, so both are settled
// before zod compiles its first schema and naive-ui makes its first style.
z.config({ jitless: true })
nonceStyles(document)

const { start } = await import('./start.ts')
await start()
