// Makes the page's two files: node build.mjs FOLDER. Their names do not change; their ETags do.
import { build } from "esbuild";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2] ?? "obj/site";
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: { explorer: "site/main.tsx" },
  outdir: folder,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",
  logLevel: "warning",
});
copyFileSync("site/index.html", join(folder, "index.html"));
