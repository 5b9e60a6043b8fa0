// Builds what browsers load: one style sheet, one script, fonts and icons.
// Everything comes from node_modules and this folder; the result goes to static/built,
// which is never committed. Run it again after every change: `node mandat/web/assets/build.mjs`.

import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..", "..");
const packages = join(root, "node_modules");
const target = join(here, "..", "static", "built");
const draft = `${target}.new`;

// The budget of docs/adr/0003: kilobytes after gzip.
const BUDGET = { "app.css": 40, "app.js": 60 };
const ISLANDS = join(here, "islands");
const CUTS = ["Regular", "Italic", "SemiBold", "Bold"];
const SUBSETS = ["Latin1", "Latin2", "Latin3", "Pi"];

if (!existsSync(join(packages, "esbuild"))) {
  console.error("The packages are missing: run `npm ci` (or script/setup) first.");
  process.exit(1);
}
const esbuild = createRequire(join(root, "package.json"))("esbuild");

function entry() {
  const islands = readdirSync(ISLANDS).filter((name) => name.endsWith(".js")).sort();
  return ['import "./main.js";', ...islands.map((name) => `import "./islands/${name}";`)].join("\n");
}

async function bundle() {
  const common = {
    bundle: true,
    minify: true,
    legalComments: "none",
    target: ["chrome105", "firefox110", "safari16"],
    nodePaths: [packages],
    logLevel: "warning",
  };
  await esbuild.build({
    ...common,
    stdin: { contents: entry(), resolveDir: here, sourcefile: "entry.js" },
    format: "iife",
    outfile: join(draft, "app.js"),
  });
  await esbuild.build({
    ...common,
    entryPoints: [join(here, "styles", "app.css")],
    external: ["*.woff2"],
    outfile: join(draft, "app.css"),
  });
}

function copyFonts() {
  const fonts = join(draft, "fonts");
  mkdirSync(fonts);
  const latin = join(packages, "@ibm", "plex-sans", "fonts", "split", "woff2");
  const arabic = join(packages, "@ibm", "plex-sans-arabic", "fonts", "complete", "woff2");
  const wanted = CUTS.flatMap((cut) => SUBSETS.map((subset) => join(latin, `IBMPlexSans-${cut}-${subset}.woff2`)));
  wanted.push(...CUTS.filter((cut) => cut !== "Italic").map((cut) => join(arabic, `IBMPlexSansArabic-${cut}.woff2`)));
  for (const file of wanted) cpSync(file, join(fonts, basename(file)));
  cpSync(join(packages, "@ibm", "plex-sans", "LICENSE.txt"), join(fonts, "LICENSE.txt"));
}

function copyIcons() {
  const icons = join(draft, "icons");
  mkdirSync(icons);
  const names = readFileSync(join(here, "icons.txt"), "utf8").split("\n");
  for (const name of names.map((line) => line.trim()).filter((line) => line && !line.startsWith("#"))) {
    const drawing = readFileSync(join(packages, "lucide-static", "icons", `${name}.svg`), "utf8");
    writeFileSync(join(icons, `${name}.svg`), drawing.replace(/<!--.*?-->/gs, "").replace(/\s+/g, " ").trim());
  }
  cpSync(join(packages, "lucide-static", "LICENSE"), join(icons, "LICENSE.txt"));
}

function weigh() {
  for (const [name, limit] of Object.entries(BUDGET)) {
    const size = gzipSync(readFileSync(join(draft, name)), { level: 9 }).length / 1024;
    console.log(`${name}: ${size.toFixed(1)} kB after gzip, at most ${limit}`);
    if (size > limit) throw new Error(`${name} is heavier than its budget of ${limit} kB`);
  }
}

rmSync(draft, { recursive: true, force: true });
mkdirSync(draft, { recursive: true });
await bundle();
copyFonts();
copyIcons();
weigh();
rmSync(target, { recursive: true, force: true });
renameSync(draft, target);
