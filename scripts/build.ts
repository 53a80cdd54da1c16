/** `npm run build`: makes everything that `out/` holds. */
import { build } from './build-steps.ts'

await build()
