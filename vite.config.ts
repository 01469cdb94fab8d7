import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const outDir = 'dist/ui'

/** Packs text files once at the build, so that the server never packs while serving. */
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    closeBundle: async () => {
      const files = await readdir(outDir, { recursive: true })
      await Promise.all(
        files
          .filter((file) => /\.(js|css|svg|html|webmanifest)$/.test(file))
          .map(async (file) => {
            const path = join(outDir, file)
            const content = await readFile(path)
            if (content.length < 1024) return
            const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
            await writeFile(`${path}.br`, await promisify(brotliCompress)(content, quality))
            await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))
          }),
      )
    },
  }
}

export default defineConfig({
  plugins: [react(), packed()],
  build: {
    outDir,
    emptyOutDir: true,
    manifest: true,
    target: 'es2022',
    // The budget of the phone's first load is tested by itself; antd and echarts load later.
    chunkSizeWarningLimit: 1500,
  },
})
