// Makes static/build from our own sources and the pinned design-system package, and fetches the fonts of the PDFs.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const from = (...parts) => join(here, ...parts);
const to = (...parts) => join(here, "build", ...parts);

const style = (name) => {
  const { css } = sass.compile(from("scss", `${name}.scss`), {
    style: "compressed",
    loadPaths: [join(here, "..", "node_modules")],
    quietDeps: true,
  });
  writeFileSync(to(`${name}.css`), css);
};

rmSync(to(), { recursive: true, force: true });
mkdirSync(to(), { recursive: true });
style("careplan");
style("admin");
esbuild.buildSync({
  entryPoints: [from("js", "careplan.js")],
  outfile: to("careplan.js"),
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
});
cpSync(from("img"), to("img"), { recursive: true });

const fonts = join(here, "..", "node_modules", "dejavu-fonts-ttf");
const typesetting = join(here, "..", "careplan", "fonts");
rmSync(typesetting, { recursive: true, force: true });
for (const name of ["LICENSE", "ttf/DejaVuSansCondensed.ttf", "ttf/DejaVuSansCondensed-Bold.ttf"]) {
  cpSync(join(fonts, name), join(typesetting, basename(name)));
}

for (const name of ["careplan.css", "careplan.js", "admin.css"]) {
  const bytes = readFileSync(to(name));
  console.log(`${name}: ${(bytes.length / 1000).toFixed(1)} kB, ${(gzipSync(bytes).length / 1000).toFixed(1)} kB compressed`);
}
