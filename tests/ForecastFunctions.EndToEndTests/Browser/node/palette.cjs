// Writes a PNG with a palette: node palette.cjs FROM TO COLOURS. The packages stand in the folder that the process was started in.
"use strict";

const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { createRequire } = require("node:module");

const png = createRequire(join(process.cwd(), "package.json"))("@pdf-lib/upng").default;
const [from, to, colours] = process.argv.slice(2);
const image = png.decode(new Uint8Array(readFileSync(from)).buffer);
writeFileSync(to, Buffer.from(png.encode(png.toRGBA8(image), image.width, image.height, Number(colours))));
